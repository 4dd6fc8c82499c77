"""What can go wrong with keys. A destroyed data key may be told to a person; the rest is for operators."""

from pathlib import Path

from services.errors import ConflictError


class DataKeyDestroyedError(ConflictError):
    """The data was purged: its key no longer exists, so nobody can read it again (promise of real deletion)."""


class KeyRingError(Exception):
    """The key ring cannot be used. Stops the start; the message names the file, never its content."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        super().__init__(f"{path}: {why}")


class KeyRingMissingError(KeyRingError):
    """There is no such file."""


class KeyRingExistsError(KeyRingError):
    """A ring is never written over: everything sealed under it would be lost."""


class KeyRingUnreadableError(KeyRingError):
    """The file is damaged, or not for us, or readable by others as well."""


class WrappingKeyUnknownError(KeyRingError):
    """A data key names a wrapping key that this ring has not got: the wrong ring, or an old copy of it."""
