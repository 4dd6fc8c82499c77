"""The citizen and the result: asked about the draft, told why, handed the signed file byte for byte."""

import gzip
import hashlib

import pytest
import sqlalchemy as sa

from gateway.jobs.papers import FORM_01, FORM_03, issue_form
from gateway.jobs.tending import fetch, tend
from services.actor import SYSTEM
from services.documents.models import Document
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.results.acting import added_status, latest_status
from services.results.confirming import DAY
from services.results.drafting import submit
from services.results.kinds import ResultState
from services.results.leading import send_back
from services.results.models import Result
from tests.functional.citizen.cases import actor, events_about, listed, refused, refused_after_appraisal
from tests.functional.login.conftest import MONDAY
from tests.pages import Browser
from tests.results import ward

LATER_VIEW = 8_000


class TestAsked:
    def test_it_stands_first_among_my_dossiers_and_first_on_its_page(self, asked):
        page = asked.citizen.get("/ho-so")
        assert asked.code in page.one("section[aria-labelledby=viec-cua-ban]").text
        assert page.text.index("Việc cần bạn làm") < page.text.index("Đã nộp")
        assert page.link("Kiểm tra và xác nhận bản thảo")

        page = asked.citizen.get(asked.address)
        assert page.text.index("Đề nghị kiểm tra và xác nhận") < page.text.index("Trạng thái")
        assert "Hạn trả lời: 09:00 ngày 24/11/2026" in page.text

    def test_every_line_of_the_draft_can_be_held_against_what_one_knows(self, asked):
        page = asked.citizen.get(asked.address).follow("Kiểm tra bản thảo")

        assert page.h1 == "Đề nghị kiểm tra và xác nhận"
        for said in (
            "Nông Minh Thử Mẫu",
            "15/11/2026",
            "Nam",
            "Tày",
            "Bệnh viện Mẫu",
            "Nông Thị Hoa Mẫu",
            "004•••••9901",
        ):
            assert said in page.text
        assert "coi như bạn đồng ý" in page.text

    def test_the_draft_is_a_pdf_without_a_number_that_is_kept_nowhere(self, asked, tmp_path):
        sent = asked.citizen.get(asked.draft).follow("Tải bản thảo như khi in (PDF)")

        assert sent.data.startswith(b"%PDF-")
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert asked.state is ResultState.AWAITING_CONFIRMATION
        assert asked.acts == ["result_propose", "result_ask_confirmation"]
        assert asked.citizen.get(f"{asked.draft}.pdf").data == sent.data

    def test_looking_changes_nothing(self, asked):
        before = asked.dossier.version
        for path in ("/ho-so", asked.address, asked.draft, f"{asked.draft}.pdf"):
            asked.citizen.get(path)

        assert asked.dossier.version == before
        assert asked.state is ResultState.AWAITING_CONFIRMATION
        for path in ("xac-nhan", "y-kien"):
            assert asked.citizen.get(f"{asked.draft}/{path}").status == 405
        assert asked.citizen.get(f"{asked.address}/nhan-ket-qua").status == 405

    def test_in_english_the_page_speaks_english(self, birth_case):
        case = birth_case("en").drafted_anew().asked()

        page = case.citizen.get(case.draft)

        assert page.h1 == "Please check and confirm"
        assert "Male" in page.text


