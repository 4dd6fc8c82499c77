"""The desk: what officers do to a dossier that was filed, and how the applicant takes what comes of it."""

from services.dossiers.desk.checking import Finding, check_components
from services.dossiers.desk.clock import DayByHand
from services.dossiers.desk.deciding import finish
from services.dossiers.desk.handling import hand_over, take
from services.dossiers.desk.receiving import Received, receive
from services.dossiers.desk.refusing import Refusal, RefusalReason, approve_refusal, propose_refusal, reject_refusal
from services.dossiers.desk.returning import Handing, Recipient, give_back, take_result

__all__ = [
    "DayByHand",
    "Finding",
    "Handing",
    "Received",
    "Recipient",
    "Refusal",
    "RefusalReason",
    "approve_refusal",
    "check_components",
    "finish",
    "give_back",
    "hand_over",
    "propose_refusal",
    "receive",
    "reject_refusal",
    "take",
    "take_result",
]
