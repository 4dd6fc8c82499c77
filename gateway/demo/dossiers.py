"""File the prepared dossiers of the cast, with the verbs that citizens use. A second run files nothing again.

So far those that only wait to be received. All acts lie on the working day before the first one at the offices, so that
nothing is in the future when they open.
"""

from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.demo.cast import cast
from gateway.printing import Printer
from services.actor import Actor, Role
from services.audit.origin import seeding
from services.calendar.days import ONE_DAY, WorkCalendar
from services.calendar.province import civil_date, instant_of
from services.calendar.queries import work_calendar
from services.documents.upload import INSPECTOR, LARGEST_FILE
from services.dossiers.attaching import answer_component, attach
from services.dossiers.drafting import begin, choose_unit, save_step
from services.dossiers.forms.definitions import StepKind
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import Dossier, Draft
from services.dossiers.owned import own_draft
from services.dossiers.papers import case_titles, paper_rows
from services.dossiers.submission import submit
from services.people.models import IdentityKind, Person, Unit
from services.people.queries import find_people_by_number
from services.storage import BlobStore

SYSTEM_NAME: Final = "Bản trình diễn"
ANSWERS: Final = {"capacity": "self", "delivery": "electronic"}
"""To the questions of the general form; its others are known from the identity or may stay open."""
REASON: Final = "Tiện đi lại"
NO_NEED: Final = "Giấy tờ này không thuộc trường hợp của tôi"


@seeding
def seed_dossiers(session: Session, store: BlobStore, printer: Printer, *, at: datetime) -> list[Dossier]:
    """File what is not filed yet.

    Args:
        session: the caller's transaction; catalogue and cast are there.
        store: takes the files.
        printer: draws them.
        at: the instant of the first start.

    Returns:
        What was filed.
    """
    missing = [one for one in waiting_to_be_received() if not _is_there(session, one)]
    calendar = work_calendar(session) if missing else WorkCalendar(())
    try:
        return [_file(session, store, printer, one, calendar, at) for one in missing]
    finally:
        INSPECTOR.close()


def waiting_to_be_received() -> list[dict[str, Any]]:
    """Return the dossiers of the cast that a citizen filed for themselves and nobody has touched."""
    return [
        one
        for one in cast()["dossiers"]
        if one["needs_issue"] == "spine"
        and [act["act"] for act in one["acts"]] == ["submit"]
        and one["filer"] == one["applicant"]
        and one["organisation"] is None
    ]


def acted_at(calendar: WorkCalendar, first_start: datetime, act: dict[str, Any]) -> datetime:
    """Return the instant of an act: working days are counted from the first one at the offices."""
    day = _worked(calendar, civil_date(first_start), ONE_DAY)
    for _ in range(-act["wd"]):
        day = _worked(calendar, day - ONE_DAY, -ONE_DAY)
    return instant_of(day, time.fromisoformat(act["at"]))


def _worked(calendar: WorkCalendar, day: date, step: Any) -> date:
    while not calendar.is_working_day(day):
        day += step
    return day


def _key(one: dict[str, Any]) -> str:
    return f"trinh-dien-{one['key']}"


def _is_there(session: Session, one: dict[str, Any]) -> bool:
    return session.scalar(select(Draft.id).where(Draft.idempotency_key == _key(one))) is not None


def _file(
    session: Session,
    store: BlobStore,
    printer: Printer,
    one: dict[str, Any],
    calendar: WorkCalendar,
    first_start: datetime,
) -> Dossier:
    at = acted_at(calendar, first_start, one["acts"][0])
    person, told = _person(session, one["filer"])
    by = Actor(person.id, Role.CITIZEN)
    draft = begin(session, procedure_code=one["procedure"], idempotency_key=_key(one), by=by, at=at, seeded=True)
    titles = case_titles(own_draft(session, draft.id, by).record)
    unit = _unit(session, one["competent_unit"])
    choose_unit(
        session,
        draft.id,
        unit_code=unit.code,
        reason=None if unit.id == draft.competent_unit_id else REASON,
        case_title=titles[0] if titles else None,
        version=draft.version,
        by=by,
        at=at,
    )
    raw = ANSWERS | {"phone": told["contact"][1]}
    form = own_draft(session, draft.id, by).form
    for step in form.steps:
        if step.kind is StepKind.FIELDS:
            given = {field.code: raw[field.code] for field in step.fields if field.code in raw}
            save_step(session, draft.id, step=step.code, raw=given, version=draft.version, by=by, at=at)
    _hand_in(session, store, printer, draft, one["files"], holder=person.name or "", by=by, at=at)
    return submit(session, draft.id, declaration=form.declaration, version=draft.version, by=by, at=at)


def _hand_in(
    session: Session,
    store: BlobStore,
    printer: Printer,
    draft: Draft,
    files: int,
    *,
    holder: str,
    by: Actor,
    at: datetime,
) -> None:
    """Hand in so many files, papers that are asked first; what is asked beyond them is not needed."""
    own = own_draft(session, draft.id, by)
    rows = paper_rows(own.record, own.draft.case_title, own.form, own.answers, own.known.subject)
    taking = sorted((row for row in rows if row.takes_files), key=lambda row: not row.is_required)
    for row in taking[files:]:
        if row.is_required:
            answer = ComponentAnswer.NOT_MY_CASE
            answer_component(session, draft.id, component_no=row.number, answer=answer, note=NO_NEED, by=by, at=at)
    for number in range(files):
        row = taking[number % len(taking)]
        data = {"system": SYSTEM_NAME, "title": f"{row.name} ({number + 1})", "holder": holder}
        with store.writer(limit=LARGEST_FILE) as upload:
            upload.write(printer.render("demo-paper", data, at=at))
            name = f"Giấy tờ mẫu {number + 1}.pdf"
            attach(session, draft.id, component_no=row.number, upload=upload, filename=name, by=by, at=at)


def _person(session: Session, key: str) -> tuple[Person, dict[str, Any]]:
    told = next(one for one in cast()["people"] if one["key"] == key)
    return find_people_by_number(session, IdentityKind.CITIZEN_ID, told["id_number"])[0], told


def _unit(session: Session, key: str) -> Unit:
    told = next(one for one in cast()["units"] if one["key"] == key)
    code = told["e_code"].partition(" ")[0]
    return session.scalars(select(Unit).where(Unit.electronic_code == code)).one()
