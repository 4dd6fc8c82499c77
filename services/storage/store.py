"""The folder of stored files."""

import os
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from uuid import UUID

from services.keys import DataKey
from services.storage import layout
from services.storage.blob import Blob
from services.storage.chunks import CHUNK
from services.storage.errors import reaching_the_store
from services.storage.reader import open_sealed
from services.storage.writer import BlobWriter


class BlobStore:
    """Sealed files in one folder. Holds nothing but the folder's name, so it is free to make and to share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self, *, limit: int | None = None) -> BlobWriter:
        """Begin a file of at most `limit` bytes."""
        return BlobWriter(self.folder, limit)

    def put(self, content: bytes, data_key: DataKey, media_type: str, at: datetime) -> Blob:
        """Store bytes that are in memory anyway, as a document just drawn; see `BlobWriter.finish`."""
        with self.writer() as writer:
            writer.write(content)
            return writer.finish(data_key, media_type, at)

    def open(self, blob: Blob) -> BinaryIO:
        """Open a file as a seekable stream; the caller closes it.

        Raises:
            BlobMissingError: the file is not there.
            BlobBrokenError: it is not what was stored; a changed chunk shows when it is read.
            DataKeyDestroyedError: it was purged.
            StoreUnavailableError: the disk refuses.
        """
        return open_sealed(layout.finished(self.folder, blob.id), blob.id, blob.file_key, blob.size)

    def read(self, blob: Blob) -> Iterator[bytes]:
        """Return the content in pieces, for an answer. What `open` raises is raised now, before a byte is sent."""
        self.open(blob).close()
        return self._pieces(blob)

    def _pieces(self, blob: Blob) -> Iterator[bytes]:
        with self.open(blob) as file:
            while piece := file.read(CHUNK):
                yield piece

    def delete(self, blob_id: UUID) -> None:
        """Remove a file, finished or not, if it is there. Call it after the transaction that removed the row."""
        with reaching_the_store():
            layout.finished(self.folder, blob_id).unlink(missing_ok=True)
            layout.unfinished(self.folder, blob_id).unlink(missing_ok=True)

    def orphans(self, known: Collection[UUID], older_than: datetime) -> Iterator[UUID]:
        """Name the files that no row speaks of: left by a transaction that failed, or by a process that was killed.

        Args:
            known: the ids of every row, read before this is called.
            older_than: younger files are passed over, their transaction may still be open.
        """
        with reaching_the_store():
            for path in self.folder.glob("*/*"):
                if path.stat().st_mtime < older_than.timestamp() and (blob_id := UUID(path.name)) not in known:
                    yield blob_id

    def probe(self) -> None:
        """Write a file durably and remove it.

        Raises:
            StoreUnavailableError: the disk refuses.
        """
        with reaching_the_store():
            place = layout.unfinished_folder(self.folder)
            layout.make_private(place)
            with TemporaryFile(dir=place) as file:
                file.write(b"probe")
                file.flush()
                os.fsync(file.fileno())
