"""The key ring: a file outside the database with the secrets that open everything in it."""

import base64
import hmac
import json
import os
import secrets
import stat
import unicodedata
from pathlib import Path
from typing import NamedTuple, Self

from services.durable import sync_folder
from services.keys import envelope
from services.keys.errors import (
    KeyRingExistsError,
    KeyRingMissingError,
    KeyRingUnreadableError,
    WrappingKeyUnknownError,
)

FORMAT = 1
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class WrappedKey(NamedTuple):
    """A key sealed by a key of the ring."""

    key_id: str
    sealed: bytes


class KeyRing:
    """Named wrapping keys, one of them current, and a root secret from which everything else is derived.

    The root never changes, so blind indexes and derived keys survive a rotation; wrapping keys come and go.
    Build with `create` or `open`. One ring serves all threads of a process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._load()

    def __repr__(self) -> str:
        return f"<KeyRing {self.path} current={self.current}>"

    @classmethod
    def create(cls, path: Path) -> Self:
        """Write a new ring: folder 0700 if it has to be made, file 0600.

        Raises:
            KeyRingExistsError: there is a file already; a ring is never written over.
        """
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        first = secrets.token_hex(4)
        unsaved = _write_beside(path, envelope.new_key(), {first: envelope.new_key()}, first)
        try:
            os.link(unsaved, path)  # unlike a rename, a link never replaces
        except FileExistsError:
            raise KeyRingExistsError(path, "there is a key ring already") from None
        finally:
            unsaved.unlink()
        sync_folder(path.parent)
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a ring.

        Raises:
            KeyRingMissingError: no such file.
            KeyRingUnreadableError: damaged, not readable by us, or readable by others as well.
        """
        return cls(path)

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose, the same after every rotation."""
        return envelope.derive(self._root, f"ring/{purpose}")

    def wrap(self, key: bytes, context: str) -> WrappedKey:
        """Seal a key with the current wrapping key; it opens in the same context only."""
        return WrappedKey(self.current, envelope.seal(self._keys[self.current], key, context, self.current))

    def unwrap(self, wrapped: WrappedKey, context: str) -> bytes:
        """Open a key sealed by `wrap`, whichever key of the ring did it.

        Raises:
            WrappingKeyUnknownError: the ring has no such key.
            SealBrokenError: changed, or from another context.
        """
        if wrapped.key_id not in self._keys:
            self._load()  # another process may have added the key since we started
        if wrapped.key_id not in self._keys:
            raise WrappingKeyUnknownError(self.path, f"no key {wrapped.key_id}")
        return envelope.unseal(self._keys[wrapped.key_id], wrapped.sealed, context, wrapped.key_id)

    def blind_index(self, kind: str, value: str) -> bytes:
        """Return what equal values have in common without telling the value (HMAC-SHA-256, key outside the database).

        Args:
            kind: what the value is (`cccd`, `passport`), so that equal numbers of two kinds do not meet.
            value: in its normal form as its domain defines it; here only composed to NFC.
        """
        message = envelope.binding(kind, unicodedata.normalize("NFC", value))
        return hmac.digest(self.derive("blind-index/1"), message, "sha256")

    def add_key(self) -> str:
        """Make a new current wrapping key; those before still open. Return its id.

        Raises:
            KeyRingExistsError: another rotation is under way, or one was cut off: `<ring>.new` is in the way.
        """
        self._load()
        name = secrets.token_hex(4)
        _write_beside(self.path, self._root, self._keys | {name: envelope.new_key()}, name).replace(self.path)
        sync_folder(self.path.parent)
        self._load()
        return name

    def _load(self) -> None:
        try:
            held = json.loads(_read_private(self.path))
            if held["format"] != FORMAT:
                raise KeyRingUnreadableError(self.path, f"format {held['format']!r} is not known")
            root = _key(held["root"])
            keys = {str(name): _key(value) for name, value in held["keys"].items()}
            current = str(held["current"])
        except (ValueError, KeyError, TypeError, AttributeError):
            # No chained exception: its message could quote the secrets.
            raise KeyRingUnreadableError(self.path, "not a key ring") from None
        if current not in keys:
            raise KeyRingUnreadableError(self.path, "the current key is not among the keys")
        self._root, self._keys, self.current = root, keys, current


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != envelope.KEY_BYTES:
        raise ValueError
    return key


def _read_private(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise KeyRingUnreadableError(path, "readable by others; chmod 600")
            return file.read()
    except FileNotFoundError:
        raise KeyRingMissingError(path, "no such file") from None
    except OSError as error:
        raise KeyRingUnreadableError(path, error.strerror or type(error).__name__) from None


def _write_beside(path: Path, root: bytes, keys: dict[str, bytes], current: str) -> Path:
    """Write the ring durably to `<path>.new`, which must not exist: that is also the lock between two writers."""
    beside = path.with_name(f"{path.name}.new")
    content = {
        "format": FORMAT,
        "root": base64.b64encode(root).decode(),
        "current": current,
        "keys": {name: base64.b64encode(key).decode() for name, key in keys.items()},
    }
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyRingExistsError(beside, "another change is under way, or was cut off") from None
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    return beside
