"""Starting the clock of a dossier: the limit of its case and channel, counted, or a day set by hand with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.origin import is_seeding
from services.calendar.days import WorkCalendar
from services.calendar.errors import LimitUnknownError
from services.calendar.province import civil_date
from services.calendar.queries import held_calendar
from services.catalogue.kinds import Channel
from services.catalogue.limits import EffectiveLimit
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.overlay.queries import decided_rule
from services.catalogue.queries import limit_of
from services.dossiers.act_errors import DueDateUnusableError, LimitKnownError
from services.dossiers.counter.arriving import parcel_in
from services.dossiers.deadlines import Deadline, Limit, LimitUnit, Start, due, end_of
from services.dossiers.desk.acting import written
from services.dossiers.kinds import DeadlineKind
from services.dossiers.models import Dossier, DossierDeadline
from services.dossiers.pauses import resumed
from services.people.hours import office_hours_of
from services.people.models import Unit

ASKING: Final = "02"
"""The form by which papers are asked for, on which a limit counted anew rests."""


@dataclass(frozen=True, slots=True)
class DayByHand:
    """A due date that an officer sets because the record names no limit that can be counted."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Since when a limit is counted, and by what it begins."""

    since: datetime
    start: Start = Start.RECEIPT


def begins(dossier: Dossier, delivered: datetime | None, at: datetime) -> Beginning:
    """Return since when the limit of a dossier is counted that the centre of its body receives at a moment.

    From that act; what came by post is the body's since post and one-stop signed for it, and if papers were asked for
    since they were all there (Decision 45/2016 Art. 7.4): how long it lay at the counter is nothing the applicant can
    help.

    Args:
        dossier: not yet received.
        delivered: when the applicant last delivered what was asked for.
        at: the act of receipt.
    """
    parcel = parcel_in(dossier.answers or {}) if dossier.channel is Channel.POSTAL else None
    if parcel is None:
        return Beginning(at)
    if delivered is not None and delivered > parcel.handed_over_at:
        return Beginning(delivered, Start.COMPLETED)
    return Beginning(parcel.handed_over_at, Start.POST)


def is_home(centre: Unit, body: Unit) -> bool:
    """Tell whether a centre is the one of a deciding body, which then has a dossier the moment it is received.

    A centre belongs to the body above it and receives for that body and for those directly below: the provincial one
    for the departments, a commune's for the commune.
    """
    return centre.parent_id is not None and centre.parent_id in {body.id, body.parent_id}


def limit_for(session: Session, dossier: Dossier) -> EffectiveLimit:
    """Return the limit that holds for a dossier's case and channel.

    It is that of the version the dossier is bound to, or shorter by what the province had decided when it was filed.
    """
    version, code = session.execute(
        select(ProcedureVersion, Procedure.code)
        .join(Procedure)
        .where(ProcedureVersion.id == dossier.procedure_version_id)
    ).one()
    return limit_under(session, version, code, dossier)


def limit_under(session: Session, version: ProcedureVersion, code: str, dossier: Dossier) -> EffectiveLimit:
    """Return the same where the version is known already; one statement."""
    promised = decided_rule(session, version.procedure_id, civil_date(dossier.submitted_at))
    return limit_of(version, code, case=dossier.case_title, channel=dossier.channel, local=promised.shorter)


def countable(found: EffectiveLimit) -> Limit | None:
    """Return a limit of the catalogue as it is counted; None where none holds."""
    known = found.limit
    return Limit.of(known.value, known.unit.value, known.cutoff) if known else None


def start_clock(
    session: Session, dossier: Dossier, begun: Beginning, *, by_hand: DayByHand | None, by: Actor, at: datetime
) -> DossierDeadline:
    """Note that the competent unit has the dossier, and set its first due date with the derivation.

    Args:
        session: the caller's transaction.
        dossier: locked.
        begun: from when the limit is counted.
        by_hand: the day that the officer sets where no limit can be counted.
        by: who receives or hands over.
        at: when.

    Raises:
        LimitUnknownError: no limit can be counted and no day was set.
        LimitKnownError: a day was set although the limit can be counted.
        DueDateUnusableError: the day set lies in the past or is not worked.
        WordsMissingError, WordsTooLongError: the reason for the day set.
    """
    found = limit_for(session, dossier)
    calendar = held_calendar(session)
    limit = countable(found)
    if limit is None:
        if by_hand is None:
            raise LimitUnknownError
        deadline, kind, note = _set(by_hand, calendar, at), DeadlineKind.SET_BY_HAND, written(by_hand.reason)
    elif by_hand is not None:
        raise LimitKnownError
    else:
        hours = office_hours_of(session, dossier.competent_unit_id, civil_date(begun.since))
        deadline, note = due(begun.since, limit, calendar, hours, start=begun.start), None
        kind = DeadlineKind.COMPUTED
    dossier.arrived_at = at
    return set_due(
        session,
        dossier,
        deadline,
        kind,
        limit,
        started_at=begun.since,
        by=by,
        at=at,
        legal_basis=found.source,
        note=note,
    )


