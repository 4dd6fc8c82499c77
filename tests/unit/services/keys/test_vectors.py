"""What was sealed in 2026 opens for good: tests/vectors/sealed-1.json is never made anew, a second may join it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.keys import DataKey, KeyRing, Sealed
from services.storage import Blob, BlobStore, layout

VECTOR = json.loads((Path(__file__).parents[3] / "vectors" / "sealed-1.json").read_text(encoding="utf-8"))


@pytest.fixture
def ring(tmp_path):
    path = tmp_path / "ring.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(VECTOR["ring"]))
    return KeyRing.open(path)


@pytest.fixture
def data_key(ring):
    row = VECTOR["data_key"]
    key = DataKey(id=UUID(row["id"]), key_id=row["key_id"], wrapped=bytes.fromhex(row["wrapped"]))
    key._remember(ring)
    return key


def test_derived_key(ring):
    assert ring.derive(VECTOR["derived"]["purpose"]).hex() == VECTOR["derived"]["key"]


def test_blind_index(ring):
    one = VECTOR["blind_index"]

    assert ring.blind_index(one["kind"], one["value"]).hex() == one["index"]


def test_column(data_key):
    class Paper(SimpleNamespace):
        name = Sealed(VECTOR["column"]["context"], "name_sealed")

    sealed = bytes.fromhex(VECTOR["column"]["sealed"])

    assert Paper(id=UUID(VECTOR["column"]["row"]), data_key=data_key, name_sealed=sealed).name == VECTOR["text"]


def test_mac(data_key):
    one = VECTOR["mac"]

    assert data_key.mac(one["purpose"], one["message"].encode()).hex() == one["mac"]


def test_file(data_key, tmp_path):
    one = VECTOR["blob"]
    blob = Blob(
        id=UUID(one["id"]),
        data_key=data_key,
        size=one["size"],
        file_key_sealed=bytes.fromhex(one["file_key_sealed"]),
        sha256=bytes(32),
        media_type="text/plain",
        created_at=datetime(2026, 11, 2, tzinfo=UTC),
    )
    path = layout.finished(tmp_path, blob.id)
    path.parent.mkdir()
    path.write_bytes(bytes.fromhex(one["file"]))

    assert b"".join(BlobStore(tmp_path).read(blob)).decode() == VECTOR["text"]
