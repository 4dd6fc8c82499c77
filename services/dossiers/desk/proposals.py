"""What was proposed, and that somebody else has to answer it."""

from sqlalchemy import select

from services.audit.tags import EventTag
from services.dossiers.act_errors import OwnProposalError
from services.dossiers.desk.acting import Begun, conclude, written
from services.dossiers.kinds import Proposal, WaitingFor
from services.dossiers.models import Dossier, DossierTransition
from services.dossiers.workflow import Act

PROPOSED_BY = {
    Proposal.REFUSAL: EventTag.DOSSIER_PROPOSE_REFUSAL,
    Proposal.SUPPLEMENT: EventTag.DOSSIER_PROPOSE_SUPPLEMENT,
    Proposal.EXTENSION: EventTag.DOSSIER_PROPOSE_EXTENSION,
    Proposal.STOP: EventTag.DOSSIER_PROPOSE_STOP,
}
"""The act by which each of them was proposed."""


def answered(begun: Begun, act: Act) -> DossierTransition:
    """Return the proposal that is being answered.

    Raises:
        OwnProposalError: the same person proposed it, perhaps in another post.
    """
    proposal = begun.dossier.proposal
    if proposal is None:
        raise ValueError(f"{act} answers nothing")  # the table has refused it before
    proposed = newest_line(begun, PROPOSED_BY[proposal])
    if proposed.person_id == begun.by.person_id:
        raise OwnProposalError(act)
    return proposed


def rejected(begun: Begun, act: Act, words: str, *, waiting_for: WaitingFor | None = None) -> Dossier:
    """Turn a proposal down, in words for whoever made it.

    Args:
        begun: the dossier, locked for the act.
        act: the one that answers the proposal.
        words: why.
        waiting_for: who is waited for afterwards; None for whom the table names.

    Raises:
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    answered(begun, act)
    conclude(begun, waiting_for=waiting_for, note=written(words))
    return begun.dossier


def newest_line(begun: Begun, tag: EventTag) -> DossierTransition:
    """Return the newest line of a dossier's history for an act."""
    return begun.session.scalars(
        select(DossierTransition)
        .where(DossierTransition.dossier_id == begun.dossier.id, DossierTransition.act == tag.value)
        .order_by(DossierTransition.at.desc(), DossierTransition.id.desc())
        .limit(1)
    ).one()
