"""Find a procedure, and read first what is needed and where to go."""

import re

import pytest

from services.catalogue.life_events import life_events
from services.catalogue.source.bundle import read_source
from services.dossiers.forms.definitions import SubjectOf
from services.dossiers.forms.library import form_for
from services.dossiers.papers import RowKind, paper_rows
from tests.pages import words as words_of

BIRTH = "/thu-tuc/1.001193"
WITHOUT_STAFF = "1.000045"  # of a department where nobody works in the demonstration


def extreme(key) -> str:
    """The code of the public procedure that has most of something."""
    return max((one for one in read_source().procedures if one.is_public), key=key).code


class TestHome:
    def test_it_says_how_many_can_be_looked_up_and_how_many_filed_here_with_their_day(self, anyone):
        page = anyone.get("/")

        assert "1.672 thủ tục" in page.text
        assert "Dữ liệu tính đến 20/07/2026" in page.text
        assert "không phải danh mục chính thức" in page.text

    def test_the_search_box_leads_to_the_results(self, anyone):
        page = anyone.get("/").form().fill(q="khai sinh").submit()

        assert page.path.startswith("/thu-tuc?q=khai+sinh")
        assert "Thủ tục đăng ký khai sinh" in page.text

    def test_it_speaks_english_too(self, foreigner):
        page = foreigner.get("/")

        assert page.h1 == "What do you need to do?"


class TestSearch:
    def test_a_result_leads_to_its_procedure(self, anyone):
        page = anyone.get("/thu-tuc", q="dang ky khai sinh").follow("Thủ tục đăng ký khai sinh")

        assert page.path == BIRTH

    def test_nothing_found_says_so_and_what_to_do(self, anyone):
        page = anyone.get("/thu-tuc", q="xyzzyqwrtp")

        assert "Không có thủ tục nào khớp" in page.text
        assert page.select("main a[href='/mot-cua']")

    def test_filters_narrow_and_the_query_stays(self, anyone):
        every, commune = anyone.get("/thu-tuc", q="giấy phép"), anyone.get("/thu-tuc", q="giấy phép", level="commune")

        assert every.text != commune.text
        assert commune.one("input[name=q]")["value"] == "giấy phép"

    def test_the_next_page_shows_others(self, anyone):
        first = anyone.get("/thu-tuc", q="đăng ký")
        second = first.follow("Trang sau")

        codes = [set(re.findall(r"/thu-tuc/(\d\.\d{6})", page.html)) for page in (first, second)]
        assert len(codes[0]) == len(codes[1]) == 20
        assert not codes[0] & codes[1]

    def test_filters_stay_through_the_pages(self, anyone):
        narrowed = {"q": "đăng ký", "level": "commune", "agency": "STP", "online": "1"}

        second = anyone.get("/thu-tuc", **narrowed).follow("Trang sau")

        assert second.select("#level option[value=commune][selected]")
        assert second.select("#agency option[value=STP][selected]")
        assert second.select("#online[checked]")
        assert second.one("input[name=q]")["value"] == "đăng ký"
        assert all("Cấp xã" in words_of(one) for one in second.select(".results > li"))

    @pytest.mark.parametrize(
        "odd", [{"page": "x"}, {"page": "-1"}, {"page": "99999"}, {"level": "no"}, {"field": "no"}, {"agency": "no"}]
    )
    def test_an_odd_address_is_no_crash(self, anyone, odd):
        page = anyone.get("/thu-tuc", q="khai sinh", **odd)

        assert page.status == 200
        assert page.select(".results > li")

    def test_a_page_beyond_the_end_is_the_last_one(self, anyone):
        page = anyone.get("/thu-tuc", q="đăng ký khai sinh", page="99999")

        assert page.select("a[rel=prev]")
        assert not page.select("a[rel=next]")

    def test_what_words_were_taken_for_is_said_and_what_is_meant_is_marked(self, anyone):
        page = anyone.get("/thu-tuc", q="so do")

        assert "“so do” hiểu là “giấy chứng nhận quyền sử dụng đất”" in page.text
        assert "Giấy chứng nhận quyền sử dụng đất" in words_of(page.select("mark")[0])

    def test_no_good_match_is_said_before_the_nearest(self, anyone):
        text = anyone.get("/thu-tuc", q="mua vé máy bay đi sài gòn").text

        assert "Không có thủ tục nào khớp hẳn với điều bạn tìm." in text

    def test_only_what_can_be_filed_here(self, anyone):
        page = anyone.get("/thu-tuc", online="1")

        states = [words_of(one) for one in page.select(".results .state")]
        assert states
        assert set(states) == {"✓ Tại đây"}

    def test_what_is_typed_is_shown_as_text(self, anyone):
        page = anyone.get("/thu-tuc", q="<script>alert(1)</script>")

        assert page.one("input[name=q]")["value"] == "<script>alert(1)</script>"
        assert not page.select("main script")

    def test_a_page_that_reflects_a_query_carries_no_token(self, anyone):
        page = anyone.get("/thu-tuc", q="khai sinh")

        assert not page.select("input[name=csrf_token]")
        assert "Set-Cookie" not in page.headers


