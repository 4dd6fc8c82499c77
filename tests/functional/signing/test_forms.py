"""Forms 01 and 03 as the counter's acts have them made: drawn, signed by the system, kept once."""

import subprocess

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy.orm import joinedload

from gateway.jobs.papers import FORM_01, FORM_02, FORM_03, issue_form
from services.actor import Role
from services.documents.issued import issued_form
from services.documents.models import Document
from services.dossiers.codes import opens
from services.dossiers.desk import Finding, check_components
from services.dossiers.desk.checking import handed_in
from services.dossiers.desk.refusing import Refusal, RefusalReason, approve_refusal, propose_refusal
from services.dossiers.kinds import ComponentMark
from services.dossiers.models import Dossier
from services.dossiers.supplements.at_receipt import ask_at_receipt
from services.dossiers.supplements.requesting import Asking
from services.results.verdict.kinds import Reason, VerdictKind
from tests.factories import FRIDAY, a_citizen, a_filing, an_officer
from tests.functional.signing.conftest import OPENED, without_trust
from tests.results import birth, legal_aid


def text_of(pdf: bytes, tmp_path, *, as_laid_out: bool = True) -> str:
    """The words, line by line across the page, or column by column."""
    file = tmp_path / "form.pdf"
    file.write_bytes(pdf)
    layout = ["-layout"] if as_laid_out else []
    return subprocess.run(["/usr/bin/pdftotext", *layout, file, "-"], capture_output=True, text=True, check=True).stdout


def pdf_of(works, document_id) -> bytes:
    with works.database.reading() as session:
        blob = session.get_one(Document, document_id, options=[joinedload(Document.blob)]).blob
        return b"".join(works.office.store.read(blob))


def refused(session) -> Dossier:
    """A dossier that the head of the ward's centre refused at receipt."""
    filing = a_filing(session, a_citizen(session)).unit()
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    dossier = filing.step("delivery", delivery="electronic").papers().submit()
    receiver, head = (an_officer(session, role, "X01273.TT") for role in (Role.RECEIVER, Role.CENTRE_HEAD))
    why = Refusal(
        RefusalReason.WRONG_PROCEDURE, "Việc này theo thủ tục khác.", "Điều 5 Nghị định mẫu.", "Nộp 1.000000."
    )
    propose_refusal(session, dossier.id, why, by=receiver, at=FRIDAY)
    return approve_refusal(session, dossier.id, by=head, at=FRIDAY)


def asked(session) -> Dossier:
    """A dossier of which the receiver of the ward found every other paper not in order."""
    filing = a_filing(session, a_citizen(session), "1.004873").unit()
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    dossier = filing.step("delivery", delivery="electronic").papers().submit()
    receiver = an_officer(session, Role.RECEIVER, "X01273.TT")
    marks = (ComponentMark.DATA_NOT_FOUND, "Không thấy số định danh."), (ComponentMark.GOOD, None)
    found = [Finding(row.id, *marks[at % 2]) for at, row in enumerate(handed_in(session, dossier.id))]
    check_components(session, dossier.id, found, by=receiver, at=FRIDAY)
    asking = Asking(10, "Bản chụp cần thấy đủ bốn góc.", "Điều 22 Nghị định mẫu")
    return ask_at_receipt(session, dossier.id, asking, by=receiver, at=FRIDAY)


@pytest.fixture(scope="module")
def made(session_works):
    """A dossier and its receipt."""
    session_works.clock.now = OPENED
    dossier_id = session_works.do(lambda session: birth(session).id)
    return dossier_id, issue_form(session_works.office, dossier_id, FORM_01)


