"""Issued results that prove wrong: replaced, corrected or recalled, at the body's own cost and however late.

Wrong content is replaced by an equal document, wrong form or presentation is corrected by an official letter, and what
should not have been issued is recalled by a signed act (Decree 118/2025 Art. 18.3-4; Decree 30/2020 Art. 18). Each is a
paper of its own and goes the way of every result: draft, number, signature, seal, issue. The result that was wrong is
kept, and the register says what became of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import record
from services.audit.tags import EventTag
from services.dossiers.desk.acting import concerned, written
from services.dossiers.desk.interest import refuse_own_matter
from services.dossiers.history import add_line
from services.dossiers.models import Dossier
from services.results.acting import (
    Begun,
    added_status,
    begin,
    conclude,
    latest_status,
    locked,
    moved,
    number_of,
    require_ended,
    stood,
)
from services.results.digests import RESULT_V2
from services.results.drawing_up import Sort, drawn_up, number_wanted
from services.results.errors import AmendmentUnderWayError, NoAmendmentUnderWayError, NotAmendableError
from services.results.kinds import REGISTERED, Amendment, ResultState
from services.results.models import NumberBook, Result
from services.results.numbering import paper_number
from services.results.steps import ResultAct, check

GIVEN_UP: Final = "given_up"
"""Why a draft is out of the way: its body found that nothing is to be put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What becomes of an amended result; one without a state stays in force."""

    tag: EventTag
    state: ResultState | None = None


EFFECTS: Final = {
    Amendment.REPLACEMENT: Effect(tag=EventTag.RESULT_REPLACE, state=ResultState.REPLACED),
    Amendment.CORRECTION: Effect(tag=EventTag.RESULT_CORRECT),
    Amendment.RECALL: Effect(tag=EventTag.RESULT_REVOKE, state=ResultState.REVOKED),
}
NUMBER, DATED_ON = "number", "dated_on"
"""Details of the line of history: the paper that replaced, corrected or recalled the result."""


def propose_amendment(
    session: Session,
    result_id: UUID,
    *,
    amendment: Amendment,
    content: Mapping[str, Any],
    why: str,
    by: Actor,
    at: datetime,
) -> Result:
    """Draft what puts an issued result right. The dossier stays where it is, and nothing is told outside.

    Args:
        session: the caller's transaction.
        result_id: the result that is wrong.
        amendment: how it is put right.
        content: what the new document says, see `services.results.content`.
        why: what is wrong, for the leader.
        by: a specialist of the deciding body, also another one than handled the dossier.
        at: when.

    Returns:
        The draft.

    Raises:
        ResultNotFoundError: there is none, or its dossier is not for this actor.
        RoleMayNotDecideError: somebody else than a specialist.
        ResultNotInStateError: it was not issued, or was replaced or recalled.
        NotAmendableError: it is itself a letter of correction or a decision of recall.
        OwnMatterError: it is a matter of the officer's own.
        AmendmentUnderWayError: something is being put right already.
        WordsMissingError, WordsTooLongError: the reason.
        ContentMissingError, ContentTooLongError, ContentUnknownError, ContentUnusableError: the content.
    """
    dossier, amended = locked(session, result_id, by)
    rule = check(ResultAct.AMEND, latest_status(session, result_id).state, by)
    require_ended(dossier)
    if amended.amendment not in {None, Amendment.REPLACEMENT}:
        raise NotAmendableError
    refuse_own_matter(session, dossier.id, by)
    _require_free(session, dossier)
    sort = Sort.of_amendment(amendment, amended, written(why))
    result = drawn_up(session, dossier, sort, content, by=by, at=at)
    moved(session, dossier, rule, about=result, by=by, at=at, reason=amendment.value)
    session.flush()
    record(
        session,
        rule.tag,
        by=by,
        at=at,
        object=("result", result.id),
        concerning=[("result", amended.id), ("dossier", dossier.id), *concerned(session, dossier.id)],
        after=digest(result, RESULT_V2, dossier.data_key),
        reason=amendment.value,
    )
    session.flush()
    number_wanted(session, result)
    return result


def give_up(session: Session, result_id: UUID, *, why: str, by: Actor, at: datetime) -> Result:
    """Withdraw the draft of an amendment, in words: the issued result stays as it is.

    Raises:
        ResultNotFoundError, RoleMayNotDecideError, ResultNotInStateError: see `begin`; what lies with the leader or
            beyond is sent back first.
        NoAmendmentUnderWayError: it is no amendment, or was given up already.
        WordsMissingError, WordsTooLongError: the reason.
    """
    begun = begin(session, result_id, ResultAct.GIVE_UP, by=by, at=at)
    newest = _newest(session, begun.dossier)
    if begun.result.amendment is None or begun.dossier.correction_waits_for is None or newest != begun.result.id:
        raise NoAmendmentUnderWayError
    conclude(begun, reason=GIVEN_UP, note=written(why))
    return begun.result


def take_effect(issue: Begun) -> Result:
    """Say of an amended result what became of it, in the transaction that issues what amends it.

    Args:
        issue: the act that issued a replacement, a letter of correction or a decision of recall.

    Returns:
        The result that was amended.
    """
    session, new, dossier = issue.session, issue.result, issue.dossier
    amendment = new.amendment
    if amendment is None:
        raise ValueError("it amends nothing")
    amended = session.get_one(Result, new.amended_id)
    status, number = latest_status(session, amended.id), number_of(session, amended.id)
    before = stood(dossier, status, number)
    by_number, dated_on = _number(session, new)
    effect = EFFECTS[amendment]
    if effect.state is not None:
        replaced = amendment is Amendment.REPLACEMENT
        more: dict[str, Any] = {"replaced_by_id": new.id} if replaced else {"decision": by_number}
        more["digest"] = status.digest  # its file stays the one that was issued
        ordinal = status.ordinal + 1
        status = added_status(session, amended, ordinal, state=effect.state, by=issue.by, at=issue.at, **more)
    details = {NUMBER: by_number, DATED_ON: dated_on}
    add_line(session, dossier, effect.tag, before=dossier.state, by=issue.by, at=issue.at, details=details)
    session.flush()
    record(
        session,
        effect.tag,
        by=issue.by,
        at=issue.at,
        object=("result", amended.id),
        concerning=[("result", new.id), ("dossier", dossier.id), *concerned(session, dossier.id)],
        before=before,
        after=stood(dossier, status, number),
    )
    session.flush()
    return amended


def _require_free(session: Session, dossier: Dossier) -> None:
    newest = _newest(session, dossier)
    state = latest_status(session, newest).state if newest else None
    if state is not None and state not in REGISTERED | {ResultState.REFUSED}:
        raise AmendmentUnderWayError(state)


def _newest(session: Session, dossier: Dossier) -> UUID | None:
    return session.scalar(
        select(Result.id).where(Result.dossier_id == dossier.id).order_by(Result.ordinal.desc()).limit(1)
    )


def _number(session: Session, result: Result) -> tuple[str, str]:
    number = number_of(session, result.id)
    if number is None or number.dated_on is None:
        raise ValueError("what is issued has its number and date")
    book = session.get_one(NumberBook, number.book_id)
    return paper_number(number.number, book.symbol), number.dated_on.isoformat()
