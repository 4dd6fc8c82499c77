"""Ends without a result, page by page: stopped, closed, withdrawn; and a receipt that was a mistake."""

import pytest
from sqlalchemy import select

from gateway.jobs.closing import put_before
from gateway.jobs.papers import FORM_01, FORM_05, WITHDRAWAL, issue_form
from services.actor import Actor, Role
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.people.models import IdentityKind
from services.people.queries import find_people_by_number
from tests.desks import ASKED, a_dossier
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.test_supplement import P01, TODAY
from tests.functional.officer.walking import DESK, found_in_list

OVER = {"answer_by": MONDAY.date().replace(day=20)}
UNRECEIVED = ASKED | OVER | dict.fromkeys(("received_at", "arrived_at", "due_on", "due_by", "due_confirmed"))


@pytest.fixture
def make(sign_in, prepared):
    """Makes a dossier of the citizen of the cast; gives what it is called."""
    sign_in("P01")

    def one(state, **more):
        def how(session):
            by = Actor(find_people_by_number(session, IdentityKind.CITIZEN_ID, P01)[0].id, Role.CITIZEN)
            dossier = a_dossier(session, state, applicant=by, **more)
            return dossier.code or dossier.reference

        return prepared(how)

    return one


@pytest.fixture
def standing(prepared):
    """Tells the state of a dossier by what it is called."""
    wanted = lambda shown: (Dossier.code == shown) | (Dossier.reference == shown)  # noqa: E731
    return lambda shown: prepared(lambda s: s.scalars(select(Dossier.state).where(wanted(shown))).one())


class TestStop:
    @pytest.fixture
    def proposed(self, make, officer):
        code = make(DossierState.IN_PROGRESS, **TODAY)
        officer("P13").get(f"{DESK}/{code}").button("Nhận thụ lý")
        form = officer("P13").get(f"{DESK}/{code}").form("de-xuat-dung")
        form = form.fill(ly_do="legal", noi_dung="Tòa án đang giải quyết.", can_cu_dung="Điều 5 Luật mẫu")
        assert "Đã gửi đề xuất dừng giải quyết" in form.submit().text
        return code

    def test_the_leader_stops_it_and_the_applicant_reads_why(self, proposed, officer, sign_in, worker, standing):
        page = found_in_list(officer("P14"), proposed, "cho-xu-ly")
        assert "Tòa án đang giải quyết." in page.text
        page = page.form("dung").submit()
        assert "Đã dừng giải quyết" in page.text
        assert "Thông báo dừng giải quyết hồ sơ (mẫu số 05)" in page.text
        assert standing(proposed) is DossierState.STOPPED
        issue_form(worker.office, worker.dossier(proposed), FORM_05)

        page = sign_in("P01").get(f"/ho-so/{proposed}")
        for words in ("Phải dừng theo quy định của pháp luật", "Tòa án đang giải quyết.", "Điều 5 Luật mẫu"):
            assert words in page.text
        assert "Tải Thông báo dừng giải quyết hồ sơ" in page.text

    def test_the_leader_lets_it_go_on(self, proposed, officer, standing):
        page = officer("P14").get(f"{DESK}/{proposed}")
        assert page.form("khong-dung").submit().status == 422

        assert "Đã trả lại đề xuất" in page.form("khong-dung").fill(loi="Chưa có quyết định.").submit().text
        assert standing(proposed) is DossierState.IN_PROGRESS

    def test_what_is_missing_is_told_at_its_place(self, make, officer):
        code = make(DossierState.IN_PROGRESS, **TODAY)
        officer("P13").get(f"{DESK}/{code}").button("Nhận thụ lý")
        page = officer("P13").get(f"{DESK}/{code}").form("de-xuat-dung").submit()
        assert "Lý do dừng" in page.errors[0]

        page = page.form("de-xuat-dung").fill(ly_do="legal", noi_dung="Vì vậy.").submit()

        assert "căn cứ pháp lý" in page.errors[0]
        assert page.form("de-xuat-dung").values["noi_dung"] == "Vì vậy."


