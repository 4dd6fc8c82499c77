"""Drafts, the final page and the seal, where things do not go the straight way."""

import re

import pytest

from tests.functional.login.conftest import MONDAY
from tests.functional.officer.walking import DESK
from tests.functional.officer.walking import for_signature as prepare_for_signature
from tests.results import legal_aid

TEXT = "Sở Tư pháp cấp lại giấy cho tổ chức nêu trên."


@pytest.fixture
def taken(prepared):
    """A department dossier that its specialist has taken."""
    return prepared(lambda session: legal_aid(session, MONDAY).code)


@pytest.fixture
def for_signature(prepared):
    """One whose draft lies with the leader."""
    return prepared(prepare_for_signature)


class TestDraft:
    def test_it_begins_with_what_the_dossier_says(self, officer, taken):
        page = officer("P09").get(f"{DESK}/{taken}").follow("Dự thảo chấp thuận")

        assert page.one("[name='holder.name']")["value"] == "Công ty Ví Dụ Mẫu"
        assert page.one("[name='holder.number']")["value"] == "4800999966"

    def test_what_is_missing_is_named_at_its_place_and_the_rest_stays(self, officer, taken):
        form = officer("P09").get(f"{DESK}/{taken}/du-thao/tu-choi").form("du-thao")

        page = form.fill(reason="Chưa đăng ký lần đầu.").submit()

        assert page.status == 422
        assert [line.partition(":")[0] for line in page.errors] == ["Căn cứ pháp lý"]
        assert page.one("[name=reason]").get_text().strip() == "Chưa đăng ký lần đầu."

    def test_further_items_are_kept_in_their_order(self, officer, taken, portal):
        form = officer("P09").get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao")
        lines = {
            "lines.0.name": "Lĩnh vực",
            "lines.0.value": "Dân sự",
            "lines.2.name": "Nơi",
            "lines.2.value": "Xã Mẫu",
        }

        page = form.fill(text=TEXT, **lines).submit()

        assert page.path == f"{DESK}/{taken}/ket-qua"
        assert page.status == 200

    def test_a_second_draft_waits_until_the_first_is_turned_down(self, officer, taken):
        specialist = officer("P09")
        form = specialist.get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao").fill(text=TEXT)
        form.submit()

        late = form.submit()

        assert late.status == 409
        assert TEXT in late.html
        assert specialist.get(f"{DESK}/{taken}/du-thao/chap-thuan").path == f"{DESK}/{taken}"

    def test_a_draft_is_no_matter_of_the_counter(self, officer, taken):
        officer("P09").get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao").fill(text=TEXT).submit()

        receiver = officer("P07")
        assert "Dự thảo" not in receiver.get(f"{DESK}/{taken}").one(".split__side").text
        for path in ("ket-qua", "ket-qua.pdf", "ket-qua/trang-1.png"):
            assert receiver.get(f"{DESK}/{taken}/{path}").status == 404

    def test_what_is_no_outcome_is_no_page(self, officer, taken):
        assert officer("P09").get(f"{DESK}/{taken}/du-thao/co-le").status == 404


