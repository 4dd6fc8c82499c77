"""What can go wrong with files. A file too large is the person's to correct; the rest is for operators."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from services.errors import InvalidInputError


class FileTooLargeError(InvalidInputError):
    """More was sent than this place takes."""

    fields = ("megabytes",)


class BlobError(Exception):
    """A stored file cannot be given back; the message is its id."""

    def __init__(self, blob_id: UUID) -> None:
        self.blob_id = blob_id
        super().__init__(str(blob_id))


class BlobMissingError(BlobError):
    """The row is there and its file is not: a backup restored in part, or the wrong folder."""


class BlobBrokenError(BlobError):
    """The file is there and is not what was stored: cut, reordered, changed, or another one under this name."""


class StoreUnavailableError(OSError):
    """The disk refuses: full, read-only, gone. Later may be better, so the edge answers 503."""


@contextmanager
def reaching_the_store() -> Iterator[None]:
    """Name every failure of the operating system inside the block."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailableError(error.errno, error.strerror) from error