class TestClosing:
    def test_nothing_came_in_time_and_the_leader_closes_it(self, make, officer, standing):
        code = make(DossierState.SUPPLEMENT_ASKED, **TODAY | OVER)
        page = found_in_list(officer("P12"), code, "bo-sung")
        assert "Hạn bổ sung đã qua từ hết ngày 20/11/2026" in page.text
        page = page.form("de-xuat-dong").fill(noi_dung="Không bổ sung.", can_cu_dung="Quyết định mẫu").submit()
        assert "Đã gửi đề xuất đóng hồ sơ" in page.text

        page = officer("P14").get(f"{DESK}/{code}")
        assert "Không bổ sung trong thời hạn" in page.text
        page.form("dung").submit()

        assert standing(code) is DossierState.STOPPED

    def test_the_program_proposes_it_where_a_text_gives_the_days(self, make, officer, standing, worker):
        code = make(DossierState.SUPPLEMENT_ASKED, code="1.002211", **TODAY | OVER)

        assert put_before(worker.office) == 1
        assert put_before(worker.office) == 0

        page = found_in_list(officer("P14"), code, "cho-xu-ly")
        assert "Hệ thống, khi hết thời hạn bổ sung" in page.text
        page.form("dung").submit()
        assert standing(code) is DossierState.STOPPED
        assert issue_form(worker.office, worker.dossier(code), FORM_05)

    def test_before_receipt_the_head_closes_it(self, make, officer, standing, worker):
        reference = make(DossierState.SUPPLEMENT_ASKED, submitted_at=MONDAY, **UNRECEIVED)
        form = officer("P12").get(f"{DESK}/{reference}").form("de-xuat-dong")
        form.fill(noi_dung="Không bổ sung.", can_cu_dung="Quyết định mẫu").submit()

        page = found_in_list(officer("P22"), reference, "tu-choi-cho-duyet")
        page = page.form("dung").submit()

        assert "Đã đóng hồ sơ" in page.text
        assert standing(reference) is DossierState.STOPPED
        issue_form(worker.office, worker.dossier(reference), FORM_05)

    def test_the_head_gives_more_time(self, make, officer, standing):
        reference = make(DossierState.SUPPLEMENT_ASKED, submitted_at=MONDAY, **UNRECEIVED)
        form = officer("P12").get(f"{DESK}/{reference}").form("de-xuat-dong")
        form.fill(noi_dung="Không bổ sung.", can_cu_dung="Quyết định mẫu").submit()

        page = officer("P22").get(f"{DESK}/{reference}").form("khong-dung").fill(loi="Gọi điện trước.").submit()

        assert "Đã trả lại đề xuất" in page.text
        assert standing(reference) is DossierState.SUPPLEMENT_ASKED


class TestTakeBack:
    def test_the_old_code_leads_on_and_the_applicant_is_told(self, make, officer, sign_in, worker, standing):
        code = make(DossierState.RECEIVED, **TODAY)
        page = officer("P12").get(f"{DESK}/{code}")
        assert page.form("thu-hoi").submit().status == 422

        page = page.form("thu-hoi").fill(nham="Bấm nhầm hồ sơ.").submit()

        assert "Đã thu hồi việc tiếp nhận" in page.text
        assert f"Mã số {code} không dùng lại" in page.text
        assert "Bấm nhầm hồ sơ." in page.text
        page = sign_in("P01").get(f"/ho-so/{code}")
        assert "Thu hồi việc tiếp nhận" in page.text
        assert standing(page.path.rpartition("/")[2]) is DossierState.REGISTERED

    def test_a_receipt_that_was_taken_back_is_not_drawn_any_more(self, make, officer, worker):
        reference = make(DossierState.REGISTERED, submitted_at=MONDAY)
        officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan").submit("Tiếp nhận hồ sơ")
        officer("P12").get(f"{DESK}/{reference}").form("thu-hoi").fill(nham="Nhầm.").submit()

        assert issue_form(worker.office, worker.dossier(reference), FORM_01) is None


class TestWithdraw:
    def test_the_applicant_is_told_what_it_means_and_gets_a_paper(self, make, sign_in, officer, worker, standing):
        code = make(DossierState.IN_PROGRESS, **TODAY)
        citizen = sign_in("P01")
        page = citizen.get(f"/ho-so/{code}").follow("Rút hồ sơ")
        assert "không khôi phục lại được" in page.text

        page = page.form("rut-ho-so").fill(ly_do_rut="Tôi chuyển đi nơi khác.").submit()

        assert "Hồ sơ đã được rút" in page.text
        assert "Tôi chuyển đi nơi khác." in page.text
        assert standing(code) is DossierState.WITHDRAWN
        issue_form(worker.office, worker.dossier(code), WITHDRAWAL)
        page = citizen.get(f"/ho-so/{code}")
        assert "Tải Xác nhận rút hồ sơ" in page.text
        assert "Rút hồ sơ" not in [link.get_text() for link in page.select("main a")]
        assert "Xác nhận rút hồ sơ" in officer("P12").get(f"{DESK}/{code}").text

    def test_twice_is_once(self, make, sign_in, events):
        code = make(DossierState.RECEIVED, **TODAY)
        page = sign_in("P01").get(f"/ho-so/{code}/rut")
        page.form("rut-ho-so").submit()
        before = len(events("dossier_withdraw"))

        assert page.form("rut-ho-so").submit().status == 200

        assert len(events("dossier_withdraw")) == before

    def test_a_reason_that_does_not_fit_comes_back(self, make, sign_in):
        code = make(DossierState.RECEIVED, **TODAY)

        page = sign_in("P01").get(f"/ho-so/{code}/rut").form("rut-ho-so").fill(ly_do_rut="x" * 2001).submit()

        assert page.status == 422
        assert "2000" in page.errors[0]

    def test_not_once_it_has_its_result(self, make, sign_in):
        code = make(DossierState.FINISHED, **TODAY)
        citizen = sign_in("P01")

        assert citizen.get(f"/ho-so/{code}/rut").path == f"/ho-so/{code}"
