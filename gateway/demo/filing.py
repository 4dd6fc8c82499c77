"""A dossier of the cast is filed, with the verbs that citizens use and files of its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from gateway.demo.actors import citizen, person_of, unit_of
from gateway.demo.instants import Instants
from gateway.demo.interrupting import DELIVERED
from gateway.demo.stories import ELSEWHERE, answers
from gateway.office import Office
from services.actor import Actor
from services.documents.upload import LARGEST_FILE, judged
from services.dossiers.attaching import answer_component, attach
from services.dossiers.drafting import begin, choose_unit, save_step
from services.dossiers.forms.definitions import StepKind
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import Dossier, Draft
from services.dossiers.owned import own_draft
from services.dossiers.papers import case_titles, paper_rows
from services.dossiers.submission import submit
from services.dossiers.supplements.answering import asked_components, attach_asked, newest_request
from services.dossiers.supplements.delivering import deliver
from services.storage import BlobWriter

NO_NEED: Final = "Giấy tờ này không thuộc trường hợp của tôi"
PART: Final = re.compile(r"[.-]")
"""Between the name of a field and that of one of its controls."""


def file(session: Session, office: Office, one: dict[str, Any], instants: Instants, at: datetime) -> Dossier:
    """File a dossier.

    Args:
        session: the caller's transaction.
        office: draws the papers, and takes them.
        one: of the cast.
        instants: of the cast.
        at: when it is filed, for every step.
    """
    by = citizen(session, one["filer"], one["organisation"])
    draft = begin(session, procedure_code=one["procedure"], idempotency_key=mark(one), by=by, at=at, seeded=True)
    choose_unit_of(session, draft, one, by, at)
    fill_in(session, draft, one, instants, by, at)
    form = own_draft(session, draft.id, by).form
    _hand_in(session, office, draft, one, by=by, at=at)
    return submit(session, draft.id, declaration=form.declaration, version=draft.version, by=by, at=at)


def deliver_asked(
    session: Session, office: Office, dossier_id: UUID, one: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    """Deliver a file for each component that was asked for, as its applicant."""
    asked = asked_components(newest_request(session, session.get_one(Dossier, dossier_id)))
    for number, name in zip(asked, DELIVERED[one["key"]], strict=True):
        with demo_paper(session, office, one, name, at=at) as upload:
            attach_asked(
                session, dossier_id, component_no=number, upload=judged(upload), filename=f"{name}.pdf", by=by, at=at
            )
    deliver(session, dossier_id, by=by, at=at)


def mark(one: dict[str, Any]) -> str:
    """Return by what a dossier is known again: the key under which its draft was begun."""
    return f"trinh-dien-{one['key']}"


def fill_in(session: Session, draft: Draft, one: dict[str, Any], instants: Instants, by: Actor, at: datetime) -> None:
    """Answer every step of the form."""
    raw = answers(one, instants)
    for step in own_draft(session, draft.id, by).form.steps:
        if step.kind is StepKind.FIELDS:
            codes = {field.code for field in step.fields}
            given = {name: value for name, value in raw.items() if PART.split(name)[0] in codes}
            save_step(session, draft.id, step=step.code, raw=given, version=draft.version, by=by, at=at)


@contextmanager
def demo_paper(
    session: Session, office: Office, one: dict[str, Any], title: str, *, at: datetime
) -> Iterator[BlobWriter]:
    """Draw a paper of whoever files, of one page, into the store."""
    holder = person_of(session, one["filer"]).name or ""
    data = {"system": office.system, "title": title, "holder": holder}
    with office.store.writer(limit=LARGEST_FILE) as upload:
        upload.write(office.printer.render("demo-paper", data, at=at))
        yield upload


def choose_unit_of(session: Session, draft: Draft, one: dict[str, Any], by: Actor, at: datetime) -> None:
    """Choose the body that decides, and the case that the cast names, else the first."""
    titles = case_titles(own_draft(session, draft.id, by).record)
    named = [title for title in titles if one["case"] and one["case"] in title]
    choose_unit(
        session,
        draft.id,
        unit_code=unit_of(session, one["competent_unit"]).code,
        reason=ELSEWHERE.get(one["key"]),
        case_title=next(iter([*named, *titles]), None),
        version=draft.version,
        by=by,
        at=at,
    )


def _hand_in(session: Session, office: Office, draft: Draft, one: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Hand in so many files, papers that are asked first; what is asked beyond them is not needed."""
    own, files = own_draft(session, draft.id, by), one["files"] - len(DELIVERED.get(one["key"], ()))
    rows = paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject)
    taking = sorted((row for row in rows if row.takes_files), key=lambda row: not row.is_required)
    for row in taking[files:]:
        if row.is_required:
            answer = ComponentAnswer.NOT_MY_CASE
            answer_component(session, draft.id, component_no=row.number, answer=answer, note=NO_NEED, by=by, at=at)
    for number in range(files):
        row = taking[number % len(taking)]
        with demo_paper(session, office, one, f"{row.name} ({number + 1})", at=at) as upload:
            name = f"Giấy tờ mẫu {number + 1}.pdf"
            attach(session, draft.id, component_no=row.number, upload=judged(upload), filename=name, by=by, at=at)
