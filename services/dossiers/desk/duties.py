"""Duties that one person may not join in one dossier, and the dated leave that lets somebody do it all the same.

One person receiving and handling the same dossier is a usual complaint; small communes cannot always avoid it, so a
decision may allow it for some days, and each use is written down (domain brief §8.3).
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.dossiers.act_errors import DutiesJoinedError
from services.dossiers.models import Dossier, DossierTransition
from services.dossiers.workflow import RULES, Act
from services.people.models import Duty, DutyException
from services.people.queries import held_on

DUTY_OF = {rule.tag.value: rule.duty for rule in RULES.values() if rule.duty is not None}


def keep_apart(session: Session, dossier: Dossier, act: Act, *, by: Actor, at: datetime) -> DutyException | None:
    """Return the leave under which this person may do the act; None where they need none.

    Raises:
        DutiesJoinedError: they did another of the duties in this dossier, and no leave covers the day.
    """
    own = RULES[act].duty
    if own is None or not (joined := duties_done(session, dossier.id, by) - {own}):
        return None
    leave = leave_to_join(session, dossier, {own, *joined}, by=by, at=at)
    if leave is None:
        raise DutiesJoinedError(act, sorted(joined))
    return leave


def duties_done(session: Session, dossier_id: UUID, by: Actor) -> set[Duty]:
    """Return which duties a person has done in a dossier so far, in whatever post."""
    done = session.scalars(
        select(DossierTransition.act)
        .where(
            DossierTransition.dossier_id == dossier_id,
            DossierTransition.person_id == by.person_id,
            DossierTransition.act.in_(DUTY_OF),
        )
        .distinct()
    )
    return {DUTY_OF[one] for one in done}


def leave_to_join(
    session: Session, dossier: Dossier, duties: Iterable[Duty], *, by: Actor, at: datetime
) -> DutyException | None:
    """Return the leave of the deciding body that lets this person join these duties on this day, if there is one."""
    wanted = {duty.value for duty in duties}
    held = session.scalars(
        select(DutyException)
        .where(
            DutyException.person_id == by.person_id,
            DutyException.unit_id == dossier.competent_unit_id,
            held_on(DutyException, civil_date(at)),
        )
        .order_by(DutyException.valid_from, DutyException.id)
    )
    return next((one for one in held if wanted <= set(one.duties)), None)


def note_leave(session: Session, leave: DutyException | None, dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Write down that a leave was used, in an event of its own: auditors look for the leave, not for the dossier."""
    if leave is not None:
        record(
            session,
            EventTag.DUTY_EXCEPTION_USE,
            by=by,
            at=at,
            object=("duty_exception", leave.id),
            concerning=[("dossier", dossier.id)],
        )