class TestRevision:
    def test_a_draft_is_corrected_and_the_old_one_stays_readable(self, officer, taken, events):
        specialist, before = officer("P09"), len(events("result_revise"))
        specialist.get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao").fill(text=TEXT).submit()

        page = specialist.get(f"{DESK}/{taken}/ket-qua").follow("Sửa dự thảo")
        assert page.one("[name=text]").get_text().strip() == TEXT
        page = page.form("du-thao").fill(text="Nội dung đã sửa.").submit()

        assert page.path == f"{DESK}/{taken}/ket-qua"
        assert "Bản trước được giữ lại" in page.html
        assert "Bản 1, lập" in page.text
        assert "Chuyên viên sửa" in page.text
        assert f"{TEXT} → Nội dung đã sửa." in page.text
        assert len(events("result_revise")) == before + 1
        assert page.button("Trình ký").status == 200

    def test_what_changed_after_it_was_sent_back_is_shown_as_well(self, officer, for_signature):
        officer("P10").get(f"{DESK}/{for_signature}/ket-qua").form("tra-lai").fill(loi="Thiếu căn cứ.").submit()
        specialist = officer("P09")

        page = specialist.get(f"{DESK}/{for_signature}").follow("Dự thảo chấp thuận")
        assert page.one("[name=text]").get_text().strip() == TEXT
        page = page.form("du-thao").fill(text="Đã thêm căn cứ.").submit()

        assert "Lãnh đạo trả lại: Thiếu căn cứ." in page.text
        assert "Đã thêm căn cứ." in page.text

    def test_the_same_once_more_says_so_and_keeps_the_draft(self, officer, taken, events):
        specialist = officer("P09")
        specialist.get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao").fill(text=TEXT).submit()
        before = len(events("result_revise"))

        answer = specialist.get(f"{DESK}/{taken}/sua-du-thao").form("du-thao").submit()

        assert answer.status == 422
        assert "chưa có gì khác bản trước" in answer.html
        assert len(events("result_revise")) == before

    def test_an_older_page_does_not_write_over_a_newer_draft(self, officer, taken):
        specialist = officer("P09")
        specialist.get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao").fill(text=TEXT).submit()
        old = specialist.get(f"{DESK}/{taken}/sua-du-thao").form("du-thao").fill(text="Cách một.")
        specialist.get(f"{DESK}/{taken}/sua-du-thao").form("du-thao").fill(text="Cách hai.").submit()

        answer = old.submit()

        assert answer.status == 409
        assert "Cách một." in answer.html

    def test_what_has_gone_up_is_not_offered_for_correction(self, officer, for_signature):
        specialist = officer("P09")

        assert "Sửa dự thảo" not in specialist.get(f"{DESK}/{for_signature}/ket-qua").text
        assert specialist.get(f"{DESK}/{for_signature}/sua-du-thao").path == f"{DESK}/{for_signature}"

    def test_nobody_else_corrects_it(self, officer, taken):
        officer("P09").get(f"{DESK}/{taken}/du-thao/chap-thuan").form("du-thao").fill(text=TEXT).submit()

        assert "Sửa dự thảo" not in officer("P10").get(f"{DESK}/{taken}/ket-qua").text
        assert officer("P10").get(f"{DESK}/{taken}/sua-du-thao").status == 403


class TestOrder:
    def test_the_version_is_read_before_what_is_shown(self, officer, for_signature, statements):
        """Else a page could carry a newer version than its bytes, and what is sent from it would pass."""
        leader = officer("P10")
        with statements() as seen:
            leader.get(f"{DESK}/{for_signature}/ket-qua")

        reads = [one for one in seen if one.startswith("SELECT")]
        version = next(at for at, one in enumerate(reads) if "dossier.version" in one)
        shown = [at for at, one in enumerate(reads) if re.search(r"FROM (result|result_status|book_number)\b", one)]
        assert shown
        assert version < min(shown)


