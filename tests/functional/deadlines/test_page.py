"""Anybody counts a deadline on a page without scripts."""

import pytest

from tests.pages import Browser, words

VALID = {"ngay-ngay": "9", "ngay-thang": "10", "ngay-nam": "2026", "gio": "9:00", "so": "1", "don_vi": "working_day"}


def count(browser, **changed):
    form = browser.get("/tinh-han").form("tinh-han")
    for name, value in (VALID | {name.replace("__", "-"): value for name, value in changed.items()}).items():
        form.set(name, value)
    return form.submit()


def due(page):
    return words(page.one("#ket-qua h2"))


def days(page):
    """The rows of the table."""
    return [[words(cell) for cell in row.select("td")] for row in page.select("#ket-qua tbody tr")]


class TestTheForm:
    def test_it_begins_with_now(self, anyone):
        form = anyone.get("/tinh-han").form("tinh-han")

        assert [form.values[f"ngay-{part}"] for part in ("ngay", "thang", "nam")] == ["8", "10", "2026"]
        assert (form.values["gio"], form.values["so"], form.values["don_vi"]) == ("09:15", "", ["working_day"])

    def test_a_link_may_bring_a_limit_along(self, anyone):
        page = anyone.get("/tinh-han", so="24", don_vi="hour", co_quan="SOM")
        form = page.form("tinh-han")

        assert (page.status, form.values["so"], form.values["don_vi"]) == (200, "24", ["hour"])
        assert form.values["co_quan"] == ["SOM"]
        assert not page.select("#ket-qua, .govuk-error-summary")

    @pytest.mark.parametrize("nonsense", [{"so": "x"}, {"don_vi": "week"}, {"co_quan": "KHONG"}, {"khac": "1"}])
    def test_a_link_with_nonsense_is_a_form_all_the_same(self, anyone, nonsense):
        assert anyone.get("/tinh-han", **nonsense).status == 200

    def test_only_offices_with_hours_of_their_own_are_offered(self, anyone):
        options = [words(one) for one in anyone.get("/tinh-han").select("select[name=co_quan] option")]

        assert options == ["Giờ làm việc chung", "Phòng của Sở Mở Sớm", "Sở Mở Sớm"]

    def test_where_no_office_has_any_nothing_is_asked(self, furnished):
        page = Browser(furnished).get("/tinh-han")

        assert page.select("select[name=don_vi]")
        assert not page.select("select[name=co_quan]")

    def test_it_asks_without_token_or_cookie(self, anyone):
        page = count(anyone)

        assert "csrf_token" not in page.html
        assert "Set-Cookie" not in page.headers

    def test_the_footer_of_every_page_leads_to_it(self, anyone):
        assert anyone.get("/").follow("Tính hạn trả kết quả").h1 == "Tính hạn trả kết quả"