def restart_clock(
    session: Session,
    dossier: Dossier,
    *,
    since: datetime,
    by_hand: DayByHand | None,
    basis: str,
    by: Actor,
    at: datetime,
) -> DossierDeadline:
    """Count the limit anew, in full, from the moment at which what was missing is there.

    Args:
        session: the caller's transaction.
        dossier: locked.
        since: when it was delivered.
        by_hand: the day that the officer sets where no limit can be counted.
        basis: the rule by which it is counted anew.
        by: who accepts it.
        at: when.

    Raises:
        LimitUnknownError, LimitKnownError, DueDateUnusableError, WordsMissingError, WordsTooLongError: as in
            `start_clock`.
    """
    found = limit_for(session, dossier)
    calendar = held_calendar(session)
    limit = countable(found)
    paper = {"form": ASKING, "edition": dossier.asked_rounds}
    if limit is None:
        if by_hand is None:
            raise LimitUnknownError
        deadline, note = _set(by_hand, calendar, at), written(by_hand.reason)
        kind = DeadlineKind.SET_BY_HAND
    elif by_hand is not None:
        raise LimitKnownError
    else:
        hours = office_hours_of(session, dossier.competent_unit_id, civil_date(since))
        deadline, note = due(since, limit, calendar, hours, start=Start.COMPLETED), None
        kind = DeadlineKind.RESTARTED
    return set_due(
        session,
        dossier,
        deadline,
        kind,
        limit,
        started_at=since,
        by=by,
        at=at,
        legal_basis=basis,
        note=note,
        **paper,
    )


def resume_clock(
    session: Session, dossier: Dossier, *, since: datetime, form: str, edition: int, by: Actor, at: datetime
) -> DossierDeadline:
    """Let a clock that stood still go on: the due date moves by what was waited.

    Args:
        session: the caller's transaction.
        dossier: locked, its clock paused.
        since: when what was waited for was there.
        form: number of the paper by which the clock was stopped.
        edition: which of them.
        by: who lets it go on.
        at: when.
    """
    if dossier.paused_at is None or dossier.due_on is None:
        raise ValueError("the clock runs")
    limit = countable(limit_for(session, dossier))
    hours = office_hours_of(session, dossier.competent_unit_id, civil_date(dossier.paused_at))
    deadline = resumed(
        dossier.due_on,
        dossier.due_at,
        limit,
        paused_at=dossier.paused_at,
        resumed_at=since,
        calendar=held_calendar(session),
        hours=hours,
    )
    basis, began = dossier.pause_basis, dossier.paused_at
    dossier.paused_at = dossier.pause_basis = None
    return set_due(
        session,
        dossier,
        deadline,
        DeadlineKind.EXCLUDED,
        limit,
        started_at=began,
        by=by,
        at=at,
        legal_basis=basis,
        form=form,
        edition=edition,
    )


def set_due(
    session: Session,
    dossier: Dossier,
    deadline: Deadline,
    kind: DeadlineKind,
    limit: Limit | None,
    *,
    started_at: datetime,
    by: Actor,
    at: datetime,
    **why: Any,
) -> DossierDeadline:
    """Give a dossier a due date, and keep it beside every earlier one."""
    dossier.due_on, dossier.due_at, dossier.due_by = deadline.due_on, deadline.due_at, deadline.due_by
    dossier.due_confirmed = deadline.confirmed
    row = DossierDeadline(
        data_key=dossier.data_key,
        dossier=dossier,
        set_at=at,
        kind=kind,
        started_at=started_at,
        limit_value=limit.value if limit else None,
        limit_unit=limit.unit if limit else None,
        cutoff=limit.cutoff if limit and limit.unit is LimitUnit.SAME_DAY else None,
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        due_by=deadline.due_by,
        confirmed=deadline.confirmed,
        derivation=[step.as_data() for step in deadline.derivation],
        person_id=by.person_id,
        post_id=by.post_id,
        seeded=is_seeding(session),
        **why,
    )
    session.add(row)
    return row


def _set(by_hand: DayByHand, calendar: WorkCalendar, at: datetime) -> Deadline:
    today = civil_date(at)
    if by_hand.on < today or not calendar.is_working_day(by_hand.on):
        raise DueDateUnusableError(by_hand.on)
    return Deadline(by_hand.on, None, end_of(by_hand.on), (), calendar.confirmed(today, by_hand.on))