class TestFinalPage:
    def test_who_leaves_gives_the_number_back_and_finds_the_draft_again(self, officer, for_signature):
        leader = officer("P10")
        page = leader.get(f"{DESK}/{for_signature}").button("Mở để ký")
        number = page.one(".split__side").get_text().split("Số")[1].split()[0]
        assert number.endswith("/KQ-STP")

        desk = page.form("quay-lai").submit()

        assert "Số đã được trả lại" in desk.html
        again = desk.follow("Xem kết quả")
        assert "cấp khi ký" in again.text
        assert again.select(".digest") == again.select("#duyet-ky") == []
        assert number in again.form("mo-de-ky").submit().text

    def test_who_read_an_older_draft_opens_nothing(self, officer, for_signature, events):
        leader = officer("P10")
        stale = leader.get(f"{DESK}/{for_signature}/ket-qua").form("mo-de-ky")
        leader.get(f"{DESK}/{for_signature}/ket-qua").form("tra-lai").fill(loi="Sửa giúp.").submit()
        specialist = officer("P09")
        form = specialist.get(f"{DESK}/{for_signature}/du-thao/chap-thuan").form("du-thao")
        form.fill(text="Nội dung khác hẳn.").submit().button("Trình ký")
        before = len(events("result_take_number"))

        answer = stale.submit()

        assert answer.status == 409
        assert "vừa được người khác xử lý" in answer.text
        assert events("dossier_act_refused")[-1]["reason"] == "dossier_changed_elsewhere"
        assert len(events("result_take_number")) == before
        assert answer.form("mo-de-ky").submit().select("#duyet-ky")

    def test_a_double_click_finds_the_page_that_the_first_one_opened(self, officer, for_signature):
        form = officer("P10").get(f"{DESK}/{for_signature}").form("mo-de-ky")
        first = form.submit()

        second = form.submit()

        assert second.status == 200
        assert second.one(".digest").text == first.one(".digest").text

    def test_another_digest_is_not_signed(self, officer, for_signature, events):
        page = officer("P10").get(f"{DESK}/{for_signature}").button("Mở để ký")
        form = page.form("duyet-ky")
        form.values["sha256"] = "00" * 32

        answer = form.submit()

        assert answer.status == 409
        assert "không phải của bản đang hiển thị" in answer.text
        assert answer.select("#duyet-ky")
        assert events("dossier_act_refused")[-1]["reason"] == "shown_bytes_differ"

    @pytest.mark.parametrize("digest", ["", "zz", "abc"])
    def test_what_is_no_digest_is_no_answer_either(self, officer, for_signature, digest):
        form = officer("P10").get(f"{DESK}/{for_signature}").button("Mở để ký").form("duyet-ky")
        form.values["sha256"] = digest

        assert form.submit().status == 409

    def test_ten_idle_minutes_later_it_is_opened_again(self, officer, for_signature, clock):
        page = officer("P10").get(f"{DESK}/{for_signature}").button("Mở để ký")
        clock.move(minutes=11)

        answer = page.button("Duyệt ký")

        assert answer.status == 409
        assert "Bản cuối không còn mở" in answer.text

    def test_sent_back_it_tells_the_specialist_why_and_begins_with_the_last_draft(self, officer, for_signature):
        leader = officer("P10")
        page = leader.get(f"{DESK}/{for_signature}/ket-qua")
        assert page.form("tra-lai").submit().status == 422

        page.form("tra-lai").fill(loi="Thiếu số quyết định cũ.").submit()

        specialist = officer("P09")
        listed = specialist.get("/can-bo")
        assert "Lãnh đạo trả lại" in listed.one(f"tr:has(a[href='{DESK}/{for_signature}'])").get_text()
        desk = listed.follow(for_signature)
        assert "Thiếu số quyết định cũ." in desk.text
        assert TEXT in desk.follow("Dự thảo chấp thuận").html

    def test_the_specialist_does_not_see_a_number_that_is_only_held(self, officer, for_signature):
        officer("P10").get(f"{DESK}/{for_signature}").button("Mở để ký")

        assert "cấp khi ký" in officer("P09").get(f"{DESK}/{for_signature}/ket-qua").text

    def test_pages_that_are_not_there_are_not_found(self, officer, for_signature):
        leader = officer("P10")

        assert leader.get(f"{DESK}/{for_signature}/ket-qua/trang-1.png").status == 200
        assert leader.get(f"{DESK}/{for_signature}/ket-qua/trang-9.png").status == 404
        assert leader.get(f"{DESK}/{for_signature}/ket-qua/trang-0.png").status == 404

    def test_every_look_is_written_down(self, officer, for_signature, events):
        before = len(events("result_read"))
        leader = officer("P10")

        leader.get(f"{DESK}/{for_signature}/ket-qua")
        leader.get(f"{DESK}/{for_signature}/ket-qua.pdf")

        assert len(events("result_read")) == before + 2

    def test_it_reads_in_english(self, officer, for_signature):
        page = officer("P10", "en").get(f"{DESK}/{for_signature}").form("mo-de-ky").submit()

        assert "You sign as" in page.text


class TestWithoutAResult:
    def test_there_is_no_page(self, officer, taken):
        assert officer("P09").get(f"{DESK}/{taken}/ket-qua").status == 404


class TestReadings:
    """Whatever shows a dossier or its result leaves an event, also where it comes instead of what was sent."""

    @pytest.mark.parametrize("page", ["ket-qua", "ket-qua.pdf", "ket-qua/trang-1.png"])
    def test_of_the_result_in_every_shape(self, officer, for_signature, events, page):
        leader = officer("P10")
        before = len(events("result_read"))

        assert leader.get(f"{DESK}/{for_signature}/{page}").status == 200
        assert len(events("result_read")) == before + 1

    def test_of_a_draft_that_begins_with_the_dossiers_answers(self, officer, taken, events):
        specialist = officer("P09")
        before = len(events("dossier_read"))

        specialist.get(f"{DESK}/{taken}/du-thao/chap-thuan")
        assert len(events("dossier_read")) == before + 1

    def test_of_a_page_that_comes_back(self, officer, for_signature, events):
        form = officer("P10").get(f"{DESK}/{for_signature}/ket-qua").form("tra-lai")
        before = len(events("result_read"))

        assert form.submit().status == 422
        assert len(events("result_read")) == before + 1
