"""The least valid people and filings. Everybody is invented."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor, Role
from services.dossiers.attaching import answer_component
from services.dossiers.drafting import begin, choose_unit, new_key, save_step
from services.dossiers.forms.definitions import StepKind
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import Dossier, Draft
from services.dossiers.owned import own_draft
from services.dossiers.papers import case_titles, paper_rows
from services.dossiers.submission import submit
from services.people.directory import Known, register_organisation, register_person
from services.people.models import OfficerPost, Person, Source, Unit

FRIDAY = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)  # 09:30 in the province
WARD = "X01273"


def a_person(session: Session, name: str = "Người Thử Mẫu", **known: Any) -> Person:
    """Somebody whose identity comes from the provider."""
    said = {"birth": "1990-01-02", "sex": "F", "commune": "01273", "residence": "Tổ dân phố Mẫu 9"} | known
    return register_person(session, Known(name=name, **said), source=Source.IDENTITY_PROVIDER, by=SYSTEM, at=FRIDAY)


def a_citizen(session: Session, name: str = "Người Thử Mẫu", **known: Any) -> Actor:
    """Somebody signed in for themselves."""
    return Actor(a_person(session, name, **{"citizen_id": "004190999777"} | known).id, Role.CITIZEN)


def a_representative(session: Session) -> Actor:
    """Somebody signed in for an organisation."""
    person = a_person(session, "Giám Đốc Mẫu", citizen_id="004190999778")
    organisation = register_organisation(
        session,
        name="Công ty Ví Dụ Mẫu",
        tax_code="4800999966",
        address="Tổ dân phố Mẫu 5",
        representative=person,
        representative_title="Giám đốc",
        by=SYSTEM,
        at=FRIDAY,
    )
    return Actor(person.id, Role.CITIZEN, acting_for=organisation.id)


def an_officer(session: Session, role: Role, unit_code: str) -> Actor:
    """The officer of the cast who holds a role at a unit."""
    post = session.scalars(
        select(OfficerPost).join(OfficerPost.unit).where(OfficerPost.role == role, Unit.code == unit_code)
    ).first()
    assert post is not None, (role, unit_code)
    return Actor(post.person_id, role, post_id=post.id, unit_id=post.unit_id)


@dataclass(slots=True)
class Filing:
    """A draft under way: fills in what tests do not care about."""

    session: Session
    by: Actor
    draft: Draft

    @property
    def id(self) -> UUID:
        return self.draft.id

    def unit(self, code: str = WARD, reason: str | None = "gần nơi làm việc") -> "Filing":
        titles = case_titles(own_draft(self.session, self.id, self.by).record)
        choose_unit(
            self.session,
            self.id,
            unit_code=code,
            reason=reason,
            case_title=titles[0] if titles else None,
            version=self.draft.version,
            by=self.by,
            at=FRIDAY,
        )
        return self

    def step(self, code: str, **typed: Any) -> "Filing":
        raw = {name.replace("__", "."): value for name, value in typed.items()}
        save_step(self.session, self.id, step=code, raw=raw, version=self.draft.version, by=self.by, at=FRIDAY)
        return self

    def papers(self, answer: ComponentAnswer = ComponentAnswer.NOT_MY_CASE) -> "Filing":
        own = own_draft(self.session, self.id, self.by)
        for row in paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject):
            if row.is_required:
                answer_component(
                    self.session, self.id, component_no=row.number, answer=answer, note="thử", by=self.by, at=FRIDAY
                )
        return self

    def submit(self, at: datetime = FRIDAY, **changes: Any) -> Dossier:
        form = own_draft(self.session, self.id, self.by).form
        given = {"declaration": form.declaration, "version": self.draft.version} | changes
        return submit(self.session, self.id, by=self.by, at=at, **given)


def a_filing(session: Session, by: Actor, code: str = "2.000908") -> Filing:
    """A draft just begun."""
    draft = begin(session, procedure_code=code, idempotency_key=new_key(), by=by, at=FRIDAY)
    return Filing(session, by, draft)


def fields_steps(filing: Filing) -> list[str]:
    """The codes of the steps that are filled in."""
    form = own_draft(filing.session, filing.id, filing.by).form
    return [step.code for step in form.steps if step.kind is StepKind.FIELDS]
