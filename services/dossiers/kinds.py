"""The fixed words of dossiers. Four states stand apart: mixing them is the main source of wrong national figures."""

from enum import IntEnum, StrEnum
from typing import Final


class DossierState(IntEnum):
    """The professional state, with its national number (domain brief §2.1)."""

    REGISTERED = 1
    RECEIVED = 2
    REFUSED = 3
    IN_PROGRESS = 4
    SUPPLEMENT_ASKED = 5
    PAYMENT_ASKED = 6
    WITHDRAWN = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10


WITH_RESULT: Final = frozenset({DossierState.FINISHED, DossierState.RETURNED})
"""States of a dossier whose result was issued."""

OPEN: Final = frozenset(
    {
        DossierState.REGISTERED,
        DossierState.RECEIVED,
        DossierState.IN_PROGRESS,
        DossierState.SUPPLEMENT_ASKED,
        DossierState.PAYMENT_ASKED,
    }
)
"""States in which somebody still has to decide something. 9 waits only to be handed over."""


class FinancialState(StrEnum):
    """Where the money stands."""

    NOTHING_DUE = "nothing_due"
    TO_BE_SET = "to_be_set"
    UNPAID = "unpaid"
    PAID = "paid"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class DeliveryState(StrEnum):
    """Where the result is on its way to whom it is for."""

    NOTHING_YET = "nothing_yet"
    READY = "ready"
    SENT = "sent"
    DELIVERED = "delivered"
    CAME_BACK = "came_back"


class SyncState(StrEnum):
    """What the national side knows of the dossier."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class DeliveryMethod(StrEnum):
    """How the applicant wants the result."""

    ELECTRONIC = "electronic"
    COUNTER = "counter"
    POST = "post"


class PartyRole(StrEnum):
    """What somebody is in a dossier. A helper is never the applicant."""

    APPLICANT = "applicant"
    FILER = "filer"
    HELPER = "helper"
    REPRESENTATIVE = "representative"
    INTERPRETER = "interpreter"


class SubjectKind(StrEnum):
    """What kind of subject an applicant is (LoaiDoiTuong of the national exchange)."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    STATE_BODY = "state_body"
    ORGANISATION = "organisation"


class WaitingFor(StrEnum):
    """Who has to act next on an open dossier."""

    APPLICANT = "applicant"
    RECEIVER = "receiver"
    CENTRE_HEAD = "centre_head"
    SPECIALIST = "specialist"
    LEADER = "leader"
    CLERK = "clerk"
    CASHIER = "cashier"
    OTHER_BODY = "other_body"
    SYSTEM = "system"


class Proposal(StrEnum):
    """What somebody has proposed and another has to approve."""

    REFUSAL = "refusal"
    SUPPLEMENT = "supplement"
    SUPPLEMENT_APPROVED = "supplement_approved"
    """The leader agreed; the one-stop centre has to send it."""
    SUPPLEMENT_DELIVERED = "supplement_delivered"
    """The applicant handed in what was asked for; the one-stop centre has to accept it."""
    STOP = "stop"
    EXTENSION = "extension"
    WITHDRAWAL = "withdrawal"
    RESULT = "result"


class DeadlineKind(StrEnum):
    """Why a dossier has the due date it has."""

    COMPUTED = "computed"
    SET_BY_HAND = "set_by_hand"
    """The limit is unspecified: an officer sets the day, with a reason."""
    RESTARTED = "restarted"
    EXCLUDED = "excluded"
    """Waiting that a law does not count."""
    EXTENDED = "extended"
    """The one apology with a new date."""
    RECOMPUTED = "recomputed"
    """The calendar was changed."""


class ComponentAnswer(StrEnum):
    """What the filer does about one component."""

    UPLOAD = "upload"
    LOOK_UP = "look_up"
    NOT_MY_CASE = "not_my_case"
    PAPER = "paper"
    """Handed in at the counter or by post; scanned or not."""
    SHOWN = "shown"
    FORM = "form"
    """The electronic form itself is this paper."""
    ABSENT = "absent"
    """Looked for at the counter and not there: the receiver asks for it, or proposes to refuse."""


class ComponentMark(StrEnum):
    """What an officer finds of one component. Those beyond `FINE` are the coded reasons of a supplement request."""

    GOOD = "good"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    WRONG = "wrong"
    UNSIGNED = "unsigned"
    EXPIRED = "expired"
    MISMATCH = "mismatch"
    """It does not say what the form says."""
    DATA_NOT_FOUND = "data_not_found"
    """Looked up as the filer asked, and not found (Decree 118/2025 Art. 17 as amended by Decree 309/2026)."""
    NOT_NEEDED = "not_needed"


FINE: Final = frozenset({ComponentMark.GOOD, ComponentMark.NOT_NEEDED})
"""Marks with which a dossier is complete."""
TOLD_IN_WORDS: Final = frozenset({ComponentMark.WRONG, ComponentMark.MISMATCH, ComponentMark.DATA_NOT_FOUND})
"""Faults that nobody can mend who is not told more."""


class RequestStage(StrEnum):
    """When papers were asked for."""

    RECEIPT = "receipt"
    APPRAISAL = "appraisal"


class CopyKind(StrEnum):
    """Of what kind a paper is (LoaiBan 0–2 of the national exchange)."""

    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"


class Digitisation(StrEnum):
    """What was done to have a component electronically (0–3 of the national exchange)."""

    NONE = "none"
    DIGITISED = "digitised"
    REUSED = "reused"
    REUSED_RESULT = "reused_result"
