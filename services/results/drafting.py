"""The specialist's verbs: draft a result, ask the applicant about it, put it up for signature."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import record
from services.dossiers.desk.acting import concerned
from services.dossiers.desk.interest import refuse_own_matter
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.models import Dossier
from services.dossiers.visibility import visible_dossiers
from services.results.acting import Begun, added_status, begin, conclude, latest_status, moved, require_handled
from services.results.digests import RESULT_V2
from services.results.drawing_up import Sort, drawn_up, number_wanted
from services.results.errors import (
    ConfirmationMissingError,
    DraftUnchangedError,
    NoConfirmationNeededError,
    NotHandlerError,
    PersonalNumberMissingError,
    ResultUnderWayError,
    RoleMayNotDecideError,
)
from services.results.facts import facts_of
from services.results.kinds import Outcome, ResultState
from services.results.models import Result
from services.results.steps import STEPS, ResultAct

REVISED: Final = "revised"
"""Why a draft is out of the way: its specialist corrected it."""


def propose(
    session: Session,
    dossier_id: UUID,
    *,
    outcome: Outcome,
    content: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> Result:
    """Draft a result. What was drafted is never changed: after being sent back, a new draft is a new result.

    Args:
        session: the caller's transaction.
        dossier_id: which dossier.
        outcome: whether the request is granted; a refusal after appraisal is a result as well.
        content: what the document says, see `services.results.content`; begin with `suggesting.suggested`.
        by: the specialist who took the dossier.
        at: when.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor.
        RoleMayNotDecideError: somebody else than a specialist.
        DossierNotInProgressError, ProposalPendingError: it is not being handled, or is at something else.
        NotHandlerError: another specialist took it.
        OwnMatterError: it is a matter of the officer's own.
        ResultUnderWayError: there is a result already that was not turned down.
        ContentMissingError, ContentTooLongError, ContentUnknownError, ContentUnusableError: the content.
    """
    rule = STEPS[ResultAct.PROPOSE]
    if by.role not in rule.roles:
        raise RoleMayNotDecideError(ResultAct.PROPOSE, by.role)
    wanted = select(Dossier).where(Dossier.id == dossier_id, visible_dossiers(by)).with_for_update(of=Dossier)
    dossier = session.scalar(wanted.execution_options(populate_existing=True))
    if dossier is None:
        raise DossierNotFoundError
    require_handled(dossier, ResultAct.PROPOSE)
    if dossier.handler_post_id != by.post_id:
        raise NotHandlerError
    refuse_own_matter(session, dossier.id, by)
    _require_free(session, dossier)
    sort = Sort.of_decision(session, dossier, outcome)
    result = drawn_up(session, dossier, sort, content, by=by, at=at)
    moved(session, dossier, rule, about=result, by=by, at=at)
    session.flush()
    record(
        session,
        rule.tag,
        by=by,
        at=at,
        object=("result", result.id),
        concerning=[("dossier", dossier.id), *concerned(session, dossier.id)],
        after=digest(result, RESULT_V2, dossier.data_key),
    )
    session.flush()
    number_wanted(session, result)
    return result


def revise(session: Session, result_id: UUID, *, content: Mapping[str, Any], by: Actor, at: datetime) -> Result:
    """Change a draft before it goes up: the old one is kept as it was, a new one takes its place.

    Whoever confirmed the old one has not seen this one: the applicant is asked anew.

    Args:
        session: the caller's transaction.
        result_id: of the draft.
        content: the whole of what the document says now.
        by: the specialist who took the dossier.
        at: when.

    Returns:
        The new draft.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        NotHandlerError: another specialist's draft.
        DraftUnchangedError: it says the same.
        ContentMissingError, ContentTooLongError, ContentUnknownError, ContentUnusableError: the content.
    """
    begun = begin(session, result_id, ResultAct.REVISE, by=by, at=at)
    _require_handler(begun)
    old, dossier = begun.result, begun.dossier
    added_status(session, old, begun.status.ordinal + 1, state=ResultState.REFUSED, by=by, at=at, reason=REVISED)
    session.flush()
    new = drawn_up(session, dossier, Sort.of_same(session, old), content, by=by, at=at)
    if new.content == old.content:
        raise DraftUnchangedError
    moved(session, dossier, begun.rule, about=new, by=by, at=at)
    session.flush()
    record(
        session,
        begun.rule.tag,
        by=by,
        at=at,
        object=("result", new.id),
        concerning=[("result", old.id), ("dossier", dossier.id), *concerned(session, dossier.id)],
        before=digest(old, RESULT_V2, dossier.data_key),
        after=digest(new, RESULT_V2, dossier.data_key),
    )
    session.flush()
    number_wanted(session, new)
    return new


def ask_confirmation(session: Session, result_id: UUID, *, by: Actor, at: datetime) -> Result:
    """Send the draft to the applicant, who has a day to look at it; silence is a yes (procedure 1.001193).

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        NotHandlerError: another specialist's draft.
        NoConfirmationNeededError: results of this field need none.
    """
    begun = begin(session, result_id, ResultAct.ASK_CONFIRMATION, by=by, at=at)
    _require_handler(begun)
    if not facts_of(session, begun.result).wants_confirmation:
        raise NoConfirmationNeededError
    conclude(begun)
    return begun.result


def submit(session: Session, result_id: UUID, *, by: Actor, at: datetime) -> Result:
    """Put a draft up for signature.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`.
        NotHandlerError: another specialist's draft.
        ConfirmationMissingError: the applicant was not asked.
        PersonalNumberMissingError: the register service has not given the number yet.
    """
    begun = begin(session, result_id, ResultAct.SUBMIT, by=by, at=at)
    _require_handler(begun)
    facts = facts_of(session, begun.result)
    if facts.wants_confirmation and begun.status.state is not ResultState.CONFIRMED:
        raise ConfirmationMissingError
    if facts.wants_number and facts.personal_number is None:
        raise PersonalNumberMissingError
    conclude(begun)
    return begun.result


def _require_free(session: Session, dossier: Dossier) -> None:
    """Make sure that the last result of a dossier is out of the way."""
    newest = session.scalar(
        select(Result.id).where(Result.dossier_id == dossier.id).order_by(Result.ordinal.desc()).limit(1)
    )
    if newest is not None and (state := latest_status(session, newest).state) is not ResultState.REFUSED:
        raise ResultUnderWayError(state)


def _require_handler(begun: Begun) -> None:
    """Make sure that it is the officer's own dossier; what amends an issued result is any specialist's of the body."""
    if begun.result.amendment is None and begun.dossier.handler_post_id != begun.by.post_id:
        raise NotHandlerError
