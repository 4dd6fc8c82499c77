"""A file is what its bytes are: three kinds, inert, readable for years; everything else is refused by name."""

from datetime import UTC, datetime

import pikepdf
import pytest

from services.documents.errors import (
    FileAmbiguousError,
    FileEmptyError,
    FileKindRefusedError,
    FileTooHeavyError,
    FileUnreadableError,
    InspectionUnavailableError,
    PdfActiveError,
    PdfEncryptedError,
    PdfTooLongError,
    PictureTooLargeError,
)
from services.documents.kinds import ActiveContent, MediaType
from services.documents.names import display_name
from services.documents.upload import INSPECTOR, inspected, judged, take
from services.keys import DataKey
from services.sandbox import Sandbox
from services.storage import BlobStore, FileTooLargeError
from tests.unit.services.documents import pdfs

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def one_inspector():
    yield
    INSPECTOR.close()


class TestTaken:
    @pytest.mark.parametrize(
        ("content", "kind", "pages"),
        [
            (pdfs.pdf(3), MediaType.PDF, 3),
            (pdfs.picture("JPEG"), MediaType.JPEG, 1),
            (pdfs.picture("PNG"), MediaType.PNG, 1),
        ],
        ids=["pdf", "jpeg", "png"],
    )
    def test_the_three_kinds_are(self, content, kind, pages):
        found = inspected(content)

        assert (found.media_type, found.pages, found.signed) == (kind, pages, False)

    def test_byte_for_byte(self, keys, tmp_path):
        store, content = BlobStore(tmp_path), pdfs.pdf(2)
        with store.writer() as upload:
            upload.write(content)
            document = take(judged(upload), "Giấy chứng sinh.pdf", DataKey.make(keys), at=AT)

        assert b"".join(store.read(document.blob)) == content
        assert (document.name, document.pages) == ("Giấy chứng sinh.pdf", 2)


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "error"),
        [
            (b"", FileEmptyError),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", FileKindRefusedError),
            (b"<html><script>alert(1)</script>", FileKindRefusedError),
            (b"PK\x03\x04" + bytes(60), FileKindRefusedError),
            (b"MZ" + bytes(60), FileKindRefusedError),
            (b"GIF89a/*" + bytes(60), FileKindRefusedError),
            (b"%PDF-1.7\n" + bytes(60), FileUnreadableError),
            (pdfs.picture("JPEG")[:200], FileUnreadableError),
            (pdfs.picture("PNG")[:40], FileUnreadableError),
            (pdfs.pdf(encryption=pikepdf.Encryption(owner="x", user="y")), PdfEncryptedError),
            (pdfs.pdf(encryption=pikepdf.Encryption(owner="x", user="")), PdfEncryptedError),
            (pdfs.pdf() + b"<html><script>alert(1)</script></html>", FileAmbiguousError),
            (pdfs.pdf(501), PdfTooLongError),
            (pdfs.png_bomb(), PictureTooLargeError),
            (pdfs.pdf(change=pdfs.with_bomb), FileTooHeavyError),
        ],
        ids=[
            "empty",
            "svg",
            "html",
            "zip",
            "exe",
            "gif and script",
            "pdf by name alone",
            "cut jpeg",
            "cut png",
            "locked",
            "locked against printing",
            "pdf and html",
            "501 pages",
            "png bomb",
            "pdf bomb",
        ],
    )
    def test_whatever_its_name_says(self, content, error):
        with pytest.raises(error):
            inspected(content)

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            (pdfs.with_javascript, ActiveContent.JAVASCRIPT),
            (pdfs.with_launch, ActiveContent.LAUNCH),
            (pdfs.with_embedded_file, ActiveContent.EMBEDDED_FILE),
            (pdfs.with_xfa, ActiveContent.XFA),
            (pdfs.with_submit, ActiveContent.SUBMIT),
        ],
    )
    def test_a_pdf_that_would_do_something_is_refused_saying_what(self, change, what):
        with pytest.raises(PdfActiveError) as refusal:
            inspected(pdfs.pdf(change=change))

        assert refusal.value.data["what"] is what

    def test_a_file_over_the_limit_leaves_nothing_behind(self, tmp_path):
        store = BlobStore(tmp_path)
        with store.writer(limit=1_000) as upload:
            upload.write(bytes(2_000))
            with pytest.raises(FileTooLargeError):
                judged(upload)

        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class TestInspectorGone:
    def test_what_cannot_be_inspected_now_is_not_taken(self, monkeypatch):
        broken = Sandbox("services.documents.inspection:no_such_function")
        monkeypatch.setattr("services.documents.upload.INSPECTOR", broken)

        with pytest.raises(InspectionUnavailableError):
            inspected(pdfs.pdf())
        broken.close()


class TestNames:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("C:\\fakepath\\Giấy khai sinh.PDF", "Giấy khai sinh.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("ảnh.jpg", "ảnh.pdf"),
            ("", ".pdf"),
            ("a\u202efdp.exe", "afdp.pdf"),
        ],
    )
    def test_a_name_is_shown_without_its_folders_and_tricks(self, given, shown):
        found = display_name(given, MediaType.PDF)

        assert found.endswith(shown) or found == shown
        assert "/" not in found
        assert "\\" not in found
        assert "\u202e" not in found
