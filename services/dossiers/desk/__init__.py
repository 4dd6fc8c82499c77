"""The desk: what officers do to a dossier that was filed, and how the applicant takes what comes of it."""

from services.dossiers.desk.checking import Finding, check_components
from services.dossiers.desk.clock import DayByHand
from services.dossiers.desk.deciding import finish
from services.dossiers.desk.extending import approve_extension, propose_extension, reject_extension
from services.dossiers.desk.handling import hand_over, take
from services.dossiers.desk.receiving import Received, receive
from services.dossiers.desk.refusing import Refusal, RefusalReason, approve_refusal, propose_refusal, reject_refusal
from services.dossiers.desk.returning import Handing, Recipient, give_back, take_result
from services.dossiers.desk.stopping import (
    Stop,
    StopReason,
    close,
    propose_closing,
    propose_stop,
    reject_closing,
    reject_stop,
    stop,
)
from services.dossiers.desk.taking_back import take_back_receipt
from services.dossiers.desk.withdrawing import withdraw

__all__ = [
    "DayByHand",
    "Finding",
    "Handing",
    "Received",
    "Recipient",
    "Refusal",
    "RefusalReason",
    "Stop",
    "StopReason",
    "approve_extension",
    "approve_refusal",
    "check_components",
    "close",
    "finish",
    "give_back",
    "hand_over",
    "propose_closing",
    "propose_extension",
    "propose_refusal",
    "propose_stop",
    "receive",
    "reject_closing",
    "reject_extension",
    "reject_refusal",
    "reject_stop",
    "stop",
    "take",
    "take_back_receipt",
    "take_result",
    "withdraw",
]