class TestLifeEvents:
    def test_a_tile_of_the_start_page_leads_to_all_that_the_event_needs(self, anyone):
        page = anyone.get("/").follow("Sinh con")

        assert page.path == "/viec/sinh-con"
        assert page.h1 == "Sinh con"
        assert "Thủ tục đăng ký khai sinh" in page.text
        assert "Chỉ khai sinh." in page.text

    def test_a_procedure_stands_there_as_in_a_list_with_the_way_to_its_papers(self, anyone):
        page = anyone.get("/viec/sinh-con")

        assert all(len(one.select(".facts dt")) == 5 for one in page.select(".results > li"))
        assert page.select(f"a[href='{BIRTH}#giay-to']")
        assert anyone.get(BIRTH).select("#giay-to")

    @pytest.mark.parametrize("event", life_events(), ids=lambda one: one.slug)
    def test_every_event_shows_every_procedure_it_names_in_both_languages(self, anyone, foreigner, event):
        page, english = (browser.get(f"/viec/{event.slug}") for browser in (anyone, foreigner))

        assert (page.h1, english.h1) == (event.title.vi, event.title.en)
        assert event.intro.en in english.text
        shown = {code for code in event.codes if page.select(f"h3 a[href='/thu-tuc/{code}']")}
        assert shown == event.codes

    @pytest.mark.parametrize("unknown", ["/viec/khong-co", "/viec/Sinh-Con", "/viec/"])
    def test_an_unknown_event_is_a_404(self, anyone, unknown):
        assert anyone.get(unknown).status == 404

    def test_a_search_offers_the_event_that_its_best_match_belongs_to(self, anyone):
        page = anyone.get("/thu-tuc", q="làm giấy khai sinh cho con")

        assert page.select("main a[href='/viec/sinh-con']")

    def test_without_a_good_match_events_and_a_counter_are_offered(self, anyone):
        for query in ("giá vàng hôm nay", "xyzzyqwrtp"):
            page = anyone.get("/thu-tuc", q=query)

            assert page.select(".tiles a[href='/viec/nha-dat']")
            assert page.select("main a[href='/mot-cua']")

    def test_a_good_match_needs_no_other_way(self, anyone):
        assert not anyone.get("/thu-tuc", q="đăng ký khai sinh").select(".tiles")


class TestProcedure:
    def test_first_what_i_need_then_the_law(self, anyone):
        text = anyone.get(BIRTH).text

        places = [
            text.index(words) for words in ("Bạn cần chuẩn bị", "Nộp ở đâu", "Bạn nhận được", "Thông tin pháp lý")
        ]
        assert places == sorted(places)
        assert "Giấy chứng sinh" in text
        assert "Trong ngày; nhận sau 15:00 thì trả vào ngày làm việc tiếp theo" in text
        assert "quyết định địa phương, chưa xác nhận" in text
        assert "1 (chưa rõ đơn vị tính)" in text
        assert "thời hạn áp dụng là thời hạn ghi ở đầu trang" in text

    def test_what_is_open_has_the_button_and_what_is_not_says_why_and_where(self, anyone):
        birth, tax, copies = (anyone.get(f"/thu-tuc/{code}") for code in ("1.001193", "1.008498", "2.000815"))

        assert [words_of(a) for a in birth.select("main a.govuk-button")] == ["Nộp hồ sơ trực tuyến"]
        assert "Trực tuyến tại đây" in birth.text
        assert birth.select("main a[href='/mot-cua']")
        assert not tax.select("main a.govuk-button")
        assert "Trực tuyến tại đây" not in tax.text + copies.text
        assert "Thủ tục này do cơ quan ngành dọc của trung ương nhận và giải quyết." in tax.text
        assert "Hệ thống thuế điện tử" in tax.text
        assert "không nhận hồ sơ trực tuyến" in copies.text
        assert "Trung tâm Phục vụ hành chính công của xã, phường" in copies.text

    def test_who_decides_is_named(self, anyone):
        assert "Văn phòng Đăng ký đất đai tỉnh giải quyết" in anyone.get("/thu-tuc/1.012783").text
        assert "Sở Tư pháp giải quyết" in anyone.get("/thu-tuc/2.000954").text

    def test_the_limit_is_that_of_the_chosen_case(self, anyone):
        page = anyone.get("/thu-tuc/1.013225")
        assert "Thời hạn 20 ngày" in page.text

        house = page.form("/thu-tuc/1.013225#giay-to").fill(**{"truong-hop": "7"}).submit()

        assert "Thời hạn 15 ngày" in house.text
        assert "Hồ sơ thiết kế xây dựng" in house.text

    @pytest.mark.parametrize("spelling", ["1001193", "1.001193.000.00.00.H14"])
    def test_a_code_written_otherwise_leads_to_the_one_address(self, anyone, spelling):
        assert anyone.get(f"/thu-tuc/{spelling}").path == BIRTH

    @pytest.mark.parametrize("unknown", ["9.999999", "khai-sinh", "1.00119"])
    def test_an_unknown_code_is_a_404(self, anyone, unknown):
        assert anyone.get(f"/thu-tuc/{unknown}").status == 404

    def test_what_is_unknown_is_said_to_be(self, anyone):
        header = next(one for one in read_source().procedures if one.completeness == "header" and one.is_public)

        assert "Chưa có dữ liệu" in anyone.get(f"/thu-tuc/{header.code}").text

    @pytest.mark.parametrize(
        "key",
        [lambda one: len(one.name), lambda one: one.component_count, lambda one: len(one.cases)],
        ids=["longest title", "most papers", "most cases"],
    )
    def test_the_largest_are_whole_on_screen_and_paper(self, anyone, foreigner, key):
        code = extreme(key)
        record = next(one for one in read_source().procedures if one.code == code)

        assert record.name in anyone.get(f"/thu-tuc/{code}").text
        assert record.name in foreigner.get(f"/thu-tuc/{code}").text
        paper = anyone.get(f"/thu-tuc/{code}/in").text
        assert all(one.name in paper for case in record.cases for one in case.components)

    def test_my_case_is_chosen_from_a_list(self, anyone):
        code = extreme(lambda one: len(one.cases))
        record = next(one for one in read_source().procedures if one.code == code)

        assert len(record.cases) > 1
        assert anyone.get(f"/thu-tuc/{code}").select("main form, main a[href*='truong-hop=']")


