"""Why a file was not taken. `services/storage` refuses what is too large."""

from services.errors import ConflictError, InvalidInputError


class FileEmptyError(InvalidInputError):
    """The file has no content: it was not chosen, or the sending broke off."""


class FileKindRefusedError(InvalidInputError):
    """By its content neither PDF, JPEG nor PNG, whatever its name says."""


class FileUnreadableError(InvalidInputError):
    """It begins as such a file and cannot be read: damaged, or cut off."""


class FileAmbiguousError(InvalidInputError):
    """It can be read as two kinds of file at once, which no scanner or camera makes."""


class PictureTooLargeError(InvalidInputError):
    """So many pixels that opening it would choke a computer."""

    fields = ("megapixels",)


class PdfEncryptedError(InvalidInputError):
    """Locked with a password, also one that only forbids printing: officers could not read it for years to come."""


class PdfActiveError(InvalidInputError):
    """It would do something when opened. `what` says what was found."""

    fields = ("what",)


class PdfTooLongError(InvalidInputError):
    """More pages than a file may have."""

    fields = ("most",)


class FileTooHeavyError(InvalidInputError):
    """It unpacks to so much that it cannot be checked within the limits."""


class InspectionUnavailableError(ConflictError):
    """The file could not be checked now; nothing unchecked is taken."""