class TestReceipt:
    def test_it_says_code_due_day_and_how_it_was_counted(self, works, made, tmp_path):
        dossier_id, document_id = made
        with works.database.reading() as session:
            code = session.get_one(Dossier, dossier_id).code

        text = text_of(pdf_of(works, document_id), tmp_path)

        assert f"Số: {code}/TNHS" in text
        assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
        assert "Ngày 20/11/2026, trước khi hết giờ làm việc" in text
        assert "Trong ngày; nhận sau 15:00 thì trả vào ngày làm việc tiếp theo" in " ".join(text.split())
        assert "Tiếp nhận không quá 15:00, trả kết quả trong ngày" in text
        assert "Giấy chứng sinh" in text
        assert "Hoàng Thị Cửa Mẫu" in text
        assert "BẢN TRÌNH DIỄN" in text

    def test_it_has_a_place_for_whoever_stands_for_it(self, works, made, tmp_path):
        text = " ".join(text_of(pdf_of(works, made[1]), tmp_path, as_laid_out=False).split())

        assert "01 bộ" in text
        for named in ("NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "KÝ SỐ TỰ ĐỘNG CỦA HỆ THỐNG"):
            assert named in text
        assert "bằng tài khoản định danh điện tử Người Thử Mẫu" in text

    def test_the_form_of_the_commonest_matter_is_one_page(self, works, made):
        assert len(PdfDocument(pdf_of(works, made[1]))) == 1

    def test_it_promises_no_look_up_that_is_not_there(self, works, made, tmp_path):
        text = " ".join(text_of(pdf_of(works, made[1]), tmp_path).split())

        assert "xem được tình trạng" not in text
        assert "sau khi đăng nhập bằng tài khoản đã nộp hồ sơ" in text

    def test_the_secret_on_it_opens_the_dossier(self, works, made, tmp_path):
        dossier_id, document_id = made
        text = text_of(pdf_of(works, document_id), tmp_path)
        secret = text.partition("Mã tra cứu:")[2].split()[0].rstrip(".")

        with works.database.reading() as session:
            assert opens(session.get_one(Dossier, dossier_id), secret)

    def test_it_promises_no_page_that_is_not_there(self, works, made, tmp_path):
        text = " ".join(text_of(pdf_of(works, made[1]), tmp_path).split())

        assert "Giữ kín mã này cùng với mã số hồ sơ. Mã QR" in text
        assert "xem được sau khi đăng nhập bằng tài khoản đã nộp hồ sơ" in text
        assert "/tra-cuu" not in text

    def test_it_is_signed_by_the_system_and_shown_as_such(self, works, made):
        found = works.verify(pdf_of(works, made[1]))

        assert found.kind is VerdictKind.SIGNED_NOT_ISSUED
        assert found.verdict.reasons == (Reason.NOT_IN_REGISTER,)
        assert [one.role for one in found.verdict.findings.signatures] == ["system"]

    def test_a_second_run_finds_the_first(self, works, made):
        assert issue_form(works.office, made[0], FORM_01) == made[1]

    def test_without_a_time_stamp_there_is_no_paper_yet(self, works):
        dossier_id = works.do(lambda session: birth(session).id)

        with pytest.raises(Exception, match="TrustServiceUnavailable"):
            issue_form(without_trust(works), dossier_id, FORM_01)

        with works.database.reading() as session:
            assert issued_form(session, dossier_id, "01") is None

    def test_a_days_limit_names_the_days_that_do_not_count(self, works, tmp_path):
        dossier_id = works.do(lambda session: legal_aid(session).id)
        text = text_of(pdf_of(works, issue_form(works.office, dossier_id, FORM_01)), tmp_path)

        assert "5 ngày làm việc" in text
        assert "Ngày nghỉ cuối tuần" in text


class TestRefusal:
    def test_it_names_who_approved_it_and_why(self, works, tmp_path):
        dossier_id = works.do(lambda session: refused(session).id)

        text = text_of(pdf_of(works, issue_form(works.office, dossier_id, FORM_03)), tmp_path)

        assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in text
        assert "Việc này theo thủ tục khác." in text
        assert "Điều 5 Nghị định mẫu." in text
        assert "Nộp 1.000000." in text
        assert text.index("NGƯỜI PHÊ DUYỆT") < text.index("Mã Thị Trung Mẫu")
        assert "Người đề xuất: Hoàng Thị Cửa Mẫu" in text


class TestRequestForPapers:
    def test_it_names_every_fault_with_its_words_and_the_last_day(self, works, tmp_path):
        works.clock.now = OPENED
        dossier_id = works.do(lambda session: asked(session).id)

        document_id = issue_form(works.office, dossier_id, FORM_02)

        text = " ".join(text_of(pdf_of(works, document_id), tmp_path, as_laid_out=False).split())
        assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in text
        assert "Không tìm thấy dữ liệu" in text
        assert "Không thấy số định danh." in text
        assert "Hạn bổ sung: đến hết ngày 30/11/2026." in text
        assert "Căn cứ: Điều 22 Nghị định mẫu" in text
        assert "Hoàng Thị Cửa Mẫu" in text
        assert PdfDocument(pdf_of(works, document_id)).get_metadata_dict()["Title"].startswith("Phiếu yêu cầu")
