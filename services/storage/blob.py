"""The row of a stored file."""

from sqlalchemy import BigInteger, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.db import CreatedAt, Model
from services.keys import DataKey, HasDataKey

CONTEXT = "blob.file_key/1"


class Blob(HasDataKey, Model):
    """A stored file: what it was in the clear (digest and size), and the key of its own, sealed under a data key.

    The id is the file's name on disk. It is random (UUIDv4) where other keys are UUIDv7: a name that begins with
    the time would tell a thief of the disk who filed when, and would put a day's files into one folder of 256.
    Made by `BlobWriter.finish` alone.
    """

    __tablename__ = "blob"
    __table_args__ = (
        CheckConstraint("octet_length(sha256) = 32", "sha256_length"),
        CheckConstraint("size >= 0", "size_not_negative"),
        Index(None, "data_key_id"),  # a purge asks for the files under a key
        Index(None, "sha256"),  # whoever checks a paper asks whether it is one of ours
    )

    sha256: Mapped[bytes]
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[CreatedAt]
    file_key_sealed: Mapped[bytes]

    @property
    def file_key(self) -> bytes:
        """The key of this one file.

        Raises:
            DataKeyDestroyedError: it was purged.
            SealBrokenError: the row was changed.
        """
        return self.data_key.unseal(self.file_key_sealed, CONTEXT, self.id.bytes)

    @file_key.setter
    def file_key(self, key: bytes) -> None:
        self.file_key_sealed = self.data_key.seal(key, CONTEXT, self.id.bytes)

    def move_to(self, data_key: DataKey) -> None:
        """Put the file under another data key, as when a draft becomes a dossier. The file itself is not touched."""
        key = self.file_key
        self.data_key = data_key
        self.file_key = key