class TestAnswers:
    def test_a_yes_is_one_event_and_the_page_says_what_comes_next(self, asked):
        page = asked.citizen.get(asked.draft).form("xac-nhan").submit()

        assert page.path == f"/ho-so/{asked.code}"
        assert "Bản thảo đã được xác nhận" in page.text
        assert asked.state is ResultState.CONFIRMED
        assert asked.acts.count("result_confirm") == 1
        assert "Việc cần bạn làm" not in asked.citizen.get("/ho-so").text or asked.code not in listed(asked.citizen)

    def test_said_twice_it_counts_once(self, asked):
        form = asked.citizen.get(asked.draft).form("xac-nhan")

        first, second = form.submit(), form.submit()

        assert first.path == second.path == asked.address
        assert asked.acts.count("result_confirm") == 1
        assert events_about(asked, "dossier_act_refused") == []

    def test_an_objection_reaches_the_specialist_in_the_applicants_words(self, asked):
        words = "Tên đệm là “Mình”, không phải “Minh”."
        page = asked.citizen.get(asked.draft).form("y-kien").fill(y_kien=words).submit()

        assert page.path == asked.address
        assert "Bạn đã đề nghị sửa bản thảo" in page.text
        assert words in page.text
        status = asked.works.do(lambda session: latest_status(session, asked.result_id))
        assert (status.state, status.note) == (ResultState.REFUSED, words)
        assert asked.acts[-1] == "result_object"

    def test_without_words_nothing_is_sent(self, asked):
        page = asked.citizen.get(asked.draft).form("y-kien").fill(y_kien="   ").submit()

        assert page.status == 422
        assert page.title.startswith("Lỗi")
        assert "Hãy ghi rõ chỗ nào chưa đúng" in page.errors[0]
        assert asked.state is ResultState.AWAITING_CONFIRMATION
        assert [one["reason"] for one in events_about(asked, "dossier_act_refused")] == ["words_missing"]

    def test_too_many_words_come_back_whole(self, asked):
        long = "Sai tên đệm. " * 200
        page = asked.citizen.get(asked.draft).form("y-kien").fill(y_kien=long).submit()

        assert page.status == 422
        assert page.one("textarea").text.strip() == long.strip()

    def test_after_a_yes_an_objection_is_too_late_and_stays_on_the_page(self, asked):
        page = asked.citizen.get(asked.draft)
        page.form("xac-nhan").submit()

        late = page.form("y-kien").fill(y_kien="Sai ngày sinh").submit()

        assert late.status == 409
        assert "Người yêu cầu đã xác nhận bản thảo" in late.text
        assert "Ý kiến bạn vừa viết chưa được gửi" in late.text
        assert late.one("blockquote").text == "Sai ngày sinh"
        assert asked.state is ResultState.CONFIRMED

    def test_after_an_objection_a_yes_is_too_late(self, asked):
        page = asked.citizen.get(asked.draft)
        page.form("y-kien").fill(y_kien="Sai ngày sinh").submit()

        late = page.form("xac-nhan").submit()

        assert late.status == 409
        assert [one["reason"] for one in events_about(asked, "dossier_act_refused")] == ["result_not_in_state"]

    def test_silence_is_told_as_silence(self, asked):
        asked.works.clock.now = MONDAY + DAY
        tend(asked.works.office)

        page = asked.citizen.get(asked.address)

        assert "Coi như đã xác nhận do hết thời hạn trả lời" in page.text
        assert "Kiểm tra bản thảo" not in page.text

    def test_the_next_draft_is_another_page_and_the_old_one_takes_no_answer(self, asked):
        old = asked.citizen.get(asked.draft)
        old.form("y-kien").fill(y_kien="Sai ngày sinh").submit()
        asked.drafted_anew().asked()

        assert asked.draft.endswith("ban-thao-2")
        assert asked.citizen.get(asked.address).link("Kiểm tra bản thảo") == asked.draft
        assert old.form("xac-nhan").submit().status == 409
        assert asked.state is ResultState.AWAITING_CONFIRMATION

    def test_a_draft_of_a_number_that_no_column_holds_is_not_there(self, asked):
        for ordinal in ("2147483648", "9999", "0"):
            assert asked.citizen.client.get(f"{asked.address}/ban-thao-{ordinal}").status_code == 404

    def test_words_typed_before_a_session_ended_come_back(self, asked, sign_in):
        form = asked.citizen.get(asked.draft).form("y-kien").fill(y_kien="Sai ngày sinh")
        asked.citizen.client.delete_cookie("gateway_session")

        over = form.submit()
        assert over.status == 400
        sign_in("P01", browser=asked.citizen)
        again = over.form().submit()

        assert again.one("textarea").text.strip() == "Sai ngày sinh"
        assert asked.state is ResultState.AWAITING_CONFIRMATION


class TestWorkInBetween:
    def test_a_draft_that_was_never_sent_is_not_there(self, birth_case):
        case = birth_case().drafted_anew()

        assert case.citizen.get(case.draft).status == 404
        assert case.citizen.get(f"{case.draft}.pdf").status == 404
        assert "Lập dự thảo" not in case.citizen.get(case.address).text

    def test_what_officers_weigh_among_themselves_is_not_told(self, asked):
        asked.citizen.get(asked.draft).form("xac-nhan").submit()
        fetch(asked.works.office, asked.result_id)
        desk = asked.works.desk(ward)
        asked.works.do(submit, asked.result_id, by=desk.specialist, at=MONDAY)
        asked.works.do(send_back, asked.result_id, why="Sai thể thức", by=desk.leader, at=MONDAY)

        page = asked.citizen.get(asked.address)

        assert "Trình ký" in page.text
        assert "Trả lại dự thảo" not in page.text
        assert "Sai thể thức" not in page.text


