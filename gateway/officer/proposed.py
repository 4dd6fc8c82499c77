"""What waits for somebody's answer, as it was proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gateway.words import in_words
from services.audit.tags import EventTag
from services.dossiers.desk import RefusalReason, StopReason
from services.dossiers.desk.extending import UNTIL
from services.dossiers.desk.page import Desk
from services.dossiers.desk.refusing import WAY_ON
from services.dossiers.kinds import FINE, ComponentMark, Proposal
from services.dossiers.models import ComponentFile, DossierTransition
from services.dossiers.supplements.at_appraisal import FOUND
from services.dossiers.supplements.at_receipt import DAYS


@dataclass(frozen=True, slots=True)
class Proposed:
    """An end that waits for an answer, as it was proposed."""

    reason: RefusalReason | StopReason
    words: str
    legal_basis: str | None
    way_on: str | None


@dataclass(frozen=True, slots=True)
class FurtherRequest:
    """A request for papers: which one it would be, its faults (paper, code, words), and what was said."""

    number: int
    faults: Sequence[tuple[str, str, str | None]]
    words: str
    legal_basis: str | None
    days: int | None


@dataclass(frozen=True, slots=True)
class NewDate:
    """An apology with its one new date."""

    until: date
    words: str


def proposed_extension(desk: Desk) -> NewDate | None:
    """Return the new date that waits for an answer, if one does."""
    if desk.dossier.proposal is not Proposal.EXTENSION:
        return None
    line = newest(desk, EventTag.DOSSIER_PROPOSE_EXTENSION)
    return NewDate(date.fromisoformat((line.details or {})[UNTIL]), line.note or "")


def proposed_refusal(desk: Desk) -> Proposed | None:
    """Return the refusal that waits for an answer, if one does."""
    if desk.dossier.proposal is not Proposal.REFUSAL:
        return None
    line = newest(desk, EventTag.DOSSIER_PROPOSE_REFUSAL)
    way_on = (line.details or {}).get(WAY_ON)
    return Proposed(RefusalReason(line.reason or ""), line.note or "", line.legal_basis, way_on)


def proposed_stop(desk: Desk) -> Proposed | None:
    """Return the stop or closing that waits for an answer, if one does."""
    if desk.dossier.proposal is not Proposal.STOP:
        return None
    line = newest(desk, EventTag.DOSSIER_PROPOSE_STOP)
    return Proposed(StopReason(line.reason or ""), line.note or "", line.legal_basis, None)


def proposed_request(desk: Desk, entries: Sequence[tuple[str, ComponentFile]], locale: str) -> FurtherRequest | None:
    """Return the request for papers that waits for an answer, or for being sent, if one does.

    Before receipt the faults are the marks themselves; a specialist's marks stand in the proposal until it is sent.

    Args:
        desk: the dossier.
        entries: what counts of everything handed in, each with the name of its paper.
        locale: of the codes.
    """
    if desk.dossier.proposal not in {Proposal.SUPPLEMENT, Proposal.SUPPLEMENT_APPROVED}:
        return None
    line = newest(desk, EventTag.DOSSIER_PROPOSE_SUPPLEMENT)
    details = line.details or {}
    told = {one["file"]: (ComponentMark(one["mark"]), one["words"]) for one in details.get(FOUND, ())}
    marks = [(name, *told.get(str(file.id), (file.mark, file.remark))) for name, file in entries]
    faults = [(name, in_words(mark, locale), words) for name, mark, words in marks if mark and mark not in FINE]
    return FurtherRequest(desk.dossier.asked_rounds + 1, faults, line.note or "", line.legal_basis, details.get(DAYS))


def newest(desk: Desk, tag: EventTag) -> DossierTransition:
    """Return the newest line of a dossier's history for an act that was done to it."""
    return [one.transition for one in desk.history if one.transition.act == tag.value][-1]
