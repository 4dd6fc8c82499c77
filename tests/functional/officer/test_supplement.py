"""Papers are asked for, handed in and looked at, page by page, by citizen, receiver and head of the centre."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from gateway.jobs.papers import FORM_01, FORM_02, issue_form
from services.actor import Actor, Role
from services.dossiers.kinds import ComponentMark, DossierState
from services.dossiers.models import Dossier
from services.people.models import IdentityKind
from services.people.queries import find_people_by_number
from tests.desks import a_dossier
from tests.functional.citizen.walking import file_general, file_of, reference_on
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.walking import DESK, found_in_list, marked
from tests.unit.services.documents import pdfs

P01 = "004190999901"
TODAY = {
    "submitted_at": MONDAY,
    "received_at": MONDAY,
    "arrived_at": MONDAY,
    "due_on": date(2026, 11, 27),
    "due_by": datetime(2026, 11, 27, 17, tzinfo=UTC),
}
COUNTED_LATE = "Tính là quá hạn vì yêu cầu bổ sung quá một lần"
AGAIN = {"asked_rounds": 1, "delivered_rounds": 1, "mark": ComponentMark.UNSIGNED, "submitted_at": MONDAY}


@pytest.fixture
def asked(sign_in, officer):
    """A dossier whose receiver found two papers not in order; its reference, and the receiver's page after."""
    reference = reference_on(file_general(sign_in("P01")))
    form = marked(officer("P12").get(f"{DESK}/{reference}"))
    marks = [name for name in form.names() if name.startswith("dau_")]
    form.set(marks[0], "data_not_found").set(marks[0].replace("dau", "nhan_xet"), "Không thấy trong dữ liệu hộ tịch.")
    if len(marks) > 1:
        form.set(marks[1], "unreadable")
    page = form.fill(so_ngay="10", loi_bo_sung="Có thể nộp bản chụp rõ.").submit("Gửi yêu cầu bổ sung")
    return reference, page


class TestAsking:
    def test_the_receiver_asks_with_the_marks_of_the_same_form(self, asked, prepared):
        reference, page = asked

        assert "Đã gửi yêu cầu bổ sung" in page.text
        assert "Yêu cầu bổ sung giấy tờ" in page.text
        assert "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu số 02)" in page.text
        assert prepared(lambda s: _dossier(s, reference).state) is DossierState.SUPPLEMENT_ASKED

    def test_what_was_typed_comes_back_where_the_days_are_missing(self, officer, prepared, events):
        reference = prepared(lambda s: a_dossier(s, mark=ComponentMark.MISSING, submitted_at=MONDAY).reference)
        before = len(events("dossier_act_refused"))
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")

        page = form.fill(so_ngay="mười", loi_bo_sung="để dành").submit("Gửi yêu cầu bổ sung")

        assert page.status == 422
        assert "từ 1 đến 180" in page.errors[0]
        assert page.form("tiep-nhan").values["loi_bo_sung"] == "để dành"
        assert len(events("dossier_act_refused")) == before + 1

    def test_form_02_names_every_fault(self, asked, worker):
        reference, _ = asked
        key = worker.dossier(reference)

        document = issue_form(worker.office, key, FORM_02)

        assert issue_form(worker.office, key, FORM_02) == document


