"""The format of a stored file: a header, then chunks of 1 MiB, each sealed and bound to its place.

    header = "GWBLOB" ‖ version ‖ blob id (16 bytes)
    chunk  = envelope(file key, up to 1 MiB) bound to "blob/1" ‖ blob id ‖ index (8 bytes) ‖ last (1 byte)

GCM-SIV takes a whole message at once, hence chunks. Every chunk but the last is full, so a place in the plaintext
is found by division. Only the last one carries the flag: a file cut at a chunk's end does not open as a shorter one.
"""

from uuid import UUID

from services.keys import envelope

CHUNK = 1024 * 1024
SEALED_CHUNK = CHUNK + envelope.OVERHEAD
MAGIC = b"GWBLOB\x01"
HEADER_SIZE = len(MAGIC) + 16


def header(blob_id: UUID) -> bytes:
    """Return the first bytes of a file."""
    return MAGIC + blob_id.bytes


def seal_chunk(key: bytes, plain: bytes, blob_id: UUID, index: int, *, last: bool) -> bytes:
    """Seal one chunk for its place."""
    return envelope.seal(key, plain, *_place(blob_id, index, last=last))


def open_chunk(key: bytes, sealed: bytes, blob_id: UUID, index: int, *, last: bool) -> bytes:
    """Open the chunk of a place.

    Raises:
        SealBrokenError: it does not belong there.
    """
    return envelope.unseal(key, sealed, *_place(blob_id, index, last=last))


def plain_size(file_size: int) -> tuple[int, int]:
    """Return how many chunks and how many plain bytes a file of this length holds.

    Raises:
        ValueError: no file has this length.
    """
    body = file_size - HEADER_SIZE
    count = -(-body // SEALED_CHUNK)
    size = body - count * envelope.OVERHEAD
    if count < 1 or size < (count - 1) * CHUNK:
        raise ValueError(file_size)
    return count, size


def _place(blob_id: UUID, index: int, *, last: bool) -> tuple[str, bytes, bytes, bytes]:
    return "blob/1", blob_id.bytes, index.to_bytes(8, "big"), bytes([last])