class TestTheAnswer:
    def test_every_day_has_its_reason(self, anyone):
        page = count(anyone)

        assert due(page) == "Hạn trả: Thứ Hai 12/10/2026"
        assert days(page) == [
            ["Thứ Sáu 09/10/2026", "Ngày tiếp nhận, không tính vào thời hạn"],
            ["Thứ Bảy 10/10/2026", "Ngày nghỉ cuối tuần"],
            ["Chủ nhật 11/10/2026", "Ngày nghỉ cuối tuần"],
            ["Thứ Hai 12/10/2026", "Ngày làm việc thứ 1"],
            ["Thứ Hai 12/10/2026", "Hạn trả kết quả"],
        ]
        assert "Thời hạn giải quyết 1 ngày làm việc" in page.text
        assert "09:00, Thứ Sáu 09/10/2026" in page.text
        assert "09:15 ngày 08/10/2026" in page.text

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"so": "30", "don_vi": "day", "ngay__ngay": "20", "ngay__thang": "1"}, "Thứ Hai 23/02/2026"),
            ({"so": "1", "don_vi": "month", "ngay__ngay": "31", "ngay__thang": "1"}, "Thứ Hai 02/03/2026"),
            ({"so": "", "don_vi": "same_day", "gio": "15:00"}, "Thứ Sáu 09/10/2026"),
            ({"so": "1", "don_vi": "same_day", "gio": "15h01"}, "Thứ Hai 12/10/2026"),
        ],
    )
    def test_other_units(self, anyone, changed, told):
        assert due(count(anyone, **changed)) == f"Hạn trả: {told}"

    @pytest.mark.parametrize(
        ("office", "told", "hours"),
        [
            ("", "Hạn trả: 13:00, Thứ Sáu 09/10/2026", "Thứ Hai đến thứ Sáu: 08:00–17:00"),
            ("SOM", "Hạn trả: 09:00, Thứ Hai 12/10/2026", "Thứ Hai đến thứ Sáu: 07:00–11:00"),
            ("SOM-PHONG", "Hạn trả: 09:00, Thứ Hai 12/10/2026", "Thứ Hai đến thứ Sáu: 07:00–11:00"),
        ],
    )
    def test_hours_run_in_those_of_the_office_and_are_told(self, anyone, office, told, hours):
        page = count(anyone, so="4", don_vi="hour", co_quan=office)

        assert due(page) == told
        assert hours in page.text

    @pytest.mark.parametrize("written", ["9", "9h", "9h00", "9:00", "09.00", "9g00", " 09:00 "])
    def test_an_hour_is_written_in_several_ways(self, anyone, written):
        assert due(count(anyone, so="1", don_vi="hour", gio=written)) == "Hạn trả: 10:00, Thứ Sáu 09/10/2026"

    def test_a_year_that_nobody_has_announced_is_said(self, anyone):
        assert "có thể thay đổi" in count(anyone, ngay__nam="2027").text
        assert "có thể thay đổi" not in count(anyone).text

    def test_in_english(self, foreigner):
        page = count(foreigner)

        assert due(page) == "Due: Monday 12/10/2026"
        assert days(page)[0] == ["Friday 09/10/2026", "Day of receipt, not counted"]
        assert "1 working day" in page.text

    def test_names_of_days_off_are_marked_as_vietnamese_on_an_english_page(self, furnished):
        page = count(Browser(furnished, "en"), ngay__ngay="31", ngay__thang="12", ngay__nam="2025", so="250")

        assert page.status == 200
        assert "Day off: Tết" in page.text

    def test_the_question_survives_the_change_of_language(self, anyone):
        link = count(anyone).one("a.site-header__language")["href"]

        assert "so%3D1" in link
        assert "ngay-nam%3D2026" in link

    def test_the_dearest_question_is_answered(self, anyone):
        assert len(days(count(anyone, so="999"))) > 999


class TestErrors:
    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            *(({"ngay__ngay": day}, "ngay-ngay") for day in ("", "x", "32", "0")),
            ({"ngay__ngay": "31", "ngay__thang": "2"}, "ngay-ngay"),
            *(({"ngay__nam": year}, "ngay-ngay") for year in ("26", "1999", "2200", "9999", "0001")),
            *(({"gio": clock}, "gio") for clock in ("", "x", "24:00", "9:60", "9:5", "٩", "-1", "9" * 99)),
            *(({"so": number}, "so") for number in ("", "0", "-1", "1,5", "1000", "x", "٣", "9" * 99)),
            ({"don_vi": "same_day", "so": "2"}, "so"),
        ],
    )
    def test_they_stand_at_their_field_and_nothing_is_lost(self, anyone, changed, field):
        page = count(anyone, **changed)
        kept = page.form("tinh-han").values

        assert page.status == 422
        assert [link["href"] for link in page.select(".govuk-error-summary__list a")] == [f"#{field}"]
        assert page.select(f"#{field.partition('-')[0]}-error")
        for name, value in (VALID | {name.replace("__", "-"): value for name, value in changed.items()}).items():
            assert kept[name] == ([value] if name == "don_vi" else value)
        assert not page.select("#ket-qua")

    @pytest.mark.parametrize("office", ["SOM", ""])
    def test_a_limit_that_runs_out_of_the_calendar(self, anyone, office):
        page = count(anyone, so="999", don_vi="month", ngay__nam="2150", co_quan=office)

        assert page.status == 422
        assert "2199" in page.errors[0]

    def test_a_unit_that_is_none(self, anyone):
        page = anyone.get("/tinh-han", **VALID | {"don_vi": "week"})

        assert page.status == 422
        assert page.errors

    def test_an_office_that_is_none_is_the_usual_hours(self, anyone):
        page = anyone.get("/tinh-han", **VALID | {"co_quan": "KHONG", "don_vi": "hour"})

        assert due(page) == "Hạn trả: 10:00, Thứ Sáu 09/10/2026"

    def test_the_question_in_pieces(self, anyone):
        assert anyone.get("/tinh-han", gio="9").status == 422
        assert anyone.get("/tinh-han?ngay-ngay=1&ngay-ngay=2&gio=").status == 422
