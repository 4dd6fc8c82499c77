"""Writing a file: sealed on the way, durable before it has its name."""

import hashlib
import io
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self
from uuid import uuid4

from services.durable import sync_folder
from services.keys import DataKey, envelope
from services.storage import layout
from services.storage.blob import Blob
from services.storage.chunks import CHUNK, header, seal_chunk
from services.storage.errors import FileTooLargeError, reaching_the_store
from services.storage.reader import open_sealed

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MEGABYTE = 1024 * 1024


class BlobWriter(io.BufferedIOBase):
    """A stream to write to, then to read and judge, then to `finish` or to drop. Made by `BlobStore.writer`.

    It begins before anybody knows whose file it is (a form is parsed before the view runs), so it seals under a key
    of its own, which `finish` seals under the data key. What is closed without `finish` is removed.

    Writing ends with the first look at the content. Past the limit it goes on swallowing, and `open`, `read` and
    `finish` raise: to raise while a form is being parsed would throw away its other fields.
    """

    def __init__(self, folder: Path, limit: int | None) -> None:
        self.blob_id = uuid4()
        self.size = 0
        self._folder = folder
        self._limit = limit
        self._key = envelope.new_key()
        self._path = layout.unfinished(folder, self.blob_id)
        self._hash = hashlib.sha256()
        self._pending = bytearray()
        self._chunks = 0
        self._file: BinaryIO | None = None
        self._reader: BinaryIO | None = None
        self._created = False
        self._complete = False
        self._kept = False

    @property
    def too_large(self) -> bool:
        """Whether more was written than allowed."""
        return self._limit is not None and self.size > self._limit

    @property
    def sha256(self) -> bytes:
        """The digest of what was written so far."""
        return self._hash.digest()

    def readable(self) -> bool:
        """Say yes: once written, it can be read back."""
        return True

    def seekable(self) -> bool:
        """Say yes, within what was written."""
        return True

    def writable(self) -> bool:
        """Say whether nobody has looked at the content yet."""
        return not self._complete

    def write(self, data: "ReadableBuffer") -> int:
        """Take more of the file.

        Raises:
            StoreUnavailableError: the disk refuses.
        """
        if self._complete or self.closed:
            raise io.UnsupportedOperation("this file was already looked at")
        view = memoryview(data).cast("B")
        self.size += len(view)
        if self.too_large:
            self._remove()
            return len(view)
        self._hash.update(view)
        self._pending += view
        while len(self._pending) > CHUNK:  # a full chunk waits: it may turn out to be the last
            self._store_chunk(last=False)
        return len(view)

    def open(self) -> BinaryIO:
        """Open what was written for reading, a stream of its own; the caller closes it.

        Raises:
            FileTooLargeError: it was cut at the limit.
        """
        self._end_writing()
        return open_sealed(self._path, self.blob_id, self._key, self.size)

    def read(self, size: int | None = -1) -> bytes:
        """Read what was written, as `open` does."""
        return self._reading().read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in what was written."""
        # Werkzeug rewinds every part it has parsed, before anybody may be told that it was too large.
        return 0 if self.too_large else self._reading().seek(offset, whence)

    def tell(self) -> int:
        """Return the place in what was written."""
        return self._reader.tell() if self._reader else self.size

    def finish(self, data_key: DataKey, media_type: str, at: datetime) -> Blob:
        """Make the file durable under its name and return its row, which the caller adds to a session.

        If that transaction fails, a sealed file without a row is left, whose key nobody has; see `BlobStore.orphans`.

        Args:
            data_key: of the draft, dossier or person it belongs to.
            media_type: as judged from the content, never as the browser named it.
            at: the instant of the act.

        Raises:
            FileTooLargeError: it was cut at the limit.
            StoreUnavailableError: the disk refuses.
        """
        self._end_writing()
        final = layout.finished(self._folder, self.blob_id)
        with reaching_the_store():
            with self._path.open("rb") as file:
                os.fsync(file.fileno())
            layout.make_private(final.parent)
            self._path.rename(final)
            sync_folder(final.parent)
        self._path = final
        self._kept = True
        return Blob(
            id=self.blob_id,
            data_key=data_key,
            file_key=self._key,
            sha256=self.sha256,
            size=self.size,
            media_type=media_type,
            created_at=at,
        )

    def abort(self) -> None:
        """Drop what was written."""
        self.close()

    def close(self) -> None:
        """Drop what was written, unless it was finished."""
        if self._reader:
            self._reader.close()
        if not self._kept:
            self._remove()
        super().close()

    def __enter__(self) -> Self:
        return self

    def _reading(self) -> BinaryIO:
        if self._reader is None:
            self._reader = self.open()
        return self._reader

    def _end_writing(self) -> None:
        if self._limit is not None and self.too_large:
            raise FileTooLargeError(f"{self._limit / MEGABYTE:g}")
        if not self._complete:
            self._store_chunk(last=True)
            self._complete = True
            self._close_file()

    def _store_chunk(self, *, last: bool) -> None:
        plain = bytes(self._pending[:CHUNK])
        del self._pending[:CHUNK]
        with reaching_the_store():
            self._target().write(seal_chunk(self._key, plain, self.blob_id, self._chunks, last=last))
        self._chunks += 1

    def _target(self) -> BinaryIO:
        if self._file is None:
            layout.make_private(self._path.parent)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._created = True
            self._file = os.fdopen(descriptor, "wb")
            self._file.write(header(self.blob_id))
        return self._file

    def _close_file(self) -> None:
        if self._file:
            with reaching_the_store():
                self._file.close()
            self._file = None

    def _remove(self) -> None:
        self._pending.clear()
        self._close_file()
        if self._created:
            with reaching_the_store():
                self._path.unlink(missing_ok=True)
