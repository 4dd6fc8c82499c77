"""What one officer may do with a dossier this moment: the table, without what the verbs would refuse all the same."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.calendar.province import civil_date
from services.dossiers.desk.duties import DUTY_OF, leave_to_join
from services.dossiers.desk.extending import may_extend
from services.dossiers.desk.proposals import PROPOSED_BY
from services.dossiers.models import Dossier, DossierTransition
from services.dossiers.workflow import RULES, Act, acts_open

OF_HANDLER: Final = frozenset({Act.PROPOSE_SUPPLEMENT, Act.PROPOSE_EXTENSION, Act.PROPOSE_STOP})
"""Acts of the specialist who took the dossier."""
EXTENDING: Final = frozenset({Act.PROPOSE_EXTENSION, Act.APPROVE_EXTENSION})


def possible_acts(
    session: Session, dossier: Dossier, history: Sequence[DossierTransition], actor: Actor, at: datetime
) -> list[Act]:
    """Return what the table allows, without what this person would join with what they did before.

    Args:
        session: reads only.
        dossier: as it stands.
        history: all its lines.
        actor: who looks.
        at: now.
    """
    if actor.role is Role.AUDITOR:
        return []
    own = [one for one in history if one.person_id is not None and one.person_id == actor.person_id]
    return [
        act
        for act in acts_open(dossier, actor)
        if _by_this_person(session, dossier, own, act, actor, at) and _now(session, dossier, act, at)
    ]


def _by_this_person(
    session: Session, dossier: Dossier, own: Sequence[DossierTransition], act: Act, actor: Actor, at: datetime
) -> bool:
    """Tell whether what this person did before leaves the act to them."""
    duty = RULES[act].duty
    joined = {DUTY_OF[one.act] for one in own if one.act in DUTY_OF} - {duty}
    if duty and joined and leave_to_join(session, dossier, {duty, *joined}, by=actor, at=at) is None:
        return False
    by_act = {tag.value: proposal for proposal, tag in PROPOSED_BY.items()}
    if RULES[act].needs & {by_act[one.act] for one in own if one.act in by_act}:
        return False
    return act not in OF_HANDLER or dossier.handler_post_id == actor.post_id


def _now(session: Session, dossier: Dossier, act: Act, at: datetime) -> bool:
    """Tell whether what came before, and the time, leave room for the act."""
    match act:
        case Act.TAKE:
            return dossier.handler_post_id is None
        case Act.ASK_AT_RECEIPT:
            return not dossier.asked_rounds
        case Act.PROPOSE_TO_ASK_AGAIN:
            return bool(dossier.asked_rounds)
        case Act.PROPOSE_CLOSING:
            return dossier.answer_by is not None and civil_date(at) > dossier.answer_by
        case act if act in EXTENDING:
            return may_extend(session, dossier, at)
    return True