class TestIssued:
    def test_the_page_says_what_it_is_and_who_signed(self, issued):
        case, pdf = issued
        page = case.citizen.get(case.address)

        assert page.text.index("Kết quả") < page.text.index("Quá trình giải quyết")
        assert "phường Thục Phán, phường Thục Phán" not in case.citizen.get(case.draft).text
        for said in ("Giấy khai sinh", "/2026", "23/11/2026", "Tô Văn Ký Mẫu", "Còn hiệu lực"):
            assert said in page.text
        assert hashlib.sha256(pdf).hexdigest() in page.text
        assert "Nhận kết quả" in listed(case.citizen)

    def test_a_made_up_number_is_said_to_be_made_up(self, issued):
        case, _ = issued

        assert "Số minh họa do bản trình diễn đặt ra, không phải số thật" in case.citizen.get(case.address).text

    def test_the_signed_file_comes_byte_for_byte(self, issued):
        case, pdf = issued
        sent = case.citizen.get(case.address).follow("Tải kết quả đã ký")

        assert sent.data == pdf
        assert sent.headers["Content-Type"] == "application/pdf"
        assert sent.headers["Cache-Control"] == "no-store"
        assert case.dossier.state is DossierState.FINISHED

    def test_taking_it_is_an_act_with_one_event_and_the_file_stays(self, issued, clock):
        case, pdf = issued
        clock.move(minutes=10)
        form = case.citizen.get(case.address).form("nhan-ket-qua")

        first, second = form.submit(), form.submit()

        assert first.path == second.path == case.address
        assert case.dossier.state is DossierState.RETURNED
        assert len(events_about(case, "dossier_return")) == 1
        assert "Đã trả kết quả lúc 09:10 ngày 23/11/2026" in first.text
        assert not first.select("#nhan-ket-qua")
        assert first.follow("Tải kết quả đã ký").data == pdf

    def test_only_the_newest_file_of_an_issued_result_is_given_out(self, asked):
        case = asked
        case.citizen.get(case.draft).form("xac-nhan").submit()
        fetch(case.works.office, case.result_id)
        case.works.do(submit, case.result_id, by=case.works.desk(ward).specialist, at=MONDAY)
        signed = case.works.signed(case.result_id, ward)
        address = f"{case.address}/ket-qua/{hashlib.sha256(signed).hexdigest()[:16]}"

        assert case.citizen.get(address).status == 404
        assert "Kết quả" not in [one.text for one in case.citizen.get(case.address).select("h2")]

    def test_before_it_is_issued_nothing_can_be_taken(self, asked):
        token = asked.citizen.get(asked.draft).form("xac-nhan").values["csrf_token"]

        page = asked.citizen.post(f"{asked.address}/nhan-ket-qua", {"csrf_token": token})

        assert page.status == 409
        assert "Đang xử lý" in page.text
        assert asked.dossier.state is DossierState.IN_PROGRESS
        assert [one["reason"] for one in events_about(asked, "dossier_act_refused")] == ["act_not_in_state"]

    def test_where_it_can_be_checked_is_linked_once_there_is_such_a_page(self, issued, portal):
        case, _ = issued
        page = case.citizen.get(case.address)

        exists = any(rule.rule.startswith("/kiem-tra/<") for rule in portal.url_map.iter_rules())
        assert (f"/kiem-tra/{case.result.token}" in page.html) == exists

    @pytest.mark.parametrize("state", [ResultState.REPLACED, ResultState.REVOKED])
    def test_one_that_holds_no_more_is_shown_as_that(self, issued, state):
        case, pdf = issued
        more = {"replaced_by_id": case.result_id} if state is ResultState.REPLACED else {"decision": "Quyết định 12"}

        def end(session):
            result, before = session.get_one(Result, case.result_id), latest_status(session, case.result_id)
            added_status(session, result, before.ordinal + 1, state=state, by=SYSTEM, at=MONDAY, **more)

        case.works.do(end)
        page = case.citizen.get(case.address)

        assert "Còn hiệu lực" not in page.text
        assert ("thay thế bản này" if state is ResultState.REPLACED else "Quyết định 12") in page.text
        assert page.follow("Tải kết quả đã ký").data == pdf

    def test_at_the_counter_it_is_not_taken_by_a_click(self, issued):
        case, _ = issued
        form = case.citizen.get(case.address).form("nhan-ket-qua")
        case.works.do(lambda session: setattr(session.get_one(Dossier, case.dossier_id), "delivery_method", "counter"))

        page = form.submit()

        assert page.status == 409
        assert "Mời bạn đến" in page.text
        assert not page.select("#nhan-ket-qua")