class TestAnswering:
    def test_the_applicant_answers_in_one_place_and_hands_all_of_it_in(self, asked, sign_in, officer):
        reference, _ = asked
        citizen = sign_in("P01")
        assert "Bổ sung giấy tờ" in citizen.get("/ho-so").text
        page = citizen.get(f"/ho-so/{reference}")
        assert "Không thấy trong dữ liệu hộ tịch." in page.text
        page = page.follow("Bổ sung giấy tờ")
        papers = [form["id"] for form in page.select("form[id^=giay-to-]")]

        refused = page.form("nop-bo-sung").submit()
        assert refused.status == 409
        assert "Còn thiếu giấy tờ số" in refused.text

        first = page.form(papers[0])
        name = next(one for one in first.names() if one.endswith("-tep"))
        page = first.set(name, [file_of(pdfs.pdf(2), "bản rõ.pdf")]).submit()
        assert "Đã nhận 1 tệp" in page.text
        assert officer("P12").get(page.link("bản rõ.pdf").replace("/ho-so", DESK, 1)).status == 404
        for paper in papers[1:]:
            form = page.form(paper)
            names = {one.rpartition("-")[2]: one for one in form.names()}
            page = form.set(names["tra_loi"], "not_my_case").set(names["ghi_chu"], "Không có.").submit()
        page = page.form("nop-bo-sung").submit()

        assert "Đã nộp giấy tờ bổ sung" in page.text
        desk = officer("P12").get(f"{DESK}/{reference}")
        assert "bản rõ.pdf" in desk.text
        assert "Bản nộp trước, đã được thay" in desk.text
        assert "Tiếp nhận hồ sơ" in marked(desk).submit("Tiếp nhận hồ sơ").text

    def test_a_file_is_taken_back_and_a_word_too_few_is_told(self, asked, sign_in):
        reference, _ = asked
        citizen = sign_in("P01")
        page = citizen.get(f"/ho-so/{reference}/bo-sung")
        paper = page.select("form[id^=giay-to-]")[0]["id"]
        form = page.form(paper)
        names = {one.rpartition("-")[2]: one for one in form.names()}

        assert form.submit().status == 422
        page = page.form(paper).set(names["tra_loi"], "look_up").submit()
        assert page.status == 422
        page = citizen.get(f"/ho-so/{reference}/bo-sung").form(paper)
        page = page.set(names["tep"], [file_of(pdfs.pdf(1), "nhầm.pdf")]).submit()
        page = page.form(page.select("form[id^=bo-]")[0]["id"]).submit()
        assert "Đã bỏ tệp" in page.text
        assert "nhầm.pdf" not in page.text

    def test_a_file_that_cannot_be_taken_is_named(self, asked, sign_in):
        reference, _ = asked
        page = sign_in("P01").get(f"/ho-so/{reference}/bo-sung")
        form = page.form(page.select("form[id^=giay-to-]")[0]["id"])
        name = next(one for one in form.names() if one.endswith("-tep"))

        page = form.set(name, [file_of(b"xin", "thư.txt")]).submit()

        assert page.status == 422
        assert "thư.txt" in page.errors[0]

    def test_nobody_else_finds_it_and_nothing_asked_leads_back(self, asked, sign_in, prepared):
        reference, _ = asked
        quiet = prepared(lambda s: a_dossier(s, submitted_at=MONDAY).reference)

        assert sign_in("P04").get(f"/ho-so/{reference}/bo-sung").status == 404
        assert sign_in("P04").get(f"/ho-so/{quiet}/bo-sung").status == 404

    def test_a_session_that_ended_loses_no_word(self, asked, sign_in):
        reference, _ = asked
        page = sign_in("P01").get(f"/ho-so/{reference}/bo-sung")
        form = page.form(page.select("form[id^=giay-to-]")[0]["id"])
        names = {one.rpartition("-")[2]: one for one in form.names()}
        form.set(names["tra_loi"], "look_up").set(names["ghi_chu"], "ở phường").set("csrf_token", "cũ")

        page = form.submit()

        assert page.status == 400
        assert "ở phường" in page.html


class TestAgain:
    def test_the_receiver_proposes_and_the_head_gives_the_reason(self, officer, prepared):
        reference = prepared(lambda s: _once(s).reference)
        page = officer("P12").get(f"{DESK}/{reference}")
        assert "bị tính là quá hạn" in page.text
        page = page.form("tiep-nhan").fill(so_ngay="5", loi_bo_sung="Trang sau không mở được.")
        assert "Đã gửi đề xuất" in page.submit("Gửi đề xuất yêu cầu lần nữa").text

        head = officer("P22")
        page = head.get("/can-bo").follow(reference)
        assert "Trang sau không mở được." in page.text
        assert "Thiếu chữ ký hoặc dấu" in page.text
        assert page.form("duyet-bo-sung").submit().status == 422
        page = page.form("duyet-bo-sung").fill(vi_sao="Đơn phải có chữ ký.").submit()

        assert "Đã gửi yêu cầu bổ sung" in page.text
        assert prepared(lambda s: _dossier(s, reference).asked_rounds) == 2

    def test_the_head_turns_it_down(self, officer, prepared):
        reference = prepared(lambda s: _once(s).reference)
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")
        form.fill(so_ngay="5", loi_bo_sung="Sót.").submit("Gửi đề xuất yêu cầu lần nữa")
        page = officer("P22").get(f"{DESK}/{reference}")

        assert page.form("khong-duyet-bo-sung").submit().status == 422
        page = page.form("khong-duyet-bo-sung").fill(loi="Nhận được.").submit()

        assert "Đã trả lại đề xuất" in page.text