class TestPapers:
    def test_the_page_announces_what_the_filing_asks(self, anyone):
        record = next(one for one in read_source().procedures if one.code == "1.001193")
        rows = paper_rows(record, None, form_for("1.001193"), {}, SubjectOf.PERSON)
        said = {row.name: line for row in rows for line in papers_on(anyone.get(BIRTH)) if line.startswith(row.name)}

        for row in rows:
            if row.question is None:
                assert ("tờ khai điện tử thay giấy này" in said[row.name]) == (row.kind is RowKind.BY_FORM), row
                assert ("tùy trường hợp" in said[row.name]) == (row.kind is RowKind.NOT_ASKED), row

    def test_elsewhere_nothing_is_said_of_our_form(self, anyone):
        assert "tờ khai điện tử thay" not in anyone.get("/thu-tuc/2.000815").text


def papers_on(page):
    """The lines of the lists of papers."""
    return [" ".join(one.get_text().split()) for one in page.select("main li")]


class TestAdmission:
    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("2.000954", "chỉ dành cho tổ chức, doanh nghiệp"),
            ("1.001193", "chỉ dành cho cá nhân"),
        ],
    )
    def test_it_says_for_whom_it_is_where_not_for_everybody(self, anyone, code, said):
        assert said in anyone.get(f"/thu-tuc/{code}").text

    def test_what_is_for_both_says_nothing_of_it(self, anyone):
        assert "chỉ dành cho" not in anyone.get("/thu-tuc/2.000908").text


class TestWhoTakesFilings:
    def test_it_says_which_communes_take_it_online(self, anyone):
        assert "1 cơ quan nhận trực tuyến: Ủy ban nhân dân phường Thục Phán" in anyone.get(BIRTH).text

    def test_where_nobody_could_sign_it_there_is_no_button_and_a_plain_reason(self, anyone):
        page = anyone.get(f"/thu-tuc/{WITHOUT_STAFF}")

        assert "chưa đủ cán bộ" in page.text
        assert "bạn nộp theo các cách dưới đây" in page.text
        assert page.select("main a.govuk-button") == []


class TestStatements:
    @pytest.mark.parametrize(
        ("path", "most"),
        [
            ("/", 1),
            ("/thu-tuc?q=khai+sinh", 1),
            ("/thu-tuc/linh-vuc", 1),
            (BIRTH, 1),
            ("/viec/sinh-con", 1),
            ("/thu-tuc?q=xyzzyqwrtp", 2),
            ("/api/v1/procedures?q=x", 2),
        ],
    )
    def test_a_page_costs_at_most_one_look_at_the_catalogues_state(self, anyone, statements, path, most):
        anyone.get(path)
        with statements() as seen:
            anyone.get(path)

        assert len(seen) <= most, seen
