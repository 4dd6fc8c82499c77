"""Stored files. Nothing else opens them: they are sealed before they touch a disk, and opened chunk by chunk.

The format and why it is so: docs/decisions/0002-sealed-columns-and-files.md.
"""

from services.storage.blob import Blob
from services.storage.errors import BlobBrokenError, BlobMissingError, FileTooLargeError, StoreUnavailableError
from services.storage.store import BlobStore
from services.storage.writer import BlobWriter

__all__ = [
    "Blob",
    "BlobBrokenError",
    "BlobMissingError",
    "BlobStore",
    "BlobWriter",
    "FileTooLargeError",
    "StoreUnavailableError",
]