class TestAppraisal:
    """P13 handles, P14 leads, P12 is the counter of the ward; P01 applies."""

    @pytest.fixture
    def taken(self, sign_in, officer, prepared):
        sign_in("P01")
        by = prepared(lambda s: Actor(find_people_by_number(s, IdentityKind.CITIZEN_ID, P01)[0].id, Role.CITIZEN))
        code = prepared(
            lambda s: a_dossier(s, DossierState.IN_PROGRESS, code="1.004873", files=2, applicant=by, **TODAY).code
        )
        officer("P13").get(f"{DESK}/{code}").button("Nhận thụ lý")
        return code

    def proposed(self, officer, code):
        page = officer("P13").get(f"{DESK}/{code}").follow("Đề xuất yêu cầu bổ sung giấy tờ")
        form = page.form("de-xuat-bo-sung").fill(dau_0="wrong", nhan_xet_0="Thiếu trang hai.", dau_1="good")
        return form.fill(so_ngay="10", vi_sao="Trang hai có chữ ký.", can_cu="Điều 22").submit()

    def test_from_the_specialist_to_the_applicant_and_back(self, officer, sign_in, taken, worker):
        assert "Đã gửi đề xuất yêu cầu bổ sung" in self.proposed(officer, taken).text
        page = found_in_list(officer("P14"), taken, "cho-xu-ly")
        assert "Thiếu trang hai." in page.text
        assert "Đã duyệt" in page.form("duyet-yeu-cau").submit().text
        page = found_in_list(officer("P12"), taken, "bo-sung")
        assert "đã được duyệt, chờ gửi" in page.text
        page = page.form("gui-yeu-cau").submit()
        assert "Tạm dừng tính hạn" in page.text
        issue_form(worker.office, worker.dossier(taken), FORM_02)

        citizen = sign_in("P01")
        page = citizen.get(f"/ho-so/{taken}")
        assert "Tạm dừng tính từ 09:00 ngày 23/11/2026." in page.text
        assert "Tải Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ" in page.text
        page = page.follow("Bổ sung giấy tờ")
        form = page.form("giay-to-0")
        names = {one.rpartition("-")[2]: one for one in form.names()}
        page = form.set(names["tep"], [file_of(pdfs.pdf(2), "đủ trang.pdf")]).submit()
        assert "Đã nộp giấy tờ bổ sung" in page.form("nop-bo-sung").submit().text
        assert citizen.get(f"/ho-so/{taken}/bo-sung").path == f"/ho-so/{taken}"

        page = found_in_list(officer("P12"), taken, "bo-sung")
        assert "đủ trang.pdf" in page.text
        assert "Hạn trả mới là" in page.text
        page = page.form("nhan-bo-sung").submit()
        assert "Đã tiếp nhận bổ sung" in page.text
        assert "Tính lại từ khi nhận đủ bổ sung" in page.text
        assert "Tiếp nhận giấy tờ bổ sung" in citizen.get(f"/ho-so/{taken}").text
        issue_form(worker.office, worker.dossier(taken), FORM_01)

    def test_what_was_typed_comes_back_to_the_specialist(self, officer, taken):
        page = officer("P13").get(f"{DESK}/{taken}/de-xuat-bo-sung")
        form = page.form("de-xuat-bo-sung").fill(dau_0="mismatch", nhan_xet_0="", so_ngay="10", vi_sao="Vì vậy.")

        page = form.submit()

        assert page.status == 422
        assert "giấy tờ số 1" in page.errors[0]
        assert page.form("de-xuat-bo-sung").values["vi_sao"] == "Vì vậy."

    def test_nobody_else_gets_to_that_page(self, officer, taken):
        assert officer("P12").get(f"{DESK}/{taken}/de-xuat-bo-sung").status == 403
        assert officer("P17").get(f"{DESK}/{taken}/de-xuat-bo-sung").path == f"{DESK}/{taken}"

    def test_the_leader_turns_it_down(self, officer, taken):
        self.proposed(officer, taken)
        leader = officer("P14")
        page = leader.get(f"{DESK}/{taken}")
        assert page.form("khong-duyet-yeu-cau").submit().status == 422

        page = page.form("khong-duyet-yeu-cau").fill(loi="Đủ rồi.").submit()

        assert "Đã trả lại đề xuất" in page.text
        assert "Đủ rồi." in officer("P13").get(f"{DESK}/{taken}").text

    def test_a_second_request_says_its_price_before_the_click(self, officer, prepared, taken):
        prepared(lambda s: _asked_once(s, taken))
        assert "bị tính là quá hạn" in officer("P13").get(f"{DESK}/{taken}/de-xuat-bo-sung").text
        self.proposed(officer, taken)
        page = officer("P14").get(f"{DESK}/{taken}")
        assert "bị tính là quá hạn" in page.text

        refused = page.form("duyet-yeu-cau").submit()
        assert refused.status == 422
        assert "Hãy ghi lý do" in refused.errors[0]
        page = refused.form("duyet-yeu-cau").fill(vi_sao="Bản mới vẫn thiếu.").submit()

        assert "Đã duyệt" in page.text
        assert COUNTED_LATE not in page.text  # it is sent that counts

    def test_a_second_request_counts_as_overdue_once_it_is_sent(self, officer, prepared, taken):
        prepared(lambda s: _asked_once(s, taken))
        self.proposed(officer, taken)
        officer("P14").get(f"{DESK}/{taken}").form("duyet-yeu-cau").fill(vi_sao="Bản mới vẫn thiếu.").submit()

        page = found_in_list(officer("P12"), taken, "bo-sung").form("gui-yeu-cau").submit()

        assert COUNTED_LATE in page.text
        (row,) = [one for one in officer("P13").get("/can-bo", khay="cua-toi").select("tbody tr") if taken in one.text]
        assert COUNTED_LATE in row.text
        (figures,) = officer("P23").get("/quan-tri").select("table")[0].select("tbody tr")
        cells = {one["data-label"]: one.get_text(strip=True) for one in figures.select("td")}
        assert int(cells["Tính là quá hạn"]) >= 1


def _asked_once(session, code):
    dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
    dossier.asked_rounds = dossier.delivered_rounds = 1


def _once(session):
    return a_dossier(session, **AGAIN)


def _dossier(session, reference):
    return session.scalars(select(Dossier).where(Dossier.reference == reference)).one()
