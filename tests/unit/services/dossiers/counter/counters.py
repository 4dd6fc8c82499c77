"""Somebody at the counter of the ward, and what they lay down. Everybody is invented."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.counter.beginning import AtCounter, begin_at_counter
from services.dossiers.counter.papers import Laid, is_laid, lay_papers, papers_of
from services.dossiers.counter.receiving import file_at_counter, receive_at_counter
from services.dossiers.drafting import choose_unit, new_key, save_step
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import Dossier, Draft
from services.dossiers.owned import own_draft
from services.dossiers.papers import PaperRow, case_titles
from services.people.directory import Known
from services.people.meeting import Met
from tests.factories import FRIDAY, WARD

OLD_WOMAN = Known(
    name="Hoàng Thị Già Thử",
    birth="1948",
    sex="F",
    citizen_id="004148999953",
    commune="01273",
    residence="Tổ dân phố Mẫu 3",
)
"""Without account, without telephone, knowing her year of birth alone."""
COPY = Laid(ComponentAnswer.PAPER, copies=1, compared=True)


@dataclass(slots=True)
class Reception:
    """A draft that a receiver fills in."""

    session: Session
    by: Actor
    draft: Draft

    @property
    def id(self) -> UUID:
        return self.draft.id

    def unit(self, code: str = WARD) -> "Reception":
        titles = case_titles(own_draft(self.session, self.id, self.by).record)
        choose_unit(
            self.session,
            self.id,
            unit_code=code,
            reason="đến quầy gần nhất",
            case_title=titles[0] if titles else None,
            version=self.draft.version,
            by=self.by,
            at=FRIDAY,
        )
        return self

    def step(self, code: str, **typed: Any) -> "Reception":
        raw = {name.replace("__", "."): value for name, value in typed.items()}
        save_step(self.session, self.id, step=code, raw=raw, version=self.draft.version, by=self.by, at=FRIDAY)
        return self

    def applicant(self, **typed: Any) -> "Reception":
        """What the old woman says of herself again."""
        said = {
            "applicant__name": OLD_WOMAN.name,
            "applicant__id_number": OLD_WOMAN.citizen_id,
            "applicant__birth": "1948",
            "applicant__sex": "F",
            "applicant__residence__commune": "01273",
            "applicant__residence__detail": OLD_WOMAN.residence,
            "capacity": "self",
        }
        return self.step("applicant", **said | typed)

    def papers(self, laid: Laid = COPY, **others: Laid) -> "Reception":
        """Lay every paper down alike, but those that are named `no_0`, `no_1`."""
        said = {row.number: others.get(f"no_{row.number}", laid) for row in self.rows()}
        lay_papers(self.session, self.id, said, by=self.by, at=FRIDAY)
        return self

    def rows(self) -> list[PaperRow]:
        """The papers that may be laid down."""
        return [row for row in papers_of(own_draft(self.session, self.id, self.by)) if is_laid(row)]

    def ready(self) -> "Reception":
        self.unit().applicant()
        return self.papers().step("delivery", delivery="counter", paper_copies="1")

    def receive(self, **changes: Any) -> Dossier:
        return receive_at_counter(self.session, self.id, **self._sent(changes))

    def file(self, **changes: Any) -> Dossier:
        return file_at_counter(self.session, self.id, **self._sent(changes))

    def _sent(self, changes: dict[str, Any]) -> dict[str, Any]:
        declaration = own_draft(self.session, self.id, self.by).form.declaration
        return {"declaration": declaration, "version": self.draft.version, "by": self.by, "at": FRIDAY} | changes


def met(**changes: Any) -> Met:
    """The old woman, or somebody like her."""
    meant = {"meant": changes.pop("meant")} if "meant" in changes else {}
    return Met(known=replace(OLD_WOMAN, **changes), **meant)


def a_reception(
    session: Session, by: Actor, came: AtCounter | None = None, code: str = "2.000908", key: str | None = None
) -> Reception:
    """A draft just begun."""
    came = came or AtCounter(filer=met())
    draft = begin_at_counter(session, came, procedure_code=code, idempotency_key=key or new_key(), by=by, at=FRIDAY)
    return Reception(session, by, draft)
