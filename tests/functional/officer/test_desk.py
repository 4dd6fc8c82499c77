"""One dossier before its officers: what they see, what is theirs to do, and what is kept when it goes wrong."""

import pytest
from sqlalchemy import select

from gateway.db import EXTENSION, Database
from gateway.officer.tools import OFFICE
from services.dossiers.kinds import ComponentMark, DossierState
from services.dossiers.models import Dossier
from tests.desks import DEPARTMENT, PROVINCE_CENTRE, a_dossier, lines
from tests.functional.login.conftest import MONDAY
from tests.functional.officer.walking import DESK, code_on, file_birth, for_signature, found_in_list, marked
from tests.pages import Form
from tests.unit.services.documents import pdfs

NEW = {"submitted_at": MONDAY}
WITHOUT_LIMIT = "1.000080"


def new(session, **more):
    return a_dossier(session, **NEW | more).reference


class TestReading:
    def test_every_look_is_written_down(self, officer, prepared, events):
        reference = prepared(new)
        before = len(events("dossier_read"))

        officer("P12").get(f"{DESK}/{reference}")

        read = events("dossier_read")
        assert len(read) == before + 1
        assert read[-1]["actor"]["role"] == "receiver"
        assert read[-1]["object"]["kind"] == "dossier"

    def test_a_file_comes_decrypted_and_its_reading_is_written_down(self, sign_in, officer, events):
        scan = pdfs.pdf(3)
        reference = file_birth(sign_in("P01"), scan)
        receiver = officer("P12")

        sent = receiver.get(receiver.get(f"{DESK}/{reference}").link("chứng sinh.pdf"))

        assert sent.data == scan
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert sent.headers["Cache-Control"] == "no-store"
        assert events("file_read")[-1]["actor"]["role"] == "receiver"

    def test_each_mark_is_told_apart_by_its_paper_and_file(self, sign_in, officer):
        page = officer("P12").get(f"{DESK}/{file_birth(sign_in('P01'))}")

        legends = {one.get_text(" ", strip=True): one.find_parent("fieldset") for one in page.select("legend")}
        (scan,) = [one for legend, one in legends.items() if "Giấy chứng sinh" in legend and "chứng sinh.pdf" in legend]
        assert scan.select_one("select[name^=dau_]")
        assert scan.select_one("input[name^=nhan_xet_]")

    def test_a_reference_leads_to_the_code_once_there_is_one(self, officer, prepared):
        dossier = prepared(lambda session: a_dossier(session, DossierState.RECEIVED))

        assert officer("P12").get(f"{DESK}/{dossier.reference}").path == f"{DESK}/{dossier.code}"

    def test_somebody_with_nothing_to_do_is_told_who_has(self, officer, prepared):
        page = officer("P22").get(f"{DESK}/{prepared(new)}")

        assert "Hiện bạn không phải làm gì" in page.text
        assert page.select("main form") == []


class TestStrangers:
    def test_another_centre_and_another_body_find_nothing(self, officer, prepared):
        reference = prepared(new)

        for key in ("P07", "P13", "P09"):
            browser = officer(key)
            theirs, nobodys = browser.get(f"{DESK}/{reference}"), browser.get(f"{DESK}/N-2222-2222-2222")
            assert theirs.status == nobodys.status == 404
            assert theirs.text_of_any_request == nobodys.text_of_any_request
            assert browser.get(f"{DESK}/{reference}/ket-qua").status == 404

    def test_a_dossier_of_the_department_is_not_the_wards(self, officer, prepared):
        theirs = {"centre": PROVINCE_CENTRE, "body": DEPARTMENT}
        code = prepared(lambda session: a_dossier(session, DossierState.IN_PROGRESS, **theirs).code)

        assert officer("P13").get(f"{DESK}/{code}").status == 404
        assert officer("P09").get(f"{DESK}/{code}").status == 200

    def test_acts_of_another_role_are_forbidden(self, officer, prepared):
        reference = prepared(new)
        head = officer("P22")
        token = head.get("/chon-vai-tro").select("input[name=csrf_token]")[0]["value"]

        for act in ("tiep-nhan", "kiem-tra", "chuyen", "tra-ket-qua", "nhan-thu-ly", "ket-qua/duyet-ky"):
            assert head.post(f"{DESK}/{reference}/{act}", {"csrf_token": token}).status == 403, act

    def test_without_the_token_nothing_happens(self, officer, prepared):
        reference = prepared(new)

        assert officer("P12").post(f"{DESK}/{reference}/tiep-nhan", {"phien-ban": "1"}).status == 400


