"""The frame of every act on a result: lock its dossier, ask the table, add a status, leave one line and one event.

Rows of results are only ever added, so nothing of theirs can be locked: the dossier's row stands for all of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import record
from services.audit.origin import is_seeding
from services.dossiers.act_errors import ProposalPendingError
from services.dossiers.desk.acting import concerned
from services.dossiers.desk.interest import refuse_own_matter
from services.dossiers.history import add_line
from services.dossiers.kinds import WITH_RESULT, DossierState, Proposal, WaitingFor
from services.dossiers.models import Dossier
from services.dossiers.visibility import visible_dossiers
from services.people.models import DutyException
from services.results.digests import RESULT_STEP_V2, Step
from services.results.errors import DossierNotInProgressError, ResultNotFoundError
from services.results.kinds import ResultState
from services.results.models import BookNumber, Result, ResultStatus
from services.results.steps import ResultAct, StepRule, check

AT_RESULT: Final = frozenset({None, Proposal.RESULT})
"""What stands proposed in a dossier whose result is worked on."""


@dataclass(slots=True)
class Begun:
    """An act that may go ahead: the dossier is locked, and the table lets this actor do it now."""

    session: Session
    act: ResultAct
    rule: StepRule
    dossier: Dossier
    result: Result
    status: ResultStatus
    by: Actor
    at: datetime
    before: str


def locked(session: Session, result_id: UUID, by: Actor) -> tuple[Dossier, Result]:
    """Lock the dossier of a result; two clicks at once wait for each other here.

    Raises:
        ResultNotFoundError: there is none, or its dossier is not for this actor.
    """
    wanted = (
        select(Dossier)
        .join(Result, Result.dossier_id == Dossier.id)
        .where(Result.id == result_id, visible_dossiers(by))
        .with_for_update(of=Dossier)
    )
    dossier = session.scalar(wanted.execution_options(populate_existing=True))
    if dossier is None:
        raise ResultNotFoundError
    return dossier, session.get_one(Result, result_id)


def latest_status(session: Session, result_id: UUID) -> ResultStatus:
    """Return what a result is now."""
    return session.scalars(
        select(ResultStatus).where(ResultStatus.result_id == result_id).order_by(ResultStatus.ordinal.desc()).limit(1)
    ).one()


def number_of(session: Session, result_id: UUID) -> BookNumber | None:
    """Return the number a result holds or has."""
    wanted = select(BookNumber).where(BookNumber.result_id == result_id)
    return session.scalar(wanted.execution_options(populate_existing=True))


def begin(session: Session, result_id: UUID, act: ResultAct, *, by: Actor, at: datetime) -> Begun:
    """Lock the dossier of a result for an act.

    Raises:
        ResultNotFoundError: there is none, or its dossier is not for this actor.
        RoleMayNotDecideError, ResultNotInStateError: see `services.results.steps.check`.
        DossierNotInProgressError: the dossier is not being handled: papers or money are asked for, or it has ended.
            What amends an issued result is worked on after the end alone, however late.
        ProposalPendingError: something else was proposed in the dossier and waits for an answer.
        OwnMatterError: it is a matter of the officer's own.
    """
    dossier, result = locked(session, result_id, by)
    status = latest_status(session, result_id)
    rule = check(act, status.state, by)
    if rule.handled and result.amendment is None:
        require_handled(dossier, act)
    elif rule.handled:
        require_ended(dossier)
    refuse_own_matter(session, dossier.id, by)
    before = stood(dossier, status, number_of(session, result_id))
    return Begun(session, act, rule, dossier, result, status, by, at, before)


def require_handled(dossier: Dossier, act: ResultAct) -> None:
    """Make sure that the result is what a dossier is at.

    Raises:
        DossierNotInProgressError: papers or money are asked for, or it has ended.
        ProposalPendingError: something else was proposed and waits for an answer.
    """
    if dossier.state is not DossierState.IN_PROGRESS:
        raise DossierNotInProgressError(dossier.state)
    if dossier.proposal not in AT_RESULT:
        raise ProposalPendingError(act, dossier.state, dossier.proposal)


def require_ended(dossier: Dossier) -> None:
    """Make sure that a dossier has its result, which alone can be amended.

    Raises:
        DossierNotInProgressError: it has none.
    """
    if dossier.state not in WITH_RESULT:
        raise DossierNotInProgressError(dossier.state)


def conclude(
    begun: Begun,
    *,
    shown: bytes | None = None,
    reason: str | None = None,
    note: str | None = None,
    facts: dict[str, Any] | None = None,
    waiting_for: WaitingFor | None = None,
    leave: DutyException | None = None,
    concerning: tuple[tuple[str, UUID], ...] = (),
) -> ResultStatus:
    """Add the status that the table names, with a line in the dossier's history, and the event.

    Args:
        begun: the act; numbers and files were changed before.
        shown: SHA-256 of the bytes that the act is about.
        reason: a code.
        note: what somebody wrote, sealed.
        facts: what the step added to the content, sealed.
        waiting_for: who is waited for, where it is not always the same.
        leave: the leave under which the actor joins two duties.
        concerning: who else the event is about, such as the signer of a signature that the worker made.
    """
    session, rule = begun.session, begun.rule
    if rule.end is None:
        raise ValueError(f"{begun.act} ends in no state")
    status = added_status(
        session,
        begun.result,
        begun.status.ordinal + 1,
        state=rule.end,
        by=begun.by,
        at=begun.at,
        digest=shown,
        reason=reason,
        note=note,
        facts=facts,
    )
    moved(
        session,
        begun.dossier,
        rule,
        about=begun.result,
        by=begun.by,
        at=begun.at,
        reason=reason,
        waiting_for=waiting_for,
        leave=leave,
    )
    session.flush()
    note_event(
        begun,
        after=stood(begun.dossier, status, number_of(session, begun.result.id)),
        reason=reason,
        concerning=concerning,
    )
    begun.status = status
    return status


def added_status(session: Session, result: Result, ordinal: int, *, by: Actor, **said: Any) -> ResultStatus:
    """Add one status to a result."""
    status = ResultStatus(
        data_key=result.data_key,
        result=result,
        ordinal=ordinal,
        person_id=by.person_id,
        post_id=by.post_id,
        seeded=is_seeding(session),
        **said,
    )
    session.add(status)
    return status


def moved(
    session: Session,
    dossier: Dossier,
    rule: StepRule,
    *,
    about: Result,
    by: Actor,
    at: datetime,
    reason: str | None = None,
    waiting_for: WaitingFor | None = None,
    leave: DutyException | None = None,
) -> None:
    """Say in the dossier who is waited for now, and add the line of its history. Its national state stays.

    Where the dossier is at something else, as when a register answers late, that stays. Of what amends an issued
    result it says beside its own step whose turn it is, until that is issued.
    """
    if about.amendment is not None:
        over = rule.end is ResultState.IN_FORCE
        dossier.correction_waits_for = None if over else waiting_for or rule.then
    elif dossier.state is DossierState.IN_PROGRESS and dossier.proposal in AT_RESULT:
        dossier.waiting_for = waiting_for or rule.then
        dossier.proposal = rule.proposal
    if not session.is_modified(dossier):
        flag_modified(dossier, "waiting_for")  # every act raises the version
    add_line(session, dossier, rule.tag, before=dossier.state, by=by, at=at, leave=leave, reason=reason)


def note_event(
    begun: Begun, *, after: str, reason: str | None = None, concerning: tuple[tuple[str, UUID], ...] = ()
) -> None:
    """Write the event of an act, findable under the result, the dossier and everybody who takes part in it."""
    record(
        begun.session,
        begun.rule.tag,
        by=begun.by,
        at=begun.at,
        object=("result", begun.result.id),
        concerning=[
            ("dossier", begun.dossier.id),
            *concerned(begun.session, begun.dossier.id),
            *concerning,
        ],
        before=begun.before,
        after=after,
        reason=reason,
    )
    begun.session.flush()


def stood(dossier: Dossier, status: ResultStatus, number: BookNumber | None) -> str:
    """Return the digest of where a result stands: its status, its number, and what the dossier says of it."""
    return digest(Step.of(dossier, status, number), RESULT_STEP_V2, dossier.data_key)
