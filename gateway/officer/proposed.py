"""What waits for somebody's answer, as it was proposed."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.words import in_words
from services.audit.tags import EventTag
from services.dossiers.desk import RefusalReason
from services.dossiers.desk.page import Desk
from services.dossiers.desk.refusing import WAY_ON
from services.dossiers.kinds import FINE, Proposal
from services.dossiers.models import ComponentFile, DossierTransition
from services.dossiers.supplements.at_receipt import DAYS


@dataclass(frozen=True, slots=True)
class Proposed:
    """A refusal that waits for an answer, as the receiver proposed it."""

    reason: RefusalReason
    words: str
    legal_basis: str | None
    way_on: str | None


@dataclass(frozen=True, slots=True)
class FurtherRequest:
    """A further request for papers: which one it would be, its faults (paper, code, words), and what was said."""

    number: int
    faults: Sequence[tuple[str, str, str | None]]
    words: str
    legal_basis: str | None
    days: int | None


def proposed_refusal(desk: Desk) -> Proposed | None:
    """Return the refusal that waits for an answer, if one does."""
    if desk.dossier.proposal is not Proposal.REFUSAL:
        return None
    line = newest(desk, EventTag.DOSSIER_PROPOSE_REFUSAL)
    way_on = (line.details or {}).get(WAY_ON)
    return Proposed(RefusalReason(line.reason or ""), line.note or "", line.legal_basis, way_on)


def proposed_request(desk: Desk, entries: Sequence[tuple[str, ComponentFile]], locale: str) -> FurtherRequest | None:
    """Return the further request before receipt that waits for an answer, if one does.

    Args:
        desk: the dossier.
        entries: what counts of everything handed in, each with the name of its paper.
        locale: of the codes.
    """
    if desk.dossier.proposal is not Proposal.SUPPLEMENT:
        return None
    line = newest(desk, EventTag.DOSSIER_PROPOSE_SUPPLEMENT)
    faults = [
        (name, in_words(file.mark, locale), file.remark)
        for name, file in entries
        if file.mark is not None and file.mark not in FINE
    ]
    days = (line.details or {}).get(DAYS)
    return FurtherRequest(desk.dossier.asked_rounds + 1, faults, line.note or "", line.legal_basis, days)


def newest(desk: Desk, tag: EventTag) -> DossierTransition:
    """Return the newest line of a dossier's history for an act that was done to it."""
    return [one.transition for one in desk.history if one.transition.act == tag.value][-1]
