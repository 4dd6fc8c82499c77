import io
import tempfile
from datetime import UTC, datetime

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder, encode_multipart
from werkzeug.wrappers import Request

from services.storage import FileTooLargeError, StoreUnavailableError
from services.storage.chunks import CHUNK
from services.storage.store import BlobStore
from services.storage.writer import BlobWriter

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
CANARY = "Số định danh 004190999901, Nông Thị Ước; ".encode()


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def holding_plaintext(folder):
    """Name the files that hold any recognisable piece of the canary."""
    return [path for path in files_in(folder) if b"004190999901" in path.read_bytes()]


class TestWrite:
    def test_no_plaintext_at_any_moment(self, store, data_key):
        writer = store.writer()
        found = []
        for _ in range(100):
            writer.write(CANARY * 1000)
            found += holding_plaintext(store.folder)
        assert files_in(store.folder)

        writer.seek(0)
        found += holding_plaintext(store.folder)
        blob = writer.finish(data_key, "text/plain", NOON)
        found += holding_plaintext(store.folder)

        assert found == []
        assert b"".join(store.read(blob)) == CANARY * 100_000

    def test_only_the_finished_file_is_left(self, store, data_key):
        with store.writer() as writer:
            writer.write(CANARY)
            writer.finish(data_key, "text/plain", NOON)

        assert [path.name for path in files_in(store.folder)] == [str(writer.blob_id)]
        assert files_in(store.folder / "tmp") == []

    def test_after_a_look_nothing_more_is_taken(self, store):
        with store.writer() as writer:
            writer.write(b"x")
            writer.seek(0)

            with pytest.raises(io.UnsupportedOperation):
                writer.write(b"y")

    def test_a_disk_that_refuses_is_named(self, tmp_path):
        (tmp_path / "file").touch()

        with BlobStore(tmp_path / "file" / "blobs").writer() as writer, pytest.raises(StoreUnavailableError):
            writer.write(bytes(CHUNK + 1))


class TestLook:
    def test_it_can_be_read_before_it_is_finished(self, store, data_key):
        with store.writer() as writer:
            writer.write(b"%PDF-")
            writer.write(b"1.7")

            assert writer.seek(0) == 0
            assert writer.read(5) == b"%PDF-"
            assert writer.tell() == 5
            with writer.open() as file:
                assert file.read() == b"%PDF-1.7"
            assert writer.finish(data_key, "application/pdf", NOON).size == 8

    def test_it_can_be_read_after_it_is_finished(self, store, data_key):
        with store.writer() as writer:
            writer.write(b"abc")
            writer.finish(data_key, "text/plain", NOON)

            assert writer.read() == b"abc"
            with writer.open() as file:
                assert file.read() == b"abc"


class TestDropped:
    def test_aborted(self, store):
        writer = store.writer()
        writer.write(bytes(3 * CHUNK))
        assert files_in(store.folder)

        writer.abort()

        assert files_in(store.folder) == []

    def test_left_by_an_error(self, store):
        def judge():
            with store.writer() as writer:
                writer.write(bytes(3 * CHUNK))
                writer.seek(0)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            judge()

        assert files_in(store.folder) == []

    def test_forgotten(self, store):
        writer = store.writer()
        writer.write(bytes(3 * CHUNK))

        del writer

        assert files_in(store.folder) == []


class TestLimit:
    def test_up_to_it(self, store, data_key):
        with store.writer(limit=CHUNK) as writer:
            writer.write(bytes(CHUNK))

            assert not writer.too_large
            assert writer.finish(data_key, "text/plain", NOON).size == CHUNK

    def test_beyond_it_nothing_is_kept_and_whoever_looks_is_told(self, store, data_key):
        with store.writer(limit=2 * CHUNK) as writer:
            for _ in range(4):
                writer.write(bytes(CHUNK))
            writer.seek(0)

            assert writer.too_large
            assert files_in(store.folder) == []
            for look in (writer.open, writer.read, lambda: writer.finish(data_key, "text/plain", NOON)):
                with pytest.raises(FileTooLargeError) as refused:
                    look()
                assert refused.value.data == {"megabytes": "2"}


class TestForm:
    """As the target of Werkzeug's form parser, which left alone writes plaintext over 500 kB to the temp folder."""

    @pytest.fixture(autouse=True)
    def no_temp_folder(self, tmp_path, monkeypatch):
        """Whoever makes a temporary file fails; looking for one would miss those that never have a name."""
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))

    def post(self, store, content, **limits):
        class SealingRequest(Request):
            def _get_file_stream(self, *args, **kwargs):
                return store.writer(**limits)

        return SealingRequest(form_with(content))

    @pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Werkzeug's, dropped when its write fails
    def test_left_alone_werkzeug_does_make_a_temporary_file(self):
        with pytest.raises(FileNotFoundError), Request(form_with(CANARY * 40_000)) as request:
            _ = request.files

    def test_an_upload_is_sealed_on_the_way(self, store, data_key):
        with self.post(store, CANARY * 40_000) as request:
            writer = request.files["file"].stream
            assert isinstance(writer, BlobWriter)
            assert writer.read(10) == CANARY[:10]
            assert holding_plaintext(store.folder) == []
            blob = writer.finish(data_key, "text/plain", NOON)

        assert b"".join(store.read(blob)) == CANARY * 40_000

    def test_the_other_fields_survive_a_file_too_large(self, store):
        with self.post(store, CANARY * 40_000, limit=CHUNK) as request:
            assert request.form["kind"] == "cccd"
            assert request.files["file"].stream.too_large

    def test_an_input_left_empty_is_an_empty_file(self, store):
        with self.post(store, b"") as request:
            assert request.files["file"].stream.size == 0

    def test_what_the_view_does_not_keep_goes_with_the_request(self, store):
        with self.post(store, CANARY * 40_000) as request:
            assert request.files["file"].filename == "a.txt"
            assert files_in(store.folder)

        assert files_in(store.folder) == []


def form_with(content):
    boundary, body = encode_multipart({"kind": "cccd", "file": FileStorage(io.BytesIO(content), "a.txt")})
    builder = EnvironBuilder(
        method="POST", input_stream=io.BytesIO(body), content_type=f"multipart/form-data; boundary={boundary}"
    )
    return builder.get_environ()
