"""Files that people send: sealed while they arrive, so that their content never touches a disk in the clear.

By itself Werkzeug writes parts over 500 kB to the temp folder as they are. Here each part goes into a writer of the
store, whose file is gone when the request ends, unless the view took it.
"""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import IO, Any, Final, TypeVar, cast

from flask import Flask, Request, current_app
from werkzeug.datastructures import FileStorage

from auth.guards import current_actor
from gateway.files import blob_store
from services.documents.upload import LARGEST_FILE
from services.storage import BlobWriter, FileTooLargeError

MEGABYTE: Final = 1024 * 1024
LARGEST_REQUEST: Final = LARGEST_FILE + MEGABYTE
"""One largest file with the rest of its form, or several that are not larger together (security brief P31)."""

LONGEST_NAME: Final = 80

View = TypeVar("View", bound=Callable[..., Any])


class Senders(Enum):
    """Whose files a view takes."""

    SIGNED_IN = "signed_in"
    ANYBODY = "anybody"


def takes_files(view: View) -> View:
    """Let a view be sent files by the signed-in. Every other one takes what the settings say, and drops files."""
    view.__takes_files__ = Senders.SIGNED_IN  # type: ignore[attr-defined] # a mark on the function
    return view


def takes_files_of_anybody(view: View) -> View:
    """Let a view be sent files by strangers too. It keeps none of them, and has a budget (`limited`)."""
    view.__takes_files__ = Senders.ANYBODY  # type: ignore[attr-defined] # a mark on the function
    return view


class UploadRequest(Request):
    """A request whose files are sealed on the way in."""

    _writers: list[BlobWriter]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._writers = []

    @property
    def takes_files_of(self) -> Senders | None:
        """Whose files the view of this address takes, None if nobody's."""
        view = current_app.view_functions.get(self.endpoint or "") if current_app else None
        return getattr(view, "__takes_files__", None)

    @property
    def max_content_length(self) -> int | None:
        """How long a request to this address may be."""
        return LARGEST_REQUEST if self.takes_files_of else super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:  # noqa: ARG002 - the signature of Flask's
        raise TypeError("mark the view with @takes_files: forms are parsed before it runs")

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug passes what we do not need
        content_type: str | None,  # noqa: ARG002 - Werkzeug's signature
        filename: str | None = None,  # noqa: ARG002 - Werkzeug's signature
        content_length: int | None = None,  # noqa: ARG002 - Werkzeug's signature
    ) -> IO[bytes]:
        """Begin a file. What this view does not want from this sender is swallowed without touching the disk.

        A request's files are together no larger than it may be, whoever sends them.
        """
        senders = self.takes_files_of
        wanted = senders is Senders.ANYBODY or (senders is Senders.SIGNED_IN and current_actor() is not None)
        writer = blob_store().writer(limit=LARGEST_FILE if wanted else 0)
        self._writers.append(writer)
        return cast("IO[bytes]", writer)

    def close(self) -> None:
        """Drop every file that the view did not take, also when the form broke off halfway."""
        for writer in self._writers:
            writer.close()
        super().close()


@contextmanager
def gone_unless_taken(upload: BlobWriter) -> Iterator[None]:
    """Remove a file whose transaction does not succeed: it may have its name on the disk already."""
    taken = False
    try:
        yield
        taken = True
    finally:
        if not taken:
            blob_store().delete(upload.blob_id)


def too_large() -> FileTooLargeError:
    """Return what is wrong with a request that was not read because its files are too large."""
    return FileTooLargeError(f"{LARGEST_FILE // MEGABYTE}")


def shown_name(given: str) -> str:
    """Return a file's name as the browser said it, fit to be shown beside what is wrong with the file."""
    base = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in base if c.isprintable())[:LONGEST_NAME]


def sent_files(files: list[FileStorage]) -> list[tuple[BlobWriter, str]]:
    """Return the files of a field with their names; an empty field sends one without name and content."""
    return [(cast("BlobWriter", one.stream), one.filename or "") for one in files if one.filename]


def init_app(app: Flask) -> None:
    """Make this the application's request."""
    app.request_class = UploadRequest
