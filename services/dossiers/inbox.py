"""What lies on an officer's desk: trays by role, read page by page along the indexes made for them.

A page costs one statement for its lines, whoever they are about, and one for the calendar; the tray of hand-overs
reads the hours of the centre as well. Trays never count with OFFSET: the next page begins behind the last line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, TextClause, and_, or_, select, text, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, defer, joinedload, load_only

from services.actor import Actor, Role
from services.calendar.province import civil_date
from services.calendar.queries import work_calendar
from services.catalogue.kinds import Channel
from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.act_errors import TrayNotYoursError
from services.dossiers.deadlines import end_of, hand_over_by
from services.dossiers.kinds import DossierState, PartyRole, Proposal, WaitingFor
from services.dossiers.models import IS_OPEN, Dossier, DossierParty
from services.dossiers.timeliness import Counted, Standing, classify, counted
from services.dossiers.visibility import POSTS, body_of, visible_dossiers
from services.people.hours import office_hours_of
from services.people.models import OfficerPost, Person, Unit

PAGE: Final = 25

Condition = ColumnElement[bool] | TextClause
Found = tuple[Dossier, DossierParty, str, str, str, Person | None]

Position = tuple[datetime, UUID]
"""Where a list goes on: the instant it is ordered by, and the key, of its last line."""


class Tray(StrEnum):
    """One list of an officer."""

    TO_RECEIVE = "to_receive"
    TO_APPROVE = "to_approve"
    """What receivers propose to the head of their centre: refusals, further requests for papers."""
    TO_HAND_OVER = "to_hand_over"
    SUPPLEMENTS = "supplements"
    """Requests to send, deliveries to accept, and those that nobody answered in time."""
    TO_TAKE = "to_take"
    MINE = "mine"
    WAITING = "waiting"
    """What waits for somebody in this very role."""
    RUNNING = "running"
    """Everything open with a due date."""
    TO_RETURN = "to_return"
    AMENDMENTS = "amendments"
    """Issued results that are being replaced, corrected or recalled; leaders and clerks see what waits for them."""


TRAYS: Final[dict[Role, tuple[Tray, ...]]] = {
    Role.RECEIVER: (Tray.TO_RECEIVE, Tray.TO_HAND_OVER, Tray.SUPPLEMENTS, Tray.RUNNING, Tray.TO_RETURN),
    Role.CENTRE_HEAD: (Tray.TO_APPROVE, Tray.TO_RECEIVE, Tray.TO_HAND_OVER, Tray.RUNNING, Tray.TO_RETURN),
    Role.SPECIALIST: (Tray.MINE, Tray.TO_TAKE, Tray.AMENDMENTS, Tray.RUNNING),
    Role.LEADER: (Tray.WAITING, Tray.AMENDMENTS, Tray.RUNNING),
    Role.CLERK: (Tray.WAITING, Tray.AMENDMENTS, Tray.RUNNING),
    Role.CASHIER: (Tray.WAITING, Tray.RUNNING),
}
"""The trays of each role, the most pressing in front."""

WAITED_FOR: Final = {
    Role.LEADER: WaitingFor.LEADER,
    Role.CLERK: WaitingFor.CLERK,
    Role.CASHIER: WaitingFor.CASHIER,
}
ORDER: Final[dict[Tray, InstrumentedAttribute[Any]]] = {
    Tray.TO_RECEIVE: Dossier.submitted_at,
    Tray.TO_APPROVE: Dossier.submitted_at,
    Tray.TO_HAND_OVER: Dossier.submitted_at,
    Tray.SUPPLEMENTS: Dossier.submitted_at,
    Tray.TO_RETURN: Dossier.ended_at,
    Tray.AMENDMENTS: Dossier.ended_at,
}
"""By what a tray is ordered, the most pressing first; all others by the due date."""


class Due(StrEnum):
    """A narrowing by the due date."""

    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. Without a tray it is the first of the role."""

    tray: Tray | None = None
    due: Due | None = None
    procedure: str | None = None
    waiting_for: WaitingFor | None = None


@dataclass(frozen=True, slots=True, repr=False)
class InboxLine:
    """One dossier in a list. Personal data.

    Attributes:
        standing: against its deadline; None before there is one, and while it stands still.
        counted: how the national figures count it at this moment.
        paused_at: since when it stands still.
        hand_over_by: by when it is to be handed over, in the tray of hand-overs.
        is_late: whether that moment has passed.
    """

    id: UUID
    code: str | None
    reference: str
    procedure_code: str
    procedure_name: str
    applicant: str
    body: str
    handler: str | None
    state: DossierState
    waiting_for: WaitingFor | None
    proposal: Proposal | None
    channel: Channel
    submitted_at: datetime
    received_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    due_confirmed: bool | None
    paused_at: datetime | None
    ended_at: datetime | None
    correction_waits_for: WaitingFor | None
    standing: Standing | None
    counted: Counted
    hand_over_by: datetime | None
    is_late: bool

    @property
    def shown(self) -> str:
        """What its address shows: the code, before receipt the reference."""
        return self.code or self.reference


