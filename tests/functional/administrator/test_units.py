"""Units and lists of codes as the business administrator edits them."""

import pytest

UNITS = "/quan-tri/don-vi"
WARD = f"{UNITS}/X01294"  # a commune that no other test looks at
MOST_STATEMENTS = 8


@pytest.fixture
def administrator(officer):
    return officer("P20")


def day(form, name, text):
    for part, value in zip(("ngay", "thang", "nam"), text.split("/"), strict=True):
        form.set(f"{name}-{part}", value)
    return form


class TestList:
    @pytest.mark.parametrize("query", ["Lý Bôn", "X01294", "H14.X01294"])
    def test_a_unit_is_found_by_name_and_codes(self, administrator, query):
        page = administrator.get(UNITS).form().fill(q=query).submit()

        assert page.link("Ủy ban nhân dân xã Lý Bôn") == WARD

    def test_it_goes_on_page_by_page(self, administrator):
        first = administrator.get(UNITS)
        second = first.follow("Trang sau")

        assert first.select("tbody th")[0].get_text() != second.select("tbody th")[0].get_text()

    def test_which_commune_a_former_one_became_part_of(self, administrator):
        page = administrator.get("/quan-tri/xa-cu").form().fill(q="hop giang").submit()

        (row,) = page.select("tbody tr")
        assert "01273" in row.get_text()
        assert page.link("Ủy ban nhân dân phường Thục Phán") == f"{UNITS}/X01273"

    @pytest.mark.parametrize("path", [UNITS, WARD, "/quan-tri/xa-cu", "/quan-tri/danh-muc/linh-vuc"])
    @pytest.mark.parametrize("key", ["P23", "P21", "P12"])
    def test_nobody_else_opens_them(self, officer, key, path):
        assert officer(key).get(path).status == 403


class TestUnit:
    def test_the_older_notation_of_a_code_is_kept_as_the_newer_one(self, administrator):
        page = administrator.get(WARD).form("doi-ten").fill(ma="000.00.97.H14", xac_nhan="y").submit()

        assert "H14.97" in page.text
        assert "kiểu cũ: 000.00.97.H14" in page.text
        assert page.form("doi-ten").values["ma"] == "H14.97"

    def test_a_code_in_no_notation_comes_back_with_what_was_typed(self, administrator):
        page = administrator.get(WARD).form("doi-ten").fill(ma="97/H14").submit()

        assert page.status == 422
        assert page.form("doi-ten").values["ma"] == "97/H14"

    def test_a_contact_shows_on_the_public_page_of_the_one_stop_at_once(self, administrator, events):
        page = (
            administrator.get(f"{WARD}.TT")
            .form("lien-he")
            .fill(dia_chi="Nhà mẫu số 9", nguon_lien_he="Công văn mẫu")
            .submit()
        )

        assert "Đã lưu." in page.text
        assert "Nhà mẫu số 9" in administrator.get("/mot-cua/X01294.TT").text
        event = events("unit_change")[-1]
        assert event["actor"]["role"] == "business_admin"
        assert event["before"] != event["after"]
        assert "Địa chỉ: Nhà mẫu số 9" in page.text

    def test_a_contact_without_a_source_is_refused(self, administrator):
        page = administrator.get(f"{WARD}.KT").form("lien-he").fill(dia_chi="Nhà mẫu số 9").submit()

        assert page.status == 422
        assert "Hãy ghi nguồn" in page.errors[0]

    def test_a_former_name_leads_people_there_until_it_is_taken_away(self, administrator):
        page = administrator.get(WARD).form("ten-khac").fill(loai="former_commune", gia_tri="Xã Cũ Mẫu").submit()
        assert "Tên cũ: Xã Cũ Mẫu" in administrator.get("/mot-cua", q="xa cu mau").text

        page = page.button("Bỏ Xã Cũ Mẫu")

        assert "Không có nơi nào mang tên này" in administrator.get("/mot-cua", q="xa cu mau").text

    def test_hours_of_a_season_are_shown_before_they_are_kept(self, administrator):
        form = day(day(administrator.get(WARD).form("gio"), "mua_tu", "16/4/2027"), "mua_den", "15/10/2027")

        page = form.fill(ngay_thuong="07:00-11:30, 13:30-16:30").submit("Xem trước")
        assert "Xem trước, chưa lưu" in page.text
        assert "07:00–11:30, 13:30–16:30" in page.text
        page = page.form("gio").submit("Lưu giờ làm việc")

        assert "Thứ Hai đến thứ Sáu: 07:00–11:30, 13:30–16:30" in page.text

    def test_hours_that_overlap_are_refused(self, administrator):
        form = day(administrator.get(WARD).form("gio"), "mua_tu", "1/1/2028")

        page = form.fill(ngay_thuong="07:00-12:00, 11:00-16:30").submit("Xem trước")

        assert page.status == 422
        assert page.form("gio").values["ngay_thuong"] == "07:00-12:00, 11:00-16:30"

    def test_it_costs_few_statements(self, administrator, statements):
        administrator.get(WARD)

        with statements() as seen:
            administrator.get(WARD)

        assert len(seen) <= MOST_STATEMENTS


class TestCodeLists:
    def test_an_entry_is_added_changed_and_ended_each_with_its_version(self, administrator):
        page = administrator.get("/quan-tri/danh-muc/linh-vuc").form("them").fill(ten="Lĩnh vực mẫu").submit()
        page = page.form("sua").fill(ma="G99-MAU").submit()
        assert "Mã: G99-MAU" in page.text

        page = page.form("ket-thuc").submit()

        assert "Đã kết thúc từ hôm nay" in page.text
        assert len(page.select("tbody tr")) == 3

    def test_a_taken_code_comes_back(self, administrator):
        page = administrator.get("/quan-tri/danh-muc/loai-ket-qua").form("them")

        page = page.fill(ten="Giấy mẫu", ma="KQ.G15.000031").submit()

        assert page.status == 409
        assert "Giấy khai sinh" in page.errors[0]

    def test_it_is_searched(self, administrator):
        page = administrator.get("/quan-tri/danh-muc/loai-ket-qua", q="giay khai sinh")

        assert "Giấy khai sinh" in page.text
        assert "KQ.G15.000031" in page.text