class TestMarks:
    def test_marks_are_kept_and_shown_again(self, officer, prepared):
        reference = prepared(lambda session: new(session, mark=None))
        receiver = officer("P12")

        page = receiver.get(f"{DESK}/{reference}").form("tiep-nhan").fill(dau_0="wrong", nhan_xet_0="mờ").submit()

        assert "Đã lưu kết quả kiểm tra" in page.text
        assert page.form("tiep-nhan").values["dau_0"] == ["wrong"]
        assert page.one("[name=nhan_xet_0]")["value"] == "mờ"

    def test_what_is_wrong_needs_words_and_the_other_marks_stay_typed(self, officer, prepared, events):
        reference = prepared(lambda session: new(session, mark=None))
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")

        page = form.fill(dau_0="wrong", loi="để dành").submit()

        assert page.status == 422
        assert page.title.startswith("Lỗi")
        assert "giấy tờ số 1" in page.errors[0]
        assert page.form("tiep-nhan").values["dau_0"] == ["wrong"]
        assert page.one("textarea[name=loi]").get_text().strip() == "để dành"
        assert events("dossier_act_refused")[-1]["reason"] == "remark_missing"

    def test_whatever_has_no_mark_is_good_at_one_press(self, officer, prepared):
        reference = prepared(lambda session: new(session, mark=None))
        receiver = officer("P12")

        page = receiver.get(f"{DESK}/{reference}").form("tiep-nhan").submit("Lưu, giấy tờ chưa đánh dấu đều đạt")

        marks = {name: value for name, value in page.form("tiep-nhan").values.items() if name.startswith("dau_")}
        assert marks
        assert {value for (value,) in marks.values()} == {"good"}
        assert not [button for button in page.select("button") if button.get("name") == "con_lai_dat"]

    def test_a_mark_that_was_chosen_stays_when_the_rest_is_good(self, officer, prepared):
        reference = prepared(lambda session: new(session, mark=None))
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan").fill(dau_0="wrong", nhan_xet_0="mờ")

        page = form.submit("Lưu, giấy tờ chưa đánh dấu đều đạt")

        assert page.form("tiep-nhan").values["dau_0"] == ["wrong"]

    def test_nothing_new_is_said_and_leaves_no_event(self, officer, prepared, events):
        reference = prepared(lambda session: new(session, mark=None))
        before = len(events("dossier_check_component"))

        page = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan").submit()

        assert "Chưa có đánh dấu nào mới để lưu." in page.text
        assert len(events("dossier_check_component")) == before

    def test_nothing_is_received_unmarked(self, officer, prepared):
        reference = prepared(lambda session: new(session, mark=None))

        page = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan").submit("Tiếp nhận hồ sơ")

        assert page.status == 409
        assert "Chưa kiểm tra giấy tờ số: 1" in page.errors[0]

    def test_a_refused_receipt_keeps_no_mark(self, officer, prepared, portal):
        reference = prepared(lambda session: new(session, mark=None))
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")

        page = form.fill(dau_0="missing").submit("Tiếp nhận hồ sơ")

        assert page.status == 409
        assert page.form("tiep-nhan").values["dau_0"] == ["missing"]
        with portal.extensions[EXTENSION].reading() as session:
            dossier = session.scalars(select(Dossier).where(Dossier.reference == reference)).one()
            assert lines(session, dossier) == []


class TestDayCounted:
    @pytest.mark.parametrize(
        ("hours", "due", "why"),
        [
            (0, "23/11/2026", "Tiếp nhận không quá 15:00, trả kết quả trong ngày"),
            (7, "25/11/2026", "Tiếp nhận sau 15:00, trả kết quả trong ngày làm việc tiếp theo"),
        ],
    )
    def test_the_receiver_reads_before_receipt_what_date_it_gives_and_why(
        self, officer, prepared, clock, hours, due, why
    ):
        reference = prepared(lambda session: new(session, code="1.001193"))
        clock.move(hours=hours)

        page = officer("P12").get(f"{DESK}/{reference}")
        promised = page.one(".split__side").get_text(" ", strip=True)

        assert "Trong ngày; nhận sau 15:00 thì trả vào ngày làm việc tiếp theo" in promised
        assert f"hạn trả là {due}" in promised
        assert f"23/11/2026 : {why}" in promised
        received = marked(page).submit("Tiếp nhận hồ sơ")
        assert f"Hạn trả {due}" in received.text

    def test_where_the_clock_starts_later_no_date_is_promised(self, officer, prepared):
        reference = prepared(lambda session: new(session, centre="X01324.TT", body="X01273"))

        page = officer("P22").get(f"{DESK}/{reference}")

        assert "hạn trả là" not in page.text


