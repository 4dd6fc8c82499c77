"""Why a signature was not made. Each leaves everything as it was: functions here take bytes and return bytes."""

from services.errors import ConflictError, InvalidInputError


class ApprovedBytesDifferError(ConflictError):
    """The bytes to sign are not those that were shown and approved."""


class UnusableDocumentError(InvalidInputError):
    """The file cannot take signatures: not a PDF, encrypted, damaged, or with form fields of its own."""


class SignaturePlaceMissingError(ConflictError):
    """The document was not prepared for a signature in this role."""


class SignatureOrderError(ConflictError):
    """The place is taken, a seal comes before the leader's signature, or the leader signs after somebody else."""


class SignerCertificateNotValidError(ConflictError):
    """The signer's certificate is expired, or not valid yet."""

    fields = ("name", "valid_from", "valid_until")


class SignerRevokedError(ConflictError):
    """The signer's certificate was revoked."""

    fields = ("name",)


class SignerNotTrustedError(ConflictError):
    """The signer's certificate leads to none of the authorities trusted here, or is not meant for signing."""

    fields = ("name",)


class TrustServiceUnavailableError(ConflictError):
    """The time-stamping authority, or who tells whether certificates are revoked, gave no usable answer."""

    fields = ("address",)


class SigningFailedError(ConflictError):
    """The signing library refused; the document and the register are as before."""
