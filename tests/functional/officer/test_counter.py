"""A receiver takes dossiers at the counter, for people with and without an account."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from tests.functional.officer.counter import CARD, COPY_OF_REGISTER, START, begun, received, through
from tests.pages import Browser
from tests.unit.services.documents.pdfs import pdf


@pytest.fixture
def receiver(officer) -> Browser:
    return officer("P12")


class TestOnePerson:
    def test_from_the_menu_to_form_01_without_an_account(self, receiver, worker, events):
        page = receiver.get("/can-bo").follow("Nhận hồ sơ tại quầy")
        assert page.h1 == "Nhận hồ sơ tại quầy"

        page = begun(receiver, so="004148999920")
        assert "Hoàng Thị Già Thử" in page.one(".counter-bar__whose").get_text()
        page = received(through(page))

        code = page.one(".govuk-panel .code").get_text()
        assert "Hẹn trả kết quả" in page.text
        assert page.headers["Refresh"] == "3"
        worker.draw_form_01(code)
        page = receiver.get(f"{START}/xong/{code}")
        assert "Refresh" not in page.headers
        paper = page.follow("Mở để in")
        assert paper.data.startswith(b"%PDF")
        assert [one["actor"]["role"] for one in events("dossier_receive")][-1] == "receiver"

    def test_after_a_minute_the_page_no_longer_looks_by_itself(self, receiver, clock):
        page = received(through(begun(receiver, so="004148999921")))
        code = page.one(".govuk-panel .code").get_text()
        clock.at += timedelta(minutes=2)

        page = receiver.get(f"{START}/xong/{code}")

        assert "Refresh" not in page.headers
        assert page.link("Xem lại") == f"{START}/xong/{code}"

    def test_a_card_fills_in_the_form_and_keeps_what_was_typed(self, receiver):
        page = receiver.get(START).form("quay").fill(the=CARD, thu_tuc=COPY_OF_REGISTER).submit()

        form = page.form("quay")
        assert (form.values["so"], form.values["ten"], form.values["sinh-nam"]) == (
            "004148999943",
            "Hoàng Thị Già Quầy",
            "1948",
        )
        assert form.values["xa"] == "Phường Thục Phán"
        assert form.values["thu_tuc"] == COPY_OF_REGISTER
        assert form.values["the"] == ""
        assert "Hoàng Thị Già Quầy" in form.submit().one(".counter-bar__whose").get_text()

    def test_what_is_no_card_is_refused_with_nothing_lost(self, receiver):
        page = receiver.get(START).form("quay").fill(the="https://vidu.vn/x", ten="Hoàng Thị Già Thử").submit()

        assert page.status == 422
        assert "không phải dữ liệu đọc từ thẻ" in page.errors[0]
        assert page.form("quay").values["the"] == "https://vidu.vn/x"
        assert page.form("quay").values["ten"] == "Hoàng Thị Già Thử"

    def test_a_known_number_asks_who_it_is_and_merges_nobody(self, receiver):
        begun(receiver, so="004148999921")

        page = begun(receiver, so="004148999921")
        assert page.status == 200
        known, another = page.select("input[name=la]")
        assert "Hoàng Thị Già Thử, 1948" in page.text
        assert another["value"] == "khac"
        page = page.form("quay").fill(la=known["value"]).submit()
        assert page.select(".counter-bar__whose")

    def test_words_find_the_procedure(self, receiver):
        page = begun(receiver, "sao từ sổ gốc", so="004148999922")

        page = page.form("quay").fill(chon=COPY_OF_REGISTER).submit()
        assert COPY_OF_REGISTER in page.one(".counter-bar").get_text()

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"so": "123"}, "12 chữ số"),
            ({"ten": ""}, "Hãy ghi họ và tên"),
            ({"sinh-nam": "2099"}, "Ngày sinh"),
            ({"xa": "Phường Không Có"}, "Xã, phường"),
            ({"thu_tuc": "9.999999"}, "thủ tục"),
            ({"thu_tuc": ""}, "mã thủ tục"),
            ({"thu_tuc": "1.001622"}, "không nhận hồ sơ qua hệ thống"),
        ],
    )
    def test_what_cannot_be_used_comes_back_as_it_was(self, receiver, typed, said):
        page = begun(receiver, **{"code": typed.pop("thu_tuc", COPY_OF_REGISTER)} | {"so": "004148999923"} | typed)

        assert page.status == 422
        assert said in " ".join(page.errors)
        assert page.form("quay").values["o"] == "Tổ dân phố Mẫu 3"

    def test_the_statement_has_to_be_signed(self, receiver):
        page = through(begun(receiver, so="004148999924")).form("tiep-nhan").submit("Tiếp nhận")

        assert page.status == 422
        assert page.select("#da-ky-error")

    def test_sent_twice_it_is_one_dossier(self, receiver):
        form = through(begun(receiver, so="004148999925")).form("tiep-nhan")
        form.set("da-ky", form.tag.select_one("[name=da-ky]")["value"])

        first, second = form.submit("Tiếp nhận"), form.submit("Tiếp nhận")

        assert first.one(".govuk-panel .code") == second.one(".govuk-panel .code")

    def test_a_draft_is_found_again_after_the_line_dropped(self, receiver):
        begun(receiver, so="004148999926")

        page = receiver.get(START)

        assert "đang nhập dở" in page.text
        assert "Hoàng Thị Già Thử" not in page.html
        assert receiver.get(page.select("details li a")[0]["href"]).select(".counter-bar")


class TestPapers:
    def test_what_is_wrong_stands_at_its_control_with_everything_kept(self, receiver):
        page = begun(receiver, so="004148999927")
        page = page.form("giay-to").fill(tl_0="paper", bc_0="0", bs_0="0").submit("Lưu và tiếp tục")

        assert page.status == 422
        assert "Hãy ghi số bản đã nhận" in page.errors[0]
        assert page.form("giay-to").values["tl_0"] == ["paper"]

    def test_a_missing_paper_leads_to_the_desk_where_it_is_asked_for(self, receiver):
        page = begun(receiver, so="004148999928")
        page = page.form("giay-to").fill(tl_0="absent").submit("Còn lại đều có đủ bản giấy")
        form = page.form("tiep-nhan")
        form.set("da-ky", form.tag.select_one("[name=da-ky]")["value"])

        page = form.submit("Lập hồ sơ, chưa tiếp nhận")

        assert page.path.startswith("/can-bo/ho-so/")
        assert page.form("tiep-nhan").values["dau_0"] == ["missing"]


class TestTheSameTwice:
    def test_a_running_dossier_is_told_before_it_is_filed(self, receiver):
        first = received(through(begun(receiver, so="004148999929")))
        code = first.one(".govuk-panel .code").get_text()

        page = begun(receiver, so="004148999929")
        page = page.form("quay").fill(la=page.select("input[name=la]")[0]["value"]).submit()

        assert "Đã có hồ sơ cùng thủ tục" in page.text
        assert code in page.text
        assert received(through(page)).select(".govuk-panel")  # it does not block


class TestNothingLeftBehind:
    def test_no_page_is_kept_and_no_address_names_anybody(self, receiver):
        page = begun(receiver, so="004148999930")

        for one in (receiver.get(START), page, through(page)):
            assert one.headers["Cache-Control"] == "no-store"
            assert not re.search(r"0041489999|Ho%C3%A0ng|Hoàng", one.path)
            for form in one.select("main form"):
                assert form.get("autocomplete") == "off"
        assert "Già Thử" not in receiver.get(START).html

    def test_dropped_it_is_gone(self, receiver, events):
        page = begun(receiver, so="004148999931").follow("Bỏ hồ sơ này").form("bo").submit()

        assert page.h1 == "Nhận hồ sơ tại quầy"
        assert events("draft_delete")[-1]["actor"]["role"] == "receiver"

    def test_a_colleague_finds_no_draft(self, receiver, officer):
        address = begun(receiver, so="004148999932").path

        assert officer("P07").get(address).status == 404


class TestScans:
    def test_a_paper_is_scanned_looked_at_and_taken_away(self, receiver):
        check = through(begun(receiver, so="004148999971"))
        assert "chưa số hóa" in check.text
        page = check.follow("Giấy tờ").follow("Bản quét")

        page = page.form("quet").fill(tep=(BytesIO(pdf(2)), "quet.pdf")).submit()

        assert page.follow("quet.pdf").data.startswith(b"%PDF")
        assert "1 tệp" in page.follow("Giấy tờ").text
        page = page.form("bo-1").submit()
        assert not page.select(".files")
        assert received(check).select(".govuk-panel")

    def test_what_is_no_paper_is_refused_at_its_control(self, receiver):
        page = through(begun(receiver, so="004148999972")).follow("Giấy tờ").follow("Bản quét")

        page = page.form("quet").fill(tep=(BytesIO(b"MZ"), "x.exe")).submit()

        assert page.status == 422
        assert "x.exe" in page.errors[0]

    def test_nothing_is_scanned_of_what_was_not_handed_in(self, receiver):
        address = begun(receiver, so="004148999973").path.partition("/buoc")[0]

        assert receiver.get(f"{address}/quet-0").status == 404