class TestDayByHand:
    def test_without_a_limit_the_receiver_sets_a_day_and_says_why(self, officer, prepared):
        reference = prepared(lambda session: new(session, code=WITHOUT_LIMIT))
        page = officer("P12").get(f"{DESK}/{reference}")
        assert "Bạn tự đặt ngày hẹn trả" in page.text

        page = marked(page).submit("Tiếp nhận hồ sơ")
        assert page.status == 422
        assert page.errors[0].startswith("Hạn trả kết quả")

        day = {"han-ngay": "1", "han-thang": "12", "han-nam": "2026"}
        page = page.form("tiep-nhan").fill(**day).submit("Tiếp nhận hồ sơ")
        assert page.status == 422
        assert page.errors[0].startswith("Vì sao chọn ngày này")
        assert page.one("[name=han-ngay]")["value"] == "1"

        page = page.form("tiep-nhan").fill(ly_do_han="Theo lịch họp").submit("Tiếp nhận hồ sơ")
        assert "01/12/2026: Cán bộ ấn định, có lý do" in page.text
        assert "Theo lịch họp" in page.text

    def test_a_day_that_is_none_is_said_at_its_field(self, officer, prepared):
        reference = prepared(lambda session: new(session, code=WITHOUT_LIMIT))
        form = marked(officer("P12").get(f"{DESK}/{reference}"))

        page = form.fill(**{"han-ngay": "31", "han-thang": "11", "han-nam": "2026"}).submit("Tiếp nhận hồ sơ")

        assert page.status == 422
        assert "Không có ngày này trong lịch" in page.errors[0]


class TestOvertaken:
    def test_who_works_from_an_older_page_is_told_and_keeps_what_they_typed(self, officer, prepared, events):
        reference = prepared(new)
        receiver = officer("P12")
        late = receiver.get(f"{DESK}/{reference}")
        marked(receiver.get(f"{DESK}/{reference}")).submit("Tiếp nhận hồ sơ")

        page = late.form("tiep-nhan").fill(ly_do="not_complete", loi="Thiếu giấy").submit("Gửi đề xuất từ chối")

        assert page.status == 409
        assert "vừa được người khác xử lý" in page.text
        assert "Được tiếp nhận" in page.text
        assert "Thiếu giấy" in page.text
        assert page.select("#tiep-nhan") == []
        assert events("dossier_act_refused")[-1]["reason"] == "dossier_changed_elsewhere"

    def test_a_button_pressed_twice_does_it_once(self, officer, prepared):
        code = prepared(lambda session: a_dossier(session, DossierState.RECEIVED).code)
        form: Form = officer("P12").get(f"{DESK}/{code}").form("chuyen")

        first, second = form.submit(), form.submit()

        assert first.status == 200
        assert second.status == 409


class TestRefusal:
    def test_the_head_of_the_centre_approves_what_the_receiver_proposes(self, officer, prepared, worker):
        reference = prepared(lambda session: new(session, mark=ComponentMark.MISSING))
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")
        page = form.fill(ly_do="not_complete", loi="Thiếu giấy chứng sinh.", huong_dan="Nộp lại đủ giấy.").submit(
            "Gửi đề xuất từ chối"
        )
        assert "Chờ lãnh đạo Trung tâm" in page.text
        assert page.select("#tiep-nhan") == []

        head = officer("P22")
        page = found_in_list(head, reference)
        assert "Thiếu giấy chứng sinh." in page.text
        assert "Nộp lại đủ giấy." in page.text
        page = page.button("Duyệt từ chối")
        assert "Không được tiếp nhận" in page.text
        worker.draw_form_03(reference)
        page = head.get(page.path)
        assert head.get(page.link("Phiếu từ chối")).data.startswith(b"%PDF")

    def test_a_proposal_that_is_not_approved_goes_back_with_words(self, officer, prepared):
        reference = prepared(new)
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")
        form.fill(ly_do="wrong_procedure", loi="Sai thủ tục.").submit("Gửi đề xuất từ chối")
        head = officer("P22")
        page = head.get(f"{DESK}/{reference}").form("khong-duyet").submit()
        assert page.status == 422
        assert page.errors[0].startswith("Lý do")

        page = page.form("khong-duyet").fill(loi="Đúng thủ tục, hãy xem lại.").submit()

        assert "Đúng thủ tục, hãy xem lại." in page.text
        assert officer("P12").get(f"{DESK}/{reference}").select("#tiep-nhan")

    def test_a_refusal_needs_its_reason(self, officer, prepared):
        form = officer("P12").get(f"{DESK}/{prepared(new)}").form("tiep-nhan")

        page = form.fill(loi="Thiếu giấy").submit("Gửi đề xuất từ chối")

        assert page.status == 422
        assert page.errors[0].startswith("Lý do từ chối")
        assert page.one("textarea[name=loi]").get_text().strip() == "Thiếu giấy"

    def test_what_is_missing_is_not_folded_away(self, officer, prepared):
        form = officer("P12").get(f"{DESK}/{prepared(new)}").form("tiep-nhan")

        page = form.submit("Gửi đề xuất từ chối")

        assert page.select("input[name=ly_do]")[0].find_parent("details").has_attr("open")

    def test_the_head_of_another_centre_may_look_and_not_answer(self, officer, prepared):
        reference = prepared(new)
        form = officer("P12").get(f"{DESK}/{reference}").form("tiep-nhan")
        form.fill(ly_do="filed_already", loi="Đã nộp hôm qua.").submit("Gửi đề xuất từ chối")

        page = officer("P08").get(f"{DESK}/{reference}")

        assert page.status == 200
        assert page.select("main form") == []


