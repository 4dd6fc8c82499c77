"""Who may sign, and by which right, on the day of the act (Decree 30/2020 Art. 13, 32–33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.tags import EventTag
from services.dossiers.desk.duties import duties_done, leave_to_join
from services.dossiers.models import Dossier, DossierTransition
from services.people.models import Delegation, Duty, DutyException, OfficerPost, SigningForm, UnitKind
from services.people.queries import held_on, post_held
from services.results.errors import (
    DecidingJoinedError,
    DelegationMissingError,
    OtherBodyError,
    PostNotHeldError,
)

FOR_ANOTHER: Final = (SigningForm.KT, SigningForm.TL, SigningForm.TUQ)
"""Forms in which one signs in another's place and so needs a delegation. TM. alone speaks for the collective."""
DUTY_OF: Final = {
    EventTag.RESULT_PROPOSE.value: Duty.HANDLE,
    EventTag.RESULT_REVISE.value: Duty.HANDLE,
    EventTag.RESULT_PROPOSE_AMENDMENT.value: Duty.HANDLE,
    EventTag.RESULT_APPROVE.value: Duty.DECIDE,
}


@dataclass(frozen=True, slots=True)
class SigningRight:
    """The post that signs, and the delegation it rests on; a head signs in their own right and needs none."""

    post: OfficerPost
    delegation: Delegation | None = None

    @property
    def form(self) -> SigningForm | None:
        """In which form one signs for another."""
        return self.delegation.form if self.delegation else None


def leader_right(session: Session, by: Actor, *, body_id: UUID, field: str, on: date) -> SigningRight:
    """Return the right of a leader to sign results of a body in a field on a day.

    Args:
        session: the caller's.
        by: the leader.
        body_id: the deciding body.
        field: of the procedure, as the catalogue names it.
        on: the province's day.

    Raises:
        PostNotHeldError: the post has ended, has not begun, or is somebody else's.
        OtherBodyError: it belongs to another body.
        DelegationMissingError: it signs for another, and no delegation of that day covers the field.
    """
    post = _post(session, by, Role.LEADER, on)
    if post.unit_id != body_id:
        raise OtherBodyError
    form = form_of(post)
    if form is None:
        return SigningRight(post)
    delegation = next((one for one in delegations(session, post, form, on) if covers(one, field)), None)
    if delegation is None:
        raise DelegationMissingError(form, field)
    return SigningRight(post, delegation)


def clerk_right(session: Session, by: Actor, *, body_id: UUID, on: date) -> SigningRight:
    """Return the right of a records clerk to use the seal of a body: their own, or that of the room they sit in.

    Raises:
        PostNotHeldError, OtherBodyError: as for leaders.
    """
    post = _post(session, by, Role.CLERK, on)
    in_room = post.unit.kind is UnitKind.ROOM and post.unit.parent_id == body_id
    if post.unit_id != body_id and not in_room:
        raise OtherBodyError
    return SigningRight(post)


def form_of(post: OfficerPost) -> SigningForm | None:
    """Return in which form a post signs for another, as its signature lines say; None for who signs as themselves."""
    begun_with = {line.partition(".")[0].strip() for line in post.signature_lines if "." in line}
    return next((form for form in FOR_ANOTHER if form.value in begun_with), None)


def delegations(session: Session, post: OfficerPost, form: SigningForm, on: date) -> Sequence[Delegation]:
    """Return the delegations of a post in one form that are in force on a day, the newest first."""
    return session.scalars(
        select(Delegation)
        .where(Delegation.post_id == post.id, Delegation.form == form, held_on(Delegation, on))
        .order_by(Delegation.valid_from.desc(), Delegation.id)
    ).all()


def covers(delegation: Delegation, field: str) -> bool:
    """Tell whether a delegation reaches a field of procedures."""
    return delegation.fields is None or field in delegation.fields


def deciding_apart(session: Session, dossier: Dossier, *, by: Actor, at: datetime) -> DutyException | None:
    """Return the leave under which somebody who received or handled a dossier may decide it; None if they need none.

    Raises:
        DecidingJoinedError: they did, and no leave covers the day.
    """
    joined = (duties_done(session, dossier.id, by) | _done_on_results(session, dossier, by)) - {Duty.DECIDE}
    if not joined:
        return None
    leave = leave_to_join(session, dossier, {Duty.DECIDE, *joined}, by=by, at=at)
    if leave is None:
        raise DecidingJoinedError(sorted(joined))
    return leave


def _done_on_results(session: Session, dossier: Dossier, by: Actor) -> set[Duty]:
    done = session.scalars(
        select(DossierTransition.act).where(
            DossierTransition.dossier_id == dossier.id,
            DossierTransition.person_id == by.person_id,
            DossierTransition.act.in_(DUTY_OF),
        )
    )
    return {DUTY_OF[one] for one in done}


def _post(session: Session, by: Actor, role: Role, on: date) -> OfficerPost:
    post = post_held(session, by.post_id, on) if by.post_id else None
    if post is None or post.role is not role or post.person_id != by.person_id:
        raise PostNotHeldError
    return post
