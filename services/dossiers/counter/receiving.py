"""File what was taken at the counter, and receive it in the same act where nothing is missing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor
from services.dossiers.counter.errors import DraftNotAtCounterError
from services.dossiers.desk import Finding, check_components, receive
from services.dossiers.desk.checking import handed_in
from services.dossiers.desk.clock import DayByHand
from services.dossiers.kinds import ComponentAnswer, ComponentMark
from services.dossiers.models import ComponentFile, Dossier
from services.dossiers.owned import for_whom, locked_draft
from services.dossiers.submission import submit


def file_at_counter(
    session: Session, draft_id: UUID, *, declaration: str | None, version: int, by: Actor, at: datetime
) -> Dossier:
    """File a draft taken at the counter, every paper marked as it was found, and leave it to be received.

    For what is not complete: the receiver asks for the rest, or proposes to refuse, on the page of the dossier. The
    same draft once more finds the dossier that the first click made.

    Raises:
        DraftNotAtCounterError: the applicant files it online.
        DraftNotFoundError and the others of `services.dossiers.submission.submit`.
    """
    draft = locked_draft(session, draft_id, by)
    if draft.post_id is None:
        raise DraftNotAtCounterError
    is_new = draft.submitted_at is None
    dossier = submit(session, draft_id, declaration=declaration, version=version, by=by, at=at)
    if is_new:
        findings = [Finding(row.id, _mark(row)) for row in handed_in(session, dossier.id)]
        if findings:
            check_components(session, dossier.id, findings, by=for_whom(draft, by), at=at)
    return dossier


def receive_at_counter(
    session: Session,
    draft_id: UUID,
    *,
    declaration: str | None,
    version: int,
    due_by_hand: DayByHand | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """File a draft taken at the counter and receive it: code, due date and form 01 at once, or nothing of it.

    The same draft once more finds the dossier that the first click made.

    Raises:
        ComponentsFaultyError: a paper is not there.
        DraftNotAtCounterError, DraftNotFoundError and the others of `file_at_counter`, then those of
        `services.dossiers.desk.receiving.receive`.
    """
    dossier = file_at_counter(session, draft_id, declaration=declaration, version=version, by=by, at=at)
    if dossier.received_at is None:
        draft = locked_draft(session, draft_id, by)
        receive(session, dossier.id, by=for_whom(draft, by), at=at, due_by_hand=due_by_hand)
    return dossier


def _mark(row: ComponentFile) -> ComponentMark:
    """Return what the receiver has found by laying the paper out: it stands in front of them."""
    match row.answer:
        case ComponentAnswer.ABSENT:
            return ComponentMark.MISSING
        case ComponentAnswer.NOT_MY_CASE:
            return ComponentMark.NOT_NEEDED
    return ComponentMark.GOOD