class TestGivingBack:
    @pytest.fixture
    def finished(self, prepared):
        return prepared(lambda session: a_dossier(session, DossierState.FINISHED).code)

    def test_who_took_it_on_what_proof_and_with_which_originals(self, officer, finished):
        form = officer("P12").get(f"{DESK}/{finished}").form("tra")

        page = form.fill(
            nguoi_nhan="authorised",
            ten="Lý Thử Mẫu",
            chung_cu="Giấy ủy quyền 01",
            ban_chinh="Sổ hộ khẩu\nGiấy chứng sinh",
        ).submit()

        assert "Người được ủy quyền: Lý Thử Mẫu; đã xuất trình: Giấy ủy quyền 01" in page.text
        assert "Sổ hộ khẩu; Giấy chứng sinh" in page.text

    @pytest.mark.parametrize(
        ("missing", "at"), [("nguoi_nhan", "Ai nhận kết quả"), ("ten", "Họ và tên"), ("chung_cu", "Giấy tờ đã xuất")]
    )
    def test_what_is_missing_is_named_and_the_rest_stays(self, officer, finished, missing, at):
        typed = {"nguoi_nhan": "applicant", "ten": "Lý Thử Mẫu", "chung_cu": "Căn cước"}
        typed.pop(missing)

        page = officer("P12").get(f"{DESK}/{finished}").form("tra").fill(**typed).submit()

        assert page.status == 422
        assert page.errors[0].startswith(at)
        for name in typed.keys() - {"nguoi_nhan"}:
            assert page.one(f"[name={name}]")["value"] == typed[name]


def test_duties_kept_apart_are_not_offered_to_one_person(officer, prepared, sign_in):
    reference = file_birth(sign_in("P01"))
    desk = marked(officer("P12").get(f"{DESK}/{reference}")).submit("Tiếp nhận hồ sơ")

    assert officer("P13").get(f"{DESK}/{code_on(desk)}").select("#nhan") == []


class TestConnections:
    """A process has as many connections as it serves requests at once: none of these may need two."""

    @pytest.fixture
    def one_connection(self, portal):
        whole = portal.extensions[EXTENSION]
        small = Database(portal.config["SETTINGS"].database_url, whole.keys, threads=1)
        portal.extensions[EXTENSION] = small
        yield
        portal.extensions[EXTENSION] = whole
        small.close()

    def test_a_page_and_an_act_need_one_each(self, officer, prepared, one_connection):
        reference = prepared(lambda session: new(session, mark=None))
        receiver = officer("P12")

        assert receiver.get("/can-bo").status == 200
        page = receiver.get(f"{DESK}/{reference}")
        assert page.form("tiep-nhan").submit("Tiếp nhận hồ sơ").status == 409
        assert marked(page).submit("Tiếp nhận hồ sơ").status == 200

    def test_drawing_a_draft_and_the_final_page_need_one_each(self, officer, prepared, one_connection, portal):
        code = prepared(for_signature)
        portal.extensions.pop(OFFICE, None)
        leader = officer("P10")

        assert leader.get(f"{DESK}/{code}/ket-qua").status == 200
        page = leader.get(f"{DESK}/{code}").button("Mở để ký")
        assert page.button("Duyệt ký").status == 200
        portal.extensions.pop(OFFICE, None)