@dataclass(frozen=True, slots=True, repr=False)
class Inbox:
    """One page of a tray, and where the next one begins."""

    tray: Tray
    lines: Sequence[InboxLine]
    following: Position | None


def inbox(
    session: Session, actor: Actor, filters: Filters, after: Position | None = None, *, at: datetime, page: int = PAGE
) -> Inbox:
    """Return a page of a tray.

    Args:
        session: the caller's.
        actor: whose desk.
        filters: which tray, and what it is narrowed to.
        after: the end of the page before.
        at: the moment against which deadlines are held.
        page: how many lines.

    Raises:
        TrayNotYoursError: the role has no such tray.
    """
    tray = tray_of(actor, filters.tray)
    order = ORDER.get(tray, Dossier.due_by)
    holds = (*in_tray(actor, tray, civil_date(at)), *narrowed(filters.due, at))
    wanted = _lines().where(*holds).order_by(order, Dossier.id)
    if filters.procedure is not None:
        wanted = wanted.where(Procedure.code == filters.procedure)
    if filters.waiting_for is not None:
        wanted = wanted.where(Dossier.waiting_for == filters.waiting_for)
    if after is not None:
        wanted = wanted.where(tuple_(order, Dossier.id) > tuple_(*after))
    rows = session.execute(wanted.limit(page + 1)).all()
    lines = _judged(session, actor, tray, rows[:page], at)
    last: Dossier | None = rows[page - 1][0] if len(rows) > page else None
    return Inbox(tray, lines, (getattr(last, order.key), last.id) if last else None)


def tray_of(actor: Actor, wanted: Tray | None) -> Tray:
    """Return the tray that was asked for, or the first of the role.

    Raises:
        TrayNotYoursError: the role has no such tray, or none at all.
    """
    own = TRAYS.get(actor.role, ())
    if not own or (wanted is not None and wanted not in own):
        raise TrayNotYoursError(actor.role)
    return wanted or own[0]


@lru_cache(POSTS)
def in_tray(actor: Actor, tray: Tray, day: date) -> Sequence[Condition]:
    """Return what belongs into a tray on a day. Kept: putting it together costs as much as asking for it.

    States are written as the partial indexes have them: a bound parameter would hide that an index fits.
    """
    return (visible_dossiers(actor), *_of_tray(actor, tray, day))


def narrowed(due: Due | None, at: datetime) -> Sequence[Condition]:
    """Return what a list is narrowed to by the due date."""
    runs = Dossier.paused_at.is_(None)
    match due:
        case Due.OVERDUE:
            return [Dossier.due_by < at, runs]
        case Due.TODAY:
            return [Dossier.due_by >= at, Dossier.due_by <= end_of(civil_date(at)), runs]
    return []


def _of_tray(actor: Actor, tray: Tray, day: date) -> list[Condition]:
    """What a tray holds. Only the one asked for is put together."""
    here = _here(actor)
    found: dict[Tray, Callable[[], list[Condition]]] = {
        Tray.TO_RECEIVE: lambda: [here, _state(DossierState.REGISTERED)],
        Tray.TO_APPROVE: lambda: [_own_centre(actor), IS_OPEN, Dossier.waiting_for == WaitingFor.CENTRE_HEAD],
        Tray.TO_HAND_OVER: lambda: [here, _state(DossierState.RECEIVED)],
        Tray.SUPPLEMENTS: lambda: [here, IS_OPEN, _at_supplement(day)],
        Tray.TO_RETURN: lambda: [here, _state(DossierState.FINISHED)],
        Tray.AMENDMENTS: lambda: [here, _amending(actor)],
        Tray.TO_TAKE: lambda: [here, IS_OPEN, _untaken()],
        Tray.MINE: lambda: [Dossier.handler_post_id == actor.post_id, IS_OPEN, Dossier.due_by.is_not(None)],
        Tray.WAITING: lambda: [here, IS_OPEN, Dossier.waiting_for == WAITED_FOR.get(actor.role)],
        Tray.RUNNING: lambda: [here, IS_OPEN, Dossier.due_by.is_not(None)],
    }
    return found[tray]()


def _amending(actor: Actor) -> ColumnElement[bool]:
    """A specialist of the body drafts, whoever handled the dossier; so they see all of them."""
    waited_for = WAITED_FOR.get(actor.role)
    return Dossier.correction_waits_for == waited_for if waited_for else Dossier.correction_waits_for.is_not(None)


