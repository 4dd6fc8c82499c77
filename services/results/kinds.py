"""The fixed words of results."""

from enum import StrEnum
from typing import Final


class ResultState(StrEnum):
    """How far a result is. The dossier stays at 4 until issue makes it 9."""

    PROPOSED = "proposed"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    """The draft lies with the applicant: one day, silence is yes (civil status filed online)."""
    CONFIRMED = "confirmed"
    FOR_SIGNATURE = "for_signature"
    APPROVED = "approved"
    """The leader approved these very bytes; the worker is signing."""
    SIGNED = "signed"
    SEAL_APPROVED = "seal_approved"
    SEALED = "sealed"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    """Sent back by the leader, or turned down by the applicant; a new draft is a new result."""
    REPLACED = "replaced"
    REVOKED = "revoked"


REGISTERED: Final = frozenset({ResultState.IN_FORCE, ResultState.REPLACED, ResultState.REVOKED})
"""States of a result that was issued."""


class Amendment(StrEnum):
    """How an issued result that proves wrong is put right (Decree 118/2025 Art. 18.3-4; Decree 30/2020 Art. 18)."""

    REPLACEMENT = "replacement"
    """Wrong content: an equal document takes its place."""
    CORRECTION = "correction"
    """Wrong form or presentation: an official letter corrects it, and it stays in force."""
    RECALL = "recall"
    """It should not have been issued: a signed decision takes it back."""


class Outcome(StrEnum):
    """What the result says: a refusal after appraisal is a result as well."""

    GRANTED = "granted"
    REFUSED = "refused"


class NumberState(StrEnum):
    """What became of a number of a book."""

    HELD = "held"
    FREE = "free"
    """Given back while no later one was out: the next result takes it."""
    USED = "used"
    VOIDED = "voided"


class SigningStep(StrEnum):
    """Who signs, in this order (Decree 30/2020 Art. 32–33)."""

    LEADER = "leader"
    SEAL = "seal"
