"""Where one goes in person: the list, the search by today's and former names, the page of each."""

from datetime import UTC, datetime

import pytest

from gateway.clock import EXTENSION, set_clock

MOST_STATEMENTS = 6
HOLIDAY = datetime(2026, 11, 24, 2, tzinfo=UTC)  # a Tuesday, 09:00
BEFORE_OPENING = datetime(2026, 11, 25, 0, tzinfo=UTC)
AT_WORK = datetime(2026, 11, 25, 2, tzinfo=UTC)
AFTER_WORK = datetime(2026, 11, 25, 12, tzinfo=UTC)
WARD, CENTRE = "/mot-cua/X01273.TT", "/mot-cua/TTPVHCC"


@pytest.fixture
def at(furnished):
    """Sets the clock of the application: `at(HOLIDAY)`."""
    yield lambda instant: set_clock(furnished, lambda: instant)
    furnished.extensions.pop(EXTENSION)


class TestList:
    def test_it_names_the_centre_of_the_province_and_of_every_commune(self, anyone):
        page = anyone.get("/mot-cua")

        assert page.link("Trung tâm Phục vụ hành chính công tỉnh") == CENTRE
        assert page.link("Phường Thục Phán") == WARD
        assert len(page.select("ul.columns a")) == 56

    def test_communes_stand_in_the_order_of_their_names(self, anyone):
        names = [a.get_text() for a in anyone.get("/mot-cua").select("ul.columns a")]

        assert names[:3] == ["Xã Bạch Đằng", "Xã Bảo Lạc", "Xã Bảo Lâm"]
        assert names.index("Phường Thục Phán") > names.index("Xã Thanh Long")

    @pytest.mark.parametrize("query", ["Hợp Giang", "hop giang", "p. hop giang", "Phường Hợp Giang"])
    def test_a_former_name_leads_to_the_commune_it_became_part_of(self, anyone, query):
        page = anyone.get("/mot-cua").form().fill(q=query).submit()

        assert page.link("Phường Thục Phán") == WARD
        assert "Tên cũ: Phường Hợp Giang" in page.text

    def test_a_name_that_a_commune_has_and_others_had_leads_to_all(self, anyone):
        page = anyone.get("/mot-cua", q="xã hưng đạo")

        assert [a.get_text() for a in page.select("main li > a")] == [
            "Xã Hưng Đạo",
            "Phường Thục Phán",
            "Xã Tam Kim",
        ]

    def test_a_department_leads_to_the_centre_that_receives_for_it(self, anyone):
        page = anyone.get("/mot-cua", q="so tu phap")

        assert page.link("Sở Tư pháp") == CENTRE
        assert "Nộp tại Trung tâm Phục vụ hành chính công tỉnh" in page.text

    def test_a_name_of_nothing_says_so_and_shows_everything(self, anyone):
        page = anyone.get("/mot-cua", q="zzz")

        assert "Không có nơi nào mang tên này" in page.text
        assert len(page.select("ul.columns a")) == 56

    def test_it_costs_few_statements(self, anyone, statements):
        anyone.get("/mot-cua")

        with statements() as seen:
            anyone.get("/mot-cua", q="hợp giang")

        assert len(seen) <= MOST_STATEMENTS


class TestPage:
    def test_it_says_how_to_get_there_and_that_the_demonstration_made_it_up(self, anyone):
        page = anyone.get(WARD)

        assert "Nhà mẫu số 2" in page.text
        assert "rẽ phải sau cổng" in page.text
        assert "dữ liệu trình diễn, không có thật" in page.text

    def test_what_nobody_has_told_is_said_to_be_unknown(self, anyone):
        page = anyone.get("/mot-cua/X01279.TT")

        assert page.text.count("chưa có dữ liệu") == 4
        assert "trình diễn" not in page.text

    def test_the_code_of_a_body_leads_to_its_one_stop(self, anyone):
        assert anyone.get("/mot-cua/X01273").path == WARD
        assert anyone.get("/mot-cua/STP").path == CENTRE

    @pytest.mark.parametrize("code", ["X99999", "CAT", "X01273.VP"])
    def test_what_has_no_one_stop_is_not_found(self, anyone, code):
        assert anyone.get(f"/mot-cua/{code}").status == 404

    @pytest.mark.parametrize(
        ("instant", "said"),
        [
            (HOLIDAY, "Hôm nay nghỉ."),
            (BEFORE_OPENING, "Mở cửa lúc 07:30 hôm nay."),
            (AT_WORK, "Đang làm việc, đến 11:30."),
            (AFTER_WORK, "Hôm nay đã hết giờ làm việc."),
        ],
    )
    def test_it_says_whether_it_is_open_now(self, anyone, at, instant, said):
        at(instant)

        assert said in anyone.get(WARD).text

    def test_the_coming_days_have_their_hours_and_a_day_off_its_reason(self, anyone, at):
        at(HOLIDAY)

        rows = [row.get_text(" ", strip=True) for row in anyone.get(WARD).select("tbody tr")]

        assert rows[0] == "Hôm nay, Thứ Ba 24/11/2026 Nghỉ Ngày Văn hóa Việt Nam"
        assert rows[1] == "Thứ Tư 25/11/2026 07:30–11:30, 13:30–17:00"
        assert rows[4] == "Thứ Bảy 28/11/2026 Nghỉ"

    def test_it_reads_in_english(self, foreigner):
        page = foreigner.get(WARD)

        assert "Directions" in page.text

    def test_it_costs_few_statements(self, anyone, statements):
        with statements() as seen:
            anyone.get(WARD)

        assert len(seen) <= MOST_STATEMENTS


class TestTheWayThere:
    def test_the_start_page_and_every_footer_lead_to_it(self, anyone):
        page = anyone.get("/")

        assert page.link("Tìm bộ phận một cửa gần bạn") == "/mot-cua"
        assert page.one(".site-footer a[href='/mot-cua']")

    def test_beside_the_button_to_file_stands_what_to_do_without_an_electronic_identity(self, anyone):
        page = anyone.get("/thu-tuc/1.001193")

        assert "Không có VNeID? Đến bộ phận một cửa gần bạn" in page.text
