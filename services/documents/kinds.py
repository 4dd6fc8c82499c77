"""What a file may be, and what a PDF may not contain."""

from enum import StrEnum


class MediaType(StrEnum):
    """The kinds that are taken, judged by content."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def suffix(self) -> str:
        """How names of such files end."""
        return {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}[self.value]


class IssuedForm(StrEnum):
    """Papers that the program itself issues about a dossier, none of them a result; numbers as in Circular 03/2025."""

    CONFIRMATION = "confirmation"
    RECEIPT = "01"
    SUPPLEMENT = "02"
    REFUSAL = "03"
    EXTENSION = "04"
    STOP = "05"
    WITHDRAWAL = "withdrawal"


class ActiveContent(StrEnum):
    """What a PDF would do when opened."""

    JAVASCRIPT = "javascript"
    LAUNCH = "launch"
    EMBEDDED_FILE = "embedded_file"
    XFA = "xfa"
    SUBMIT = "submit"
    MEDIA = "media"
    OUTSIDE = "outside"
    """Another file or address, opened unasked, or shown as if it were part of this one."""
