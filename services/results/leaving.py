"""An officer leaves a post: only when nothing is left in their hands, and nothing would wait for nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.changes import facts_of
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.dossiers.models import Dossier
from services.dossiers.taking_over import successors
from services.dossiers.workload import handled, stranded
from services.people.appointing import STAFF_LOCK, locked_post, note_change
from services.people.directory import POST_FACTS
from services.people.errors import LastAdministratorsError, OwnPostError, PostDatesError
from services.people.models import OfficerPost
from services.people.queries import held_on
from services.results.errors import OpenWorkError
from services.results.kinds import NumberState
from services.results.models import BookNumber, Result

ADMINISTRATORS: Final = 2


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Codes of the dossiers that keep somebody in a post.

    Attributes:
        handled: what the officer handles.
        opened: whose final page the officer holds open, with a number.
        stranded: what waits for this role where nobody else holds it.
    """

    handled: Sequence[str]
    opened: Sequence[str]
    stranded: Sequence[str]

    @property
    def count(self) -> int:
        """How many dossiers, each counted once."""
        return len({*self.handled, *self.opened, *self.stranded})


def open_work(session: Session, post: OfficerPost, on: date) -> OpenWork:
    """Return what an officer would leave behind on a day. The unit comes loaded with the post."""
    return OpenWork(
        [one.code for one in handled(session, post.id)],
        _opened(session, post.id),
        [one.code for one in stranded(session, post, on)],
    )


def end_post(
    session: Session, post_id: UUID, *, ended_on: date, decision: str | None, by: Actor, at: datetime
) -> OfficerPost:
    """Say from which day on a post is no longer held; sessions in it stop with that day, today at once.

    From today: nothing may be in hand. From a later day: what is in hand then goes back to the body
    (`services.dossiers.laying_down`), so only a body where nobody would be left for it stops the end.

    Args:
        session: the caller's transaction.
        post_id: which.
        ended_on: the first day on which it is no longer held, from today on.
        decision: number and date of the decision that ends it.
        by: an administrator of the unit.
        at: when.

    Raises:
        PostUnknownError: there is none, or it is not the administrator's.
        RoleNotGivableError: it is a post of the province, and they administer a body.
        OwnPostError: nobody ends their own.
        PostDatesError: the day lies in the past or before the beginning, or the post has ended already.
        OpenWorkError: it ends today and work is open, or on a day on which nobody else could do what is open.
        LastAdministratorsError: fewer than two business administrators would be left.
    """
    post = locked_post(session, post_id, by=by)
    today = civil_date(at)
    if post.person_id == by.person_id:
        raise OwnPostError
    over = post.valid_until is not None and post.valid_until <= today
    if over or ended_on < today or ended_on < post.valid_from:
        raise PostDatesError
    if post.role is Role.BUSINESS_ADMIN:
        _require_two_others(session, post, ended_on)
    if count := _would_wait(session, post, ended_on, today):
        raise OpenWorkError(count)
    before = facts_of(post, POST_FACTS)
    post.valid_until = ended_on
    post.decision = decision or post.decision
    note_change(session, EventTag.POST_END, post, before, by=by, at=at)
    return post


def _require_two_others(session: Session, post: OfficerPost, on: date) -> None:
    """An official list is staged by one business administrator and applied by another."""
    session.execute(select(func.pg_advisory_xact_lock(STAFF_LOCK)))
    others = select(func.count(func.distinct(OfficerPost.person_id))).where(
        OfficerPost.role == Role.BUSINESS_ADMIN, OfficerPost.person_id != post.person_id, held_on(OfficerPost, on)
    )
    if session.scalars(others).one() < ADMINISTRATORS:
        raise LastAdministratorsError


def _would_wait(session: Session, post: OfficerPost, ended_on: date, today: date) -> int:
    """Return how many dossiers would wait for nobody if a post ended on a day."""
    if post.valid_from > today:
        return 0
    work = open_work(session, post, ended_on)
    if ended_on == today:
        return work.count
    nobody = work.handled if not successors(session, post, ended_on) else ()
    return len({*nobody, *work.stranded})


def _opened(session: Session, post_id: UUID) -> Sequence[str]:
    query = (
        select(func.coalesce(Dossier.code, Dossier.reference))
        .join(Result, Result.dossier_id == Dossier.id)
        .join(BookNumber, BookNumber.result_id == Result.id)
        .where(BookNumber.held_by_id == post_id, BookNumber.state == NumberState.HELD)
    )
    return session.scalars(query.order_by(Dossier.id)).all()
