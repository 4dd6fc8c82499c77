"""A colleague takes over what an officer who leaves has in hand. Whoever arranges it sees codes and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.dossiers.act_errors import OwnMatterError, SuccessorUnusableError
from services.dossiers.desk.acting import concerned
from services.dossiers.desk.duties import duties_done, leave_to_join, note_leave
from services.dossiers.desk.interest import refuse_own_matter
from services.dossiers.digests import DOSSIER_V2
from services.dossiers.history import add_line
from services.dossiers.models import IS_OPEN, Dossier
from services.people.appointing import locked_post
from services.people.models import Duty, DutyException, OfficerPost, Unit, UnitKind
from services.people.queries import held_on


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The codes of what moved, and of what may not: the colleague received it, or is a party of it."""

    moved: Sequence[str]
    left: Sequence[str]


def successors(session: Session, post: OfficerPost, on: date) -> Sequence[OfficerPost]:
    """Return the posts of colleagues who could take over from a specialist on a day, with one statement."""
    if post.role is not Role.SPECIALIST:
        return ()
    body = post.unit.parent_id if post.unit.kind is UnitKind.ROOM else post.unit.id
    rooms = select(Unit.id).where((Unit.id == body) | ((Unit.parent_id == body) & (Unit.kind == UnitKind.ROOM)))
    query = select(OfficerPost).where(
        OfficerPost.role == Role.SPECIALIST,
        OfficerPost.person_id != post.person_id,
        OfficerPost.unit_id.in_(rooms),
        held_on(OfficerPost, on),
    )
    return session.scalars(query.order_by(OfficerPost.valid_from, OfficerPost.id)).all()


def take_over(session: Session, post_id: UUID, successor_id: UUID, *, by: Actor, at: datetime) -> TakenOver:
    """Give every open dossier that a post handles to a colleague of the same body.

    The separation of duties holds as if the colleague had taken each by themselves: what they received, or take part
    in, stays where it is.

    Args:
        session: the caller's transaction.
        post_id: whose dossiers.
        successor_id: the colleague's post.
        by: an administrator of the unit.
        at: when.

    Raises:
        PostUnknownError: there is no such post, or it is not the administrator's.
        SuccessorUnusableError: nobody of `successors`.
    """
    post = locked_post(session, post_id, by=by)
    successor = next((one for one in successors(session, post, civil_date(at)) if one.id == successor_id), None)
    if successor is None:
        raise SuccessorUnusableError
    theirs = select(Dossier).where(Dossier.handler_post_id == post.id, IS_OPEN)
    dossiers = session.scalars(theirs.order_by(Dossier.id).with_for_update(of=Dossier)).all()
    acting = Actor(successor.person_id, successor.role, post_id=successor.id, unit_id=successor.unit_id)
    moved, left = [], []
    for dossier in dossiers:
        code = dossier.code or dossier.reference
        allowed, leave = _may_handle(session, dossier, acting, at)
        if not allowed:
            left.append(code)
            continue
        posts = [("post", post.id), ("post", successor.id)]
        reassign(session, dossier, successor.id, concerning=posts, leave=leave, by=by, at=at)
        note_leave(session, leave, dossier, by=acting, at=at)
        moved.append(code)
    return TakenOver(moved, left)


def _may_handle(session: Session, dossier: Dossier, acting: Actor, at: datetime) -> tuple[bool, DutyException | None]:
    try:
        refuse_own_matter(session, dossier.id, acting)
    except OwnMatterError:
        return False, None
    joined = duties_done(session, dossier.id, acting) - {Duty.HANDLE}
    if not joined:
        return True, None
    leave = leave_to_join(session, dossier, {Duty.HANDLE, *joined}, by=acting, at=at)
    return leave is not None, leave


def reassign(
    session: Session,
    dossier: Dossier,
    successor_id: UUID | None,
    *,
    concerning: Sequence[tuple[str, UUID]],
    leave: DutyException | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Let somebody else handle a dossier, or nobody until a colleague takes it; with its line and its event.

    Args:
        session: the caller's transaction, which holds the dossier's row.
        dossier: which.
        successor_id: the post that handles it from now on; None: whoever takes it.
        concerning: the posts, for the event.
        leave: the exception under which the successor joins duties.
        by: who arranges it.
        at: when.
    """
    before = digest(dossier, DOSSIER_V2, dossier.data_key)
    dossier.handler_post_id = successor_id
    add_line(session, dossier, EventTag.DOSSIER_REASSIGN, before=dossier.state, by=by, at=at, leave=leave)
    session.flush()
    record(
        session,
        EventTag.DOSSIER_REASSIGN,
        by=by,
        at=at,
        object=("dossier", dossier.id),
        concerning=[*concerning, *concerned(session, dossier.id)],
        before=before,
        after=digest(dossier, DOSSIER_V2, dossier.data_key),
    )
