import hashlib
import os
import random
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.keys import DataKey, DataKeyDestroyedError, SealBrokenError
from services.storage import Blob, BlobStore, StoreUnavailableError, layout
from services.storage.chunks import CHUNK

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
CONTENT = random.Random(7).randbytes(3 * CHUNK + CHUNK // 2)  # noqa: S311 - the same bytes in every run


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


class TestPut:
    def test_the_row_describes_the_plaintext(self, store, data_key):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)

        assert (blob.size, blob.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).digest())
        assert (blob.media_type, blob.created_at, blob.data_key) == ("application/pdf", NOON, data_key)

    def test_the_name_tells_no_time(self, store, data_key):
        assert store.put(b"x", data_key, "text/plain", NOON).id.version == 4

    def test_nobody_else_may_look(self, store, data_key):
        store.put(b"x", data_key, "text/plain", NOON)

        modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in [store.folder, *store.folder.rglob("*")]}

        assert modes == {True: 0o700, False: 0o600}


class TestRead:
    @pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, len(CONTENT)])
    def test_what_went_in_comes_out(self, store, data_key, size):
        blob = store.put(CONTENT[:size], data_key, "application/pdf", NOON)

        assert b"".join(store.read(blob)) == CONTENT[:size]

    def test_an_answer_that_is_never_sent_leaves_nothing_open(self, store, data_key):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)

        before = open_files()

        pieces = store.read(blob)

        assert pieces
        assert open_files() == before

    def test_a_destroyed_key_purges_the_file(self, store, data_key):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)

        data_key.destroy(NOON)

        with pytest.raises(DataKeyDestroyedError):
            store.read(blob)

    def test_after_a_rotation_it_still_opens(self, store, ring, data_key):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)
        ring.add_key()

        data_key.rewrap(ring)

        assert b"".join(store.read(blob)) == CONTENT


class TestOpen:
    @hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @example(steps=[(CHUNK - 1, 2), (len(CONTENT) - 1, 5), (0, 1)])
    @given(steps=st.lists(st.tuples(st.integers(0, len(CONTENT) + 10), st.integers(0, CHUNK + 10)), max_size=4))
    def test_it_reads_anywhere_like_a_plain_file(self, store, data_key, steps):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)

        with store.open(blob) as file:
            for start, length in steps:
                assert file.seek(start) == start
                assert file.read(length) == CONTENT[start : start + length]
                assert file.tell() == start + len(CONTENT[start : start + length])

    def test_it_seeks_from_the_end_and_from_here(self, store, data_key):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)

        with store.open(blob) as file:
            assert file.seek(-5, os.SEEK_END) == len(CONTENT) - 5
            assert file.read(3) == CONTENT[-5:-2]
            assert file.seek(1, os.SEEK_CUR) == len(CONTENT) - 1
            assert file.read() == CONTENT[-1:]


class TestMoveTo:
    def test_the_other_key_opens_it_and_the_first_may_go(self, store, ring, data_key):
        blob = store.put(CONTENT, data_key, "application/pdf", NOON)
        other = DataKey.make(ring)

        blob.move_to(other)
        data_key.destroy(NOON)

        assert b"".join(store.read(blob)) == CONTENT

    def test_a_file_key_put_into_another_row_does_not_open(self, store, data_key):
        blob, other = (store.put(b"x", data_key, "text/plain", NOON) for _ in range(2))

        other.file_key_sealed = blob.file_key_sealed

        with pytest.raises(SealBrokenError):
            store.read(other)


class TestDelete:
    def test_the_file_is_gone_and_a_second_time_is_no_error(self, store, data_key):
        blob = store.put(b"x", data_key, "text/plain", NOON)

        store.delete(blob.id)
        store.delete(blob.id)

        assert not layout.finished(store.folder, blob.id).exists()


class TestOrphans:
    def test_only_old_files_without_a_row_are_named(self, store, data_key):
        known, lost, young = (store.put(b"x", data_key, "text/plain", NOON).id for _ in range(3))
        unfinished = store.writer()
        unfinished.write(bytes(CHUNK + 1))
        for blob_id in (known, lost):
            os.utime(layout.finished(store.folder, blob_id), (NOON.timestamp(), NOON.timestamp()))
        os.utime(layout.unfinished(store.folder, unfinished.blob_id), (NOON.timestamp(), NOON.timestamp()))

        found = set(store.orphans({known}, older_than=NOON + timedelta(hours=1)))

        assert found == {lost, unfinished.blob_id}
        assert young not in found
        unfinished.abort()


class TestProbe:
    def test_it_leaves_nothing(self, store):
        store.probe()

        assert [path for path in store.folder.rglob("*") if path.is_file()] == []

    def test_a_store_that_cannot_be_written_is_named(self, tmp_path):
        (tmp_path / "file").touch()

        with pytest.raises(StoreUnavailableError):
            BlobStore(tmp_path / "file" / "blobs").probe()


class TestRow:
    def test_it_opens_the_file_in_another_request(self, session, keys, store):
        session.add(store.put(CONTENT, DataKey.make(keys), "application/pdf", NOON))
        session.flush()
        session.expunge_all()

        blob = session.scalars(select(Blob)).one()

        assert b"".join(store.read(blob)) == CONTENT

    @pytest.mark.parametrize(
        ("wrong", "rule"), [({"sha256": b"x"}, "ck_blob_sha256_length"), ({"size": -1}, "ck_blob_size_not_negative")]
    )
    def test_the_database_refuses_nonsense(self, session, keys, wrong, rule):
        row = {"sha256": bytes(32), "size": 1, "file_key_sealed": b"x", "media_type": "a/b", "created_at": NOON} | wrong
        session.add(Blob(id=uuid.uuid4(), data_key=DataKey.make(keys), **row))

        with pytest.raises(IntegrityError, match=rule):
            session.flush()
