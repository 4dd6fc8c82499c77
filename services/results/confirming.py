"""Civil status: the applicant looks at the draft, then a register service gives the personal number."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from services.actor import SYSTEM, Actor
from services.dossiers.desk.acting import written
from services.dossiers.kinds import DossierState, WaitingFor
from services.dossiers.models import Dossier
from services.jobs import defer
from services.people.identity import doubts
from services.results.acting import Begun, begin, conclude
from services.results.errors import (
    ConfirmationRunningError,
    PersonalNumberNotWantedError,
    PersonalNumberUnusableError,
)
from services.results.facts import NUMBER_SOURCE, PERSONAL_NUMBER, facts_of
from services.results.kinds import ResultState
from services.results.models import Result, ResultStatus
from services.results.steps import ResultAct

DAY: Final = timedelta(hours=24)
"""At most one day, silence is a yes (procedure 1.001193); a day has 24 hours (Civil Code Art. 146.2)."""
SILENCE: Final = "silence"
OBJECTED: Final = "applicant_objected"
TWELVE_DIGITS: Final = re.compile(r"[0-9]{12}")


def answer_until(status: ResultStatus) -> datetime:
    """Return until when the applicant may answer a draft that was sent to them."""
    return status.at + DAY


def confirm(session: Session, result_id: UUID, *, by: Actor, at: datetime) -> Result:
    """The applicant finds the draft right. Where a register gives the number, it is asked for next.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
    """
    return _confirmed(begin(session, result_id, ResultAct.CONFIRM, by=by, at=at), None)


def object_to(session: Session, result_id: UUID, *, what: str, by: Actor, at: datetime) -> Result:
    """The applicant finds something wrong, in their own words. The specialist drafts anew: another result.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        WordsMissingError, WordsTooLongError: what is wrong.
    """
    begun = begin(session, result_id, ResultAct.OBJECT, by=by, at=at)
    conclude(begun, reason=OBJECTED, note=written(what))
    return begun.result


def lapse(session: Session, result_id: UUID, *, at: datetime) -> Result:
    """Take silence for a yes, once the day is over.

    Raises:
        ResultNotFoundError, ResultNotInStateError: see `begin`.
        ConfirmationRunningError: it is not over.
    """
    begun = begin(session, result_id, ResultAct.LAPSE, by=SYSTEM, at=at)
    if at < (until := answer_until(begun.status)):
        raise ConfirmationRunningError(until)
    return _confirmed(begun, SILENCE)


def lapsed(session: Session, *, at: datetime) -> Sequence[UUID]:
    """Return the results whose applicant let the day pass; the worker calls `lapse` on each."""
    later = aliased(ResultStatus)
    newest = select(func.max(later.ordinal)).where(later.result_id == ResultStatus.result_id).scalar_subquery()
    return session.scalars(
        select(ResultStatus.result_id)
        .join(Result, ResultStatus.result_id == Result.id)
        .join(Dossier, Result.dossier_id == Dossier.id)
        .where(
            Dossier.state == DossierState.IN_PROGRESS,
            ResultStatus.state == ResultState.AWAITING_CONFIRMATION,
            ResultStatus.at <= at - DAY,
            ResultStatus.ordinal == newest,
        )
        .order_by(ResultStatus.at)
    ).all()


def add_personal_number(session: Session, result_id: UUID, *, number: str, source: str, at: datetime) -> Result:
    """Keep the number that a register service gave. Called by the worker after asking, with no transaction open.

    Args:
        session: the caller's transaction.
        result_id: which.
        number: twelve digits.
        source: which register, a code; the demonstration's own says so, and so do the document, history and event.
        at: when.

    Raises:
        ResultNotFoundError, ResultNotInStateError: see `begin`.
        PersonalNumberNotWantedError: there is no place for one, or it is there already.
        PersonalNumberUnusableError: not twelve digits, or its century, sex and year are not the person's.
    """
    begun = begin(session, result_id, ResultAct.ADD_NUMBER, by=SYSTEM, at=at)
    facts = facts_of(session, begun.result)
    if not facts.wants_number or facts.personal_number is not None:
        raise PersonalNumberNotWantedError
    child = (begun.result.content or {}).get("child", {})
    if not TWELVE_DIGITS.fullmatch(number) or doubts(number, birth=child.get("birth"), sex=child.get("sex")):
        raise PersonalNumberUnusableError
    conclude(begun, reason=source, facts={PERSONAL_NUMBER: number, NUMBER_SOURCE: source})
    return begun.result


def _confirmed(begun: Begun, reason: str | None) -> Result:
    facts = facts_of(begun.session, begun.result)
    asks = facts.wants_number and facts.personal_number is None
    conclude(begun, reason=reason, waiting_for=WaitingFor.SYSTEM if asks else None)
    if asks:
        defer(begun.session, "fetch_personal_number", result_id=begun.result.id)
    return begun.result
