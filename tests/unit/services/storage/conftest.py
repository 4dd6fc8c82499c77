from pathlib import Path

import pytest

from services.keys import DataKey, KeyRing
from services.storage import BlobStore


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing.create(tmp_path / "keys" / "ring.json")


@pytest.fixture
def data_key(ring: KeyRing) -> DataKey:
    return DataKey.make(ring)


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")
