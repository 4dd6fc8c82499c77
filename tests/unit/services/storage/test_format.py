"""What a stored file can suffer, and that all of it is noticed."""

import shutil
from datetime import UTC, datetime
from itertools import pairwise
from uuid import uuid4

import pytest

from services.keys import SealBrokenError
from services.storage import BlobBrokenError, BlobMissingError, layout
from services.storage.chunks import CHUNK, HEADER_SIZE, SEALED_CHUNK, open_chunk, seal_chunk

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
BORDERS = [0, HEADER_SIZE, *(HEADER_SIZE + n * SEALED_CHUNK for n in (1, 2, 3))]


@pytest.fixture
def blob(store, data_key):
    """Three and a half chunks, each of its own letter."""
    content = b"a" * CHUNK + b"b" * CHUNK + b"c" * CHUNK + b"d" * (CHUNK // 2)
    return store.put(content, data_key, "text/plain", NOON)


@pytest.fixture
def path(store, blob):
    return layout.finished(store.folder, blob.id)


def chunks_of(path):
    content = path.read_bytes()
    return content[:HEADER_SIZE], [
        content[n : n + SEALED_CHUNK] for n in range(HEADER_SIZE, len(content), SEALED_CHUNK)
    ]


def read_all(store, blob):
    return b"".join(store.read(blob))


def test_untouched_it_comes_back(store, blob):
    assert len(read_all(store, blob)) == blob.size


@pytest.mark.parametrize("length", sorted({b + d for b in BORDERS for d in (-1, 0, 1) if b + d >= 0}))
def test_a_cut_is_noticed_before_the_first_byte(store, blob, path, length):
    with path.open("r+b") as file:
        file.truncate(length)

    with pytest.raises(BlobBrokenError):
        store.read(blob)


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_cut_is_noticed_even_if_the_row_says_so_too(store, blob, path, kept):
    with path.open("r+b") as file:
        file.truncate(HEADER_SIZE + kept * SEALED_CHUNK)
    blob.size = kept * CHUNK

    with pytest.raises(BlobBrokenError):
        read_all(store, blob)


@pytest.mark.parametrize("order", [[1, 0, 2, 3], [0, 2, 1, 3], [0, 0, 2, 3], [0, 1, 1, 3]])
def test_chunks_in_another_order_are_noticed(store, blob, path, order):
    head, chunks = chunks_of(path)
    path.write_bytes(head + b"".join(chunks[n] for n in order))

    with pytest.raises(BlobBrokenError):
        read_all(store, blob)


def test_a_chunk_more_is_noticed(store, blob, path):
    head, chunks = chunks_of(path)
    path.write_bytes(head + b"".join([chunks[0], *chunks]))
    blob.size += CHUNK

    with pytest.raises(BlobBrokenError):
        read_all(store, blob)


@pytest.mark.parametrize("place", [0, len(b"GWBLOB"), HEADER_SIZE - 1, *(n + 40 for n in BORDERS[1:])])
def test_a_changed_bit_is_noticed(store, blob, path, place):
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1]))

    with pytest.raises(BlobBrokenError):
        read_all(store, blob)


def test_another_file_under_its_name_is_noticed(store, blob, path, data_key):
    other = store.put(b"x" * blob.size, data_key, "text/plain", NOON)
    shutil.copy(layout.finished(store.folder, other.id), path)

    with pytest.raises(BlobBrokenError):
        store.read(blob)


def test_another_file_with_its_head_is_noticed(store, blob, path, data_key):
    other = store.put(b"x" * blob.size, data_key, "text/plain", NOON)
    head, _ = chunks_of(path)
    path.write_bytes(head + layout.finished(store.folder, other.id).read_bytes()[HEADER_SIZE:])

    with pytest.raises(BlobBrokenError):
        read_all(store, blob)


def test_a_chunk_is_bound_to_its_file():
    key, one, other = bytes(32), uuid4(), uuid4()

    with pytest.raises(SealBrokenError):
        open_chunk(key, seal_chunk(key, b"x", one, 0, last=True), other, 0, last=True)


@pytest.mark.parametrize(("size", "length"), [(0, 52), (CHUNK, CHUNK + 52), (CHUNK + 1, CHUNK + 1 + 81)])
def test_every_chunk_but_the_last_is_full(store, data_key, size, length):
    blob = store.put(bytes(size), data_key, "text/plain", NOON)

    assert layout.finished(store.folder, blob.id).stat().st_size == length


def test_a_missing_file_is_named(store, blob, path):
    path.unlink()

    with pytest.raises(BlobMissingError, match=str(blob.id)):
        store.read(blob)


def test_equal_chunks_do_not_look_equal(store, data_key):
    blob = store.put(bytes(3 * CHUNK), data_key, "text/plain", NOON)

    _, chunks = chunks_of(layout.finished(store.folder, blob.id))

    assert all(one[:1] == other[:1] and one[13:] != other[13:] for one, other in pairwise(chunks))
