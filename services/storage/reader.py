"""Reading a sealed file as if it were a plain one."""

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from uuid import UUID

from services.keys import SealBrokenError
from services.storage.chunks import CHUNK, HEADER_SIZE, SEALED_CHUNK, header, open_chunk, plain_size
from services.storage.errors import BlobBrokenError, BlobMissingError, reaching_the_store

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class BlobReader(io.RawIOBase):
    """A seekable stream over a sealed file. Holds one opened chunk in memory, whatever the size of the file.

    Use `open_sealed`, which adds the buffer that libraries expect.
    """

    def __init__(self, file: BinaryIO, blob_id: UUID, key: bytes, size: int) -> None:
        self._file = file
        self._blob_id = blob_id
        self._key = key
        self._position = 0
        self._held: tuple[int, bytes] = (-1, b"")
        self.size = size
        try:
            self._chunks, found = plain_size(os.fstat(file.fileno()).st_size)
        except ValueError:
            raise BlobBrokenError(blob_id) from None
        if found != size or file.read(HEADER_SIZE) != header(blob_id):
            raise BlobBrokenError(blob_id)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return the place in the plaintext."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the plaintext."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("before the start of the file")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer with what is left of the chunk at this place."""
        if self._position >= self.size:
            return 0
        view = memoryview(buffer).cast("B")
        index, start = divmod(self._position, CHUNK)
        piece = self._chunk(index)[start : start + len(view)]
        view[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the sealed file as well."""
        self._file.close()
        super().close()

    def _chunk(self, index: int) -> bytes:
        if self._held[0] != index:
            with reaching_the_store():
                self._file.seek(HEADER_SIZE + index * SEALED_CHUNK)
                sealed = self._file.read(SEALED_CHUNK)
            last = index == self._chunks - 1
            try:
                self._held = index, open_chunk(self._key, sealed, self._blob_id, index, last=last)
            except SealBrokenError:
                raise BlobBrokenError(self._blob_id) from None
        return self._held[1]


def open_sealed(path: Path, blob_id: UUID, key: bytes, size: int) -> BinaryIO:
    """Open a sealed file for reading; the caller closes it.

    Raises:
        BlobMissingError: no such file.
        BlobBrokenError: its head or its length is not that of this blob; later, a chunk does not open.
        StoreUnavailableError: the disk refuses.
    """
    with reaching_the_store():
        try:
            file = path.open("rb")
        except FileNotFoundError:
            raise BlobMissingError(blob_id) from None
    try:
        return cast("BinaryIO", io.BufferedReader(BlobReader(file, blob_id, key, size)))
    except BlobBrokenError:
        file.close()
        raise
