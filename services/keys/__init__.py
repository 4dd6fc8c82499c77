"""Sealing: the key ring, a data key per person, organisation, draft, dossier, shipment, and columns only they open.

Why it is built so: docs/decisions/0002-sealed-columns-and-files.md.
"""

from services.keys.columns import HasDataKey, Sealed, SealedJson
from services.keys.data_key import DataKey
from services.keys.envelope import SealBrokenError
from services.keys.errors import (
    DataKeyDestroyedError,
    KeyRingError,
    KeyRingExistsError,
    KeyRingMissingError,
    KeyRingUnreadableError,
    WrappingKeyUnknownError,
)
from services.keys.ring import KeyRing, WrappedKey

__all__ = [
    "DataKey",
    "DataKeyDestroyedError",
    "HasDataKey",
    "KeyRing",
    "KeyRingError",
    "KeyRingExistsError",
    "KeyRingMissingError",
    "KeyRingUnreadableError",
    "SealBrokenError",
    "Sealed",
    "SealedJson",
    "WrappedKey",
    "WrappingKeyUnknownError",
]
