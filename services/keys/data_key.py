"""A data key: one a person, organisation, draft, dossier, shipment. Destroying it purges all it sealed, backups too."""

import hmac
from datetime import datetime
from typing import Any, Self

from sqlalchemy import CheckConstraint, String, event
from sqlalchemy.orm import Mapped, QueryContext, mapped_column

from services.db import Model
from services.keys import envelope
from services.keys.errors import DataKeyDestroyedError
from services.keys.ring import KeyRing, WrappedKey

BLOCK = 32


class DataKey(Model):
    """The row holds the key only as wrapped by the ring; the plain key lives in this object's memory alone."""

    __tablename__ = "data_key"
    __table_args__ = (CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)", "destroyed"),)

    key_id: Mapped[str] = mapped_column(String(20), index=True)
    """Which key of the ring wraps it; indexed because a rotation asks for all that an old key still wraps."""
    wrapped: Mapped[bytes | None]
    destroyed_at: Mapped[datetime | None]

    def __init__(self, **values: Any) -> None:
        self._remember(None)
        super().__init__(**values)

    @classmethod
    def make(cls, ring: KeyRing) -> Self:
        """Return a fresh key, not yet in any session; saving the row that uses it saves it too."""
        key = cls()
        key._plain = envelope.new_key()
        key.key_id, key.wrapped = ring.wrap(key._plain, key._context)
        return key

    def _remember(self, ring: KeyRing | None) -> None:
        self._ring = ring
        self._plain: bytes | None = None
        self._derived: dict[str, bytes] = {}

    @property
    def _context(self) -> str:
        return f"data_key/1/{self.id}"

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose, kept in memory: a page that opens fifty columns unwraps the key once.

        Raises:
            DataKeyDestroyedError: the key was destroyed.
            WrappingKeyUnknownError: the session's ring is not the one that wrapped it.
            SealBrokenError: the wrapped key was changed or belongs to another row.
        """
        if self.wrapped is None:  # asked first: a purge must hold for objects that already know the key
            raise DataKeyDestroyedError
        if purpose not in self._derived:
            self._derived[purpose] = envelope.derive(self._opened(self.wrapped), f"data-key/{purpose}")
        return self._derived[purpose]

    def _opened(self, wrapped: bytes) -> bytes:
        if self._plain is None:
            if self._ring is None:
                raise TypeError("the session that loaded this data key carries no key ring in info['keys']")
            self._plain = self._ring.unwrap(WrappedKey(self.key_id, wrapped), self._context)
        return self._plain

    def seal(self, plain: bytes, *bound_to: str | bytes) -> bytes:
        """Encrypt a value, bound to the given parts and to this key's id.

        It is filled up to a multiple of 32 bytes first (ISO/IEC 7816-4): the length of a ciphertext would tell "nam"
        from "nữ", and a short name from a long one.
        """
        filled = plain + b"\x80" + bytes(-(len(plain) + 1) % BLOCK)
        return envelope.seal(self.derive("columns/1"), filled, *bound_to, self.id.bytes)

    def unseal(self, sealed: bytes, *bound_to: str | bytes) -> bytes:
        """Decrypt what `seal` made with the same parts.

        Raises:
            SealBrokenError: changed, moved, or sealed by another key.
            DataKeyDestroyedError: the key was destroyed.
        """
        filled = envelope.unseal(self.derive("columns/1"), sealed, *bound_to, self.id.bytes)
        return filled[: filled.rindex(b"\x80")]

    def mac(self, purpose: str, message: bytes) -> bytes:
        """Return HMAC-SHA-256 of a message under a key for this purpose: a digest nobody can guess values from."""
        return hmac.digest(self.derive(f"mac/{purpose}"), message, "sha256")

    def rewrap(self, ring: KeyRing) -> bool:
        """Wrap with the ring's current key, unless it is already or the key is destroyed. Return whether it changed.

        What the key sealed is not touched: its own bits stay the same.
        """
        if self.wrapped is None or self.key_id == ring.current:
            return False
        self.key_id, self.wrapped = ring.wrap(self._opened(self.wrapped), self._context)
        return True

    def destroy(self, at: datetime) -> None:
        """Make everything sealed by this key unreadable for good. A second time changes nothing."""
        if self.wrapped is None:
            return
        self.wrapped = None
        self.destroyed_at = at
        self._remember(None)


@event.listens_for(DataKey, "load")
def _take_ring(key: DataKey, context: QueryContext) -> None:
    """Remember the session's ring, so that a row can still be opened after its session was closed."""
    key._remember(context.session.info.get("keys"))  # noqa: SLF001 - its own module