class TestRefusedAfterAppraisal:
    def test_it_is_a_result_that_says_why_and_what_to_do(self, sign_in, works):
        citizen = sign_in("P01")
        case = refused_after_appraisal(works, citizen, actor(works, "P01"))

        page = citizen.get(case.address)

        for said in ("Yêu cầu không được chấp thuận", "Chưa đăng ký lần đầu.", "Điều 14", "khiếu nại đến Sở Tư pháp"):
            assert said in page.text
        assert "Còn hiệu lực" not in page.text
        assert page.follow("Tải kết quả đã ký").data == works.newest(case.result_id)


class TestStrangers:
    def test_somebody_elses_draft_and_result_are_as_absent_as_what_never_was(self, issued, sign_in):
        case, pdf = issued
        stranger = sign_in("P06")
        digest = hashlib.sha256(pdf).hexdigest()[:16]
        token = stranger.get("/ho-so").one("input[name=csrf_token]")["value"]

        for path in (case.draft, f"{case.draft}.pdf", f"{case.address}/ket-qua/{digest}"):
            assert stranger.get(path).status == 404
        for path in (f"{case.draft}/xac-nhan", f"{case.draft}/y-kien", f"{case.address}/nhan-ket-qua"):
            assert stranger.post(path, {"csrf_token": token, "y_kien": "x"}).status == 404
        assert case.dossier.state is DossierState.FINISHED
        assert events_about(case, "dossier_act_refused") == []

    def test_signed_out_every_address_leads_to_the_login(self, issued, portal):
        case, pdf = issued
        for path in (case.draft, f"{case.address}/ket-qua/{hashlib.sha256(pdf).hexdigest()[:16]}"):
            assert Browser(portal).get(path, follow=False).location.startswith("/dang-nhap")


class TestPapersOfTheCentre:
    def test_form_01_comes_when_the_worker_has_signed_it_and_the_due_date_says_why(self, asked):
        page = asked.citizen.get(asked.address)
        assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả đang được lập" in page.text
        issue_form(asked.works.office, asked.dossier_id, FORM_01)

        page = asked.citizen.get(asked.address)
        sent = page.follow("Tải Giấy tiếp nhận hồ sơ và hẹn trả kết quả")

        assert sent.data.startswith(b"%PDF-")
        assert "Trước khi hết giờ làm việc ngày 23/11/2026" in page.text
        assert "Vì sao hẹn trả vào ngày này" in page.text
        assert "Tiếp nhận không quá 15:00, trả kết quả trong ngày" in page.text
        assert asked.code in page.h1

    def test_a_refusal_at_receipt_says_why_and_what_to_do(self, sign_in, works):
        citizen = sign_in("P01")
        by = actor(works, "P01")
        case = refused(works, citizen, by)

        page = citizen.get(case.address)
        assert "Vì sao hồ sơ dừng ở đây" in page.text
        for said in ("Không đúng thủ tục", "Cần thủ tục cấp lại.", "Điều 17", "Nộp thủ tục 2.000635.", "khiếu nại"):
            assert said in page.text
        assert "Phiếu từ chối tiếp nhận giải quyết hồ sơ đang được lập" in page.text
        assert "Đề xuất từ chối" not in page.text
        assert page.link("Xem thủ tục và nộp hồ sơ mới") == "/thu-tuc/2.000908"

        issue_form(works.office, case.dossier_id, FORM_03)
        sent = citizen.get(case.address).follow("Tải Phiếu từ chối tiếp nhận giải quyết hồ sơ")
        assert sent.data.startswith(b"%PDF-")
        with works.database.reading() as session:
            wanted = sa.select(Document.form).where(Document.dossier_id == case.dossier_id)
            assert session.scalars(wanted).all() == ["03"]

    def test_a_refusal_that_is_only_proposed_is_not_told(self, sign_in, works):
        citizen = sign_in("P01")
        case = refused(works, citizen, actor(works, "P01"), approved=False)

        page = citizen.get(case.address)

        assert "Vì sao hồ sơ dừng" not in page.text
        assert "Cần thủ tục cấp lại." not in page.text


class TestCost:
    def test_pages_cost_six_statements_and_few_bytes(self, issued, statements):
        case, _ = issued
        issue_form(case.works.office, case.dossier_id, FORM_01)
        costs, weights = {}, {}
        for name, path in {"list": "/ho-so", "dossier": case.address, "draft": case.draft}.items():
            weights[name] = len(gzip.compress(case.citizen.get(path).data, 6))
            with statements() as seen:
                case.citizen.get(path)
            costs[name] = len(seen)

        assert costs == {"list": 6, "dossier": 6, "draft": 2}
        assert max(weights.values()) <= LATER_VIEW, weights
