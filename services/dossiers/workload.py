"""What waits at which unit, as figures and codes: what administrators may know of dossiers, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, false, func, or_, select, text, true, tuple_
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.models import IS_OPEN, Dossier
from services.dossiers.timeliness import REQUESTS_IN_TIME
from services.people.administering import administered, overseen
from services.people.models import OfficerPost, Unit, UnitKind
from services.people.queries import held_on

PAGE: Final = 50
AT_RECEIPT: Final = {Role.RECEIVER: WaitingFor.RECEIVER, Role.CENTRE_HEAD: WaitingFor.CENTRE_HEAD}
AT_BODY: Final = {
    Role.SPECIALIST: WaitingFor.SPECIALIST,
    Role.LEADER: WaitingFor.LEADER,
    Role.CLERK: WaitingFor.CLERK,
    Role.CASHIER: WaitingFor.CASHIER,
}
TO_RETURN: Final = text("dossier.state = 9")


@dataclass(frozen=True, slots=True)
class Load:
    """The figures of one deciding body.

    Attributes:
        overdue: past its day, which a clock that stands still has not reached since it stopped.
        asked_again: not overdue, and counted as late by the national figures all the same: `timeliness.Counted`.
    """

    unit_code: str
    unit_name: str
    unreceived: int
    open: int
    overdue: int
    asked_again: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A dossier as an administrator sees it: its code, how it stands, since when and until when. No person, no matter.

    `due_by` orders lists; what has no due date yet stands at the end.
    """

    id: UUID
    code: str
    state: DossierState
    submitted_at: datetime
    due_on: date | None


CODED: Final = (
    Dossier.id,
    func.coalesce(Dossier.code, Dossier.reference),
    Dossier.state,
    Dossier.submitted_at,
    Dossier.due_on,
)


def loads(session: Session, by: Actor, *, at: datetime) -> Sequence[Load]:
    """Return the figures of the bodies that an administrator looks after and where something is open."""
    unreceived = Dossier.state == DossierState.REGISTERED
    overdue = func.coalesce(Dossier.due_by < func.coalesce(Dossier.paused_at, at), false())
    asked_again = ~overdue & (Dossier.asked_rounds > REQUESTS_IN_TIME)
    rows = session.execute(
        select(
            Unit.code,
            Unit.name,
            func.count(case((unreceived, 1))),
            func.count(),
            func.count(case((overdue, 1))),
            func.count(case((asked_again, 1))),
        )
        .join(Unit, Unit.id == Dossier.competent_unit_id)
        .where(IS_OPEN, overseen(by))
        .group_by(Unit.code, Unit.name)
        .order_by(Unit.code)
    )
    return [Load(*row) for row in rows]


Position = tuple[datetime, UUID]


def open_codes(
    session: Session, by: Actor, unit_code: str, after: Position | None = None
) -> tuple[Sequence[Coded], Position | None]:
    """Return a page of the open dossiers of a body, the oldest first, and where the next page begins."""
    query = select(*CODED).join(Unit, Unit.id == Dossier.competent_unit_id)
    query = query.where(IS_OPEN, administered(by), Unit.code == unit_code)
    if after is not None:
        query = query.where(tuple_(Dossier.submitted_at, Dossier.id) > tuple_(*after))
    rows = session.execute(query.order_by(Dossier.submitted_at, Dossier.id).limit(PAGE + 1)).all()
    found = [Coded(*row) for row in rows[:PAGE]]
    return found, (found[-1].submitted_at, found[-1].id) if len(rows) > PAGE else None


def handled(session: Session, post_id: UUID) -> Sequence[Coded]:
    """Return the open dossiers that one officer handles, the most pressing first."""
    query = select(*CODED).where(Dossier.handler_post_id == post_id, IS_OPEN)
    return [Coded(*row) for row in session.execute(query.order_by(Dossier.due_by, Dossier.id))]


def stranded(session: Session, post: OfficerPost, on: date) -> Sequence[Coded]:
    """Return the dossiers that would wait for nobody if this officer were gone on a day.

    They wait for the role and not for the person; so it matters only where nobody else holds it there. A receiver who
    was sent by one body receives what is for that body.
    """
    waiting = _waits_for(post)
    if waiting is None or session.scalar(select(OfficerPost.id).where(_alike(post), held_on(OfficerPost, on)).limit(1)):
        return ()
    return [Coded(*row) for row in session.execute(select(*CODED).where(waiting).order_by(Dossier.due_by, Dossier.id))]


def _alike(post: OfficerPost) -> ColumnElement[bool]:
    """Return the condition that a post does the same work in the same place, and is another person's."""
    same = (OfficerPost.role == post.role) & (OfficerPost.person_id != post.person_id)
    if post.role in AT_RECEIPT:
        there = OfficerPost.unit_id == post.unit_id
        for_all = OfficerPost.seconded_from_id.is_(None)
        return same & there & or_(for_all, OfficerPost.seconded_from_id == post.seconded_from_id)
    body = _body(post)
    rooms = select(Unit.id).where(or_(Unit.id == body, (Unit.parent_id == body) & (Unit.kind == UnitKind.ROOM)))
    return same & OfficerPost.unit_id.in_(rooms)


def _waits_for(post: OfficerPost) -> ColumnElement[bool] | None:
    if post.role in AT_RECEIPT:
        here = (Dossier.receipt_unit_id == post.unit_id) & (Dossier.waiting_for == AT_RECEIPT[post.role])
        if post.seconded_from_id is not None:
            theirs = select(Unit.id).where(
                or_(Unit.id == post.seconded_from_id, Unit.parent_id == post.seconded_from_id)
            )
            here &= Dossier.competent_unit_id.in_(theirs)
        return here & or_(IS_OPEN, TO_RETURN)
    if post.role in AT_BODY:
        body, role = Dossier.competent_unit_id == _body(post), AT_BODY[post.role]
        untaken = Dossier.handler_post_id.is_(None) if post.role is Role.SPECIALIST else true()
        open_here = IS_OPEN & (Dossier.waiting_for == role) & untaken
        return body & or_(open_here, Dossier.correction_waits_for == role)
    return None


def _body(post: OfficerPost) -> UUID:
    unit = post.unit
    return unit.parent_id if unit.kind is UnitKind.ROOM and unit.parent_id else unit.id
