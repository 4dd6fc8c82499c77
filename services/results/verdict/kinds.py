"""The fixed words of verdicts."""

from enum import StrEnum


class VerdictKind(StrEnum):
    """What is said about a file as a whole."""

    GENUINE = "genuine"
    """Our register has these very bytes, in force, and every required signature is valid."""
    SIGNED_NOT_ISSUED = "signed_not_issued"
    """Good signatures of authorised signers over bytes that the register does not have."""
    NOT_VALID = "not_valid"
    UNDETERMINED = "undetermined"
    """It cannot be judged here: unknown authority, unreadable, no signature."""


class Indication(StrEnum):
    """What is said about one signature (ETSI EN 319 102-1 §5.1.3)."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


class Chain(StrEnum):
    """Where the signer's certificate leads."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    """To an authority that is not known here."""
    BROKEN = "broken"
    """Somewhere on the way a certificate does not hold."""


class RevocationState(StrEnum):
    """Whether the signer's certificate was revoked."""

    GOOD = "good"
    """Not on today's list."""
    REVOKED = "revoked"
    """Before the proven time of signing."""
    REVOKED_LATER = "revoked_later"
    """After it, which the signature survives."""
    GOOD_AT_SIGNING = "good_at_signing"
    """The certificate has expired since; the evidence kept in the file says that it was good."""
    UNKNOWN = "unknown"
    """No current list is at hand."""


class Reason(StrEnum):
    """Why a verdict is not better. Documents first, then signatures, signers and the register."""

    NOT_PDF = "not_pdf"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    NO_SIGNATURE = "no_signature"
    DAMAGED = "damaged"
    """It speaks of signatures and does not read as a well-formed PDF."""
    STOPPED = "stopped"
    """Judging it took too much time or memory, or crashed."""
    FORM_FIELDS = "form_fields"
    """There are form fields that are no signature fields."""
    FIELD_EMPTY = "field_empty"
    """A signature field is not filled: somebody has yet to sign, or the file was cut back."""
    FIELD_NAME_TWICE = "field_name_twice"
    SIGNATURE_SHARED = "signature_shared"
    """Two fields show one signature."""
    CHANGED_AFTER_SIGNING = "changed_after_signing"

    ALTERED = "altered"
    """The signed bytes are not those that were signed."""
    SIGNATURE_BROKEN = "signature_broken"
    UNKNOWN_AUTHORITY = "unknown_authority"
    CERTIFICATE_REVOKED = "certificate_revoked"
    CERTIFICATE_OUT_OF_TERM = "certificate_out_of_term"
    """Expired, or not valid yet, and nothing proves that the signature is from its term."""
    TIMESTAMP_MISSING = "timestamp_missing"
    TIMESTAMP_BAD = "timestamp_bad"
    REVOCATION_UNKNOWN = "revocation_unknown"
    WEAK_ALGORITHM = "weak_algorithm"
    CERTIFICATE_UNSUITABLE = "certificate_unsuitable"
    NOT_PROVEN = "not_proven"
    """The evidence in the file does not suffice."""

    SIGNER_NOT_AUTHORISED = "signer_not_authorised"
    SIGNERS_INCOMPLETE = "signers_incomplete"
    SIGNERS_OUT_OF_ORDER = "signers_out_of_order"
    SIGNERS_OF_DIFFERENT_BODIES = "signers_of_different_bodies"

    NOT_IN_REGISTER = "not_in_register"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    NOT_ISSUED_YET = "not_issued_yet"