def _own_centre(actor: Actor) -> ColumnElement[bool]:
    return Dossier.receipt_unit_id == actor.unit_id


def _untaken() -> ColumnElement[bool]:
    return and_(Dossier.state == DossierState.IN_PROGRESS, Dossier.handler_post_id.is_(None))


def _at_supplement(day: date) -> ColumnElement[bool]:
    """Something about papers that were asked for waits for the receiver."""
    handled = Dossier.state.in_([DossierState.IN_PROGRESS, DossierState.SUPPLEMENT_ASKED])
    return or_(
        and_(handled, Dossier.waiting_for == WaitingFor.RECEIVER),
        and_(Dossier.waiting_for == WaitingFor.APPLICANT, Dossier.answer_by < day),
    )


def _here(actor: Actor) -> ColumnElement[bool]:
    """The unit, as the indexes begin with it; the head of a centre sees an area, which visibility bounds."""
    match actor.role:
        case Role.RECEIVER:
            return Dossier.receipt_unit_id == actor.unit_id
        case Role.CENTRE_HEAD:
            return true()
    return Dossier.competent_unit_id == body_of(actor.unit_id)


def _state(state: DossierState) -> TextClause:
    return text(f"dossier.state = {int(state)}")


@cache
def _lines() -> Select[*Found]:
    """Dossiers with their procedure, applicant, body and handler, joined: a page is one statement. Built once."""
    newest = (
        select(DossierParty.id)
        .where(DossierParty.dossier_id == Dossier.id, DossierParty.role == PartyRole.APPLICANT)
        .order_by(DossierParty.id.desc())
        .limit(1)
        .correlate(Dossier)
        .scalar_subquery()
    )
    return (
        select(
            Dossier,
            DossierParty,
            Procedure.code.label("procedure_code"),
            ProcedureVersion.name.label("procedure_name"),
            Unit.name.label("body"),
            Person,
        )
        .join(ProcedureVersion, Dossier.procedure_version_id == ProcedureVersion.id)
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .join(Unit, Dossier.competent_unit_id == Unit.id)
        .join(DossierParty, DossierParty.id == newest)
        .outerjoin(OfficerPost, Dossier.handler_post_id == OfficerPost.id)
        .outerjoin(Person, OfficerPost.person_id == Person.id)
        .options(
            joinedload(Dossier.data_key),
            defer(Dossier.answers_sealed),  # kilobytes that no list shows
            load_only(DossierParty.name_sealed),
            load_only(Person.name_sealed),
            joinedload(Person.data_key, innerjoin=False),  # nobody may have taken it yet
        )
    )


def _judged(
    session: Session, actor: Actor, tray: Tray, rows: Sequence[Row[*Found]], at: datetime
) -> Sequence[InboxLine]:
    """Hold each dossier against its deadline; a hand-over against the hours of the officer's centre."""
    if not rows:
        return ()
    calendar = work_calendar(session)
    hours = None
    if tray is Tray.TO_HAND_OVER and actor.unit_id is not None:
        hours = office_hours_of(session, actor.unit_id, civil_date(at))
    found = []
    for row in rows:
        one = row[0]
        runs = one.due_by if one.paused_at is None else None
        standing = classify(runs, at=at, finished_at=one.ended_at, calendar=calendar) if runs else None
        latest = hand_over_by(one.received_at, calendar, hours) if hours and one.received_at else None
        how = counted(one.due_by, requests=one.asked_rounds, at=at, paused_at=one.paused_at, ended_at=one.ended_at)
        found.append(_line(row, standing, how, latest, is_late=latest is not None and at > latest))
    return found


def _line(
    row: Row[*Found], standing: Standing | None, how: Counted, latest: datetime | None, *, is_late: bool
) -> InboxLine:
    one, applicant, procedure_code, procedure_name, body, handler = row
    return InboxLine(
        id=one.id,
        code=one.code,
        reference=one.reference,
        procedure_code=procedure_code,
        procedure_name=procedure_name,
        applicant=applicant.name or "",
        body=body,
        handler=handler.name if handler else None,
        state=one.state,
        waiting_for=one.waiting_for,
        proposal=one.proposal,
        channel=one.channel,
        submitted_at=one.submitted_at,
        received_at=one.received_at,
        due_on=one.due_on,
        due_at=one.due_at,
        due_confirmed=one.due_confirmed,
        paused_at=one.paused_at,
        ended_at=one.ended_at,
        correction_waits_for=one.correction_waits_for,
        standing=standing,
        counted=how,
        hand_over_by=latest,
        is_late=is_late,
    )
