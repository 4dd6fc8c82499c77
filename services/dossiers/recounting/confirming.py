"""A named person puts a change in force; then the running due dates that it can reach are counted anew, in batches."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.actor import SYSTEM, Actor
from services.audit.changes import record_change
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.audit.origin import is_seeding
from services.calendar.changes import CalendarChange, ChangeState
from services.calendar.days import DayOff
from services.calendar.errors import CalendarChangedElsewhereError, ChangeEmptyError
from services.calendar.models import DayOffRow
from services.calendar.queries import calendar_version, held_calendar, lock_calendar
from services.dossiers.deadlines import Deadline
from services.dossiers.digests import DOSSIER_V2
from services.dossiers.history import add_line
from services.dossiers.kinds import DeadlineKind
from services.dossiers.models import Dossier, DossierDeadline
from services.dossiers.recounting.counting import Held, how_many, running
from services.dossiers.recounting.proposing import locked
from services.jobs import defer
from services.people.hours import Timetables

JOB: Final = "recount_deadlines"
BATCH: Final = 200
CALENDAR_CHANGED: Final = "calendar_changed"


def confirm(session: Session, number: int, *, seen: str, by: Actor, at: datetime) -> CalendarChange:
    """Put a change in force, and promise to count anew the running due dates that it can reach.

    Args:
        session: the caller's transaction.
        number: of the proposal.
        seen: what stood before whoever confirms: `CalendarChange.seen` of the page with the preview.
        by: who confirms; named on every day of the change.
        at: when.

    Raises:
        ChangeUnknownError, ChangeDecidedError: there is none that can still be confirmed.
        ChangeEmptyError: it changes no day.
        CalendarChangedElsewhereError: another change was confirmed, or this proposal became another, since the preview.
    """
    lock_calendar(session)
    change = locked(session, number)
    if not change.days:
        raise ChangeEmptyError
    current = calendar_version(session)
    if change.seen(current) != seen:
        raise CalendarChangedElsewhereError
    change.to_recount = how_many(session)
    change.version, change.state = current + 1, ChangeState.CONFIRMED
    change.decided_at, change.decided_by_id = at, by.post_id
    before, after = _put(session, change)
    session.flush()
    record_change(
        session,
        EventTag.CALENDAR_CHANGE,
        by=by,
        at=at,
        object=("calendar_change", change.id),
        before=before,
        after=after,
    )
    defer(session, JOB, change_id=change.id)
    return change


def _put(session: Session, change: CalendarChange) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the days; return what the calendar said of each before and says now."""
    days = {day.on: day for day in change.days}
    rows = {row.on: row for row in session.scalars(select(DayOffRow).where(DayOffRow.on.in_(days)))}
    before = {day.isoformat(): _said(rows.get(day)) for day in days}
    after: dict[str, Any] = {}
    for on, day in days.items():
        wanted = day.as_row(change.source)
        after[on.isoformat()] = _said(wanted)
        _write(session, on, wanted, rows.get(on), change)
    return before, after


def _write(session: Session, on: date, wanted: DayOff | None, row: DayOffRow | None, change: CalendarChange) -> None:
    if wanted is None:
        if row is not None:
            session.delete(row)
        return
    row = row or DayOffRow(on=on)
    row.kind, row.name, row.status, row.source = wanted.kind, wanted.name, wanted.status, wanted.source
    row.change_id = change.id
    session.add(row)


def _said(row: DayOff | DayOffRow | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {"kind": row.kind.value, "name": row.name, "status": row.status.value, "source": row.source}


def recount_batch(session: Session, change_id: UUID, *, at: datetime) -> bool:
    """Count the next due dates anew by the calendar in force; return whether there may be more.

    Only what the preview looked at moves: what a change cannot reach keeps its day, whatever else changed meanwhile,
    and at most becomes certain.

    A later change of the calendar finds nothing left to do: the last one counts. Run twice, or after a kill, it goes on
    where the last transaction ended.

    Args:
        session: the caller's transaction.
        change_id: of the confirmed change.
        at: when.
    """
    query = select(CalendarChange).where(CalendarChange.id == change_id).with_for_update(of=CalendarChange)
    query = query.options(selectinload(CalendarChange.days))
    change = session.scalars(query.execution_options(populate_existing=True)).one()
    if change.recounted_at is not None:
        return False
    calendar, hours = held_calendar(session), Timetables(session)
    wanted = running().with_for_update(of=Dossier).limit(BATCH)
    if change.cursor is not None:
        wanted = wanted.where(Dossier.id > change.cursor)
    batch = [Held(*row) for row in session.execute(wanted.execution_options(populate_existing=True))]
    days = [day.on for day in change.days]
    for held in batch:
        change.cursor = held.dossier.id
        if not held.is_counted:
            continue
        new = held.by(calendar, hours)
        if held.meets(days) or new.due_by == held.dossier.due_by:
            change.moved += _recounted(session, held, new, change, at)
    change.recounted += len(batch)
    if len(batch) < BATCH:
        change.recounted_at = at
    session.flush()
    return len(batch) == BATCH


def _recounted(session: Session, held: Held, new: Deadline, change: CalendarChange, at: datetime) -> bool:
    """Write a due date that differs, beside the one before it; return whether the day or hour moved."""
    dossier, old = held.dossier, held.deadline
    moved = new.due_by != dossier.due_by
    if not moved and new.confirmed == dossier.due_confirmed:
        return False
    before = digest(dossier, DOSSIER_V2, dossier.data_key)
    was = dossier.due_on
    dossier.due_on, dossier.due_at, dossier.due_by = new.due_on, new.due_at, new.due_by
    dossier.due_confirmed = new.confirmed
    session.add(
        DossierDeadline(
            data_key=dossier.data_key,
            dossier=dossier,
            set_at=at,
            kind=DeadlineKind.RECOMPUTED,
            started_at=old.started_at,
            limit_value=old.limit_value,
            limit_unit=old.limit_unit,
            cutoff=old.cutoff,
            due_on=new.due_on,
            due_at=new.due_at,
            due_by=new.due_by,
            confirmed=new.confirmed,
            derivation=[step.as_data() for step in new.derivation],
            legal_basis=change.source,
            calendar_change_id=change.id,
            seeded=is_seeding(session),
        )
    )
    if moved:
        _tell(session, dossier, was, change, at)
        record(
            session,
            EventTag.DOSSIER_SET_DEADLINE,
            by=SYSTEM,
            at=at,
            object=("dossier", dossier.id),
            concerning=[("calendar_change", change.id)],
            before=before,
            after=digest(dossier, DOSSIER_V2, dossier.data_key),
            reason=CALENDAR_CHANGED,
        )
    return moved


def _tell(session: Session, dossier: Dossier, was: date | None, change: CalendarChange, at: datetime) -> None:
    """Add a line to the dossier's history: applicant and officers read from which day to which, and by what."""
    add_line(
        session,
        dossier,
        EventTag.DOSSIER_SET_DEADLINE,
        before=dossier.state,
        by=SYSTEM,
        at=at,
        reason=CALENDAR_CHANGED,
        legal_basis=change.source,
        details={"before": was.isoformat() if was else None, "after": dossier.due_on and dossier.due_on.isoformat()},
    )
