"""Search finds what people mean: without marks, with slips, in their own words."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.catalogue.search.finder import Corpus, Document, Finder
from services.catalogue.search.language import shipped_language
from services.catalogue.search.reasons import Understood
from services.catalogue.search.sayings import Saying
from tests.search_quality import quality, query_files, read_queries, shipped_finder

TWINS = {
    "1.000001": "Công nhận người có uy tín ở xã",
    "1.000002": "Công nhận người có uy tín ở bản",
    "1.000003": "Thay thế người có uy tín ở bản",
}
BIRTH, SINGLE, DEATH = "1.001193", "1.004873", "1.000656"


@pytest.fixture(scope="session")
def finder() -> Finder:
    """The index of the shipped catalogue, built as the snapshot builds it."""
    return shipped_finder()


class TestQuality:
    @pytest.mark.parametrize(("name", "rows"), [("dev", 50), ("own", 125), ("blind", 226), ("unseen", 100)])
    def test_what_people_ask_for_is_found_as_well_as_was_promised(self, finder, name, rows):
        queries = read_queries(query_files()[name])
        found = quality(finder, queries)

        assert len(queries) >= rows
        assert found.within(1) >= 0.75, found.missed
        assert found.within(5) >= 0.93, found.missed
        assert found.reciprocal_rank >= 0.82, found.missed

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("đăng ký khai sinh", BIRTH),
            ("dang ky khai sinh", BIRTH),
            ("ĐĂNG KÝ KHAI SINH", BIRTH),
            (unicodedata.normalize("NFD", "đăng ký khai sinh"), BIRTH),
            ("dangky khaisinh", BIRTH),
            ("thủ tục đăng ký khai sin", BIRTH),
            ("dăng kí khai tử", DEATH),
            ("xác nhận tình trạng hôn nhâ", SINGLE),
        ],
    )
    def test_marks_case_form_spaces_and_small_slips_do_not_matter(self, finder, query, code):
        assert code in finder.find(query).codes[:3]

    @pytest.mark.parametrize("query", ["1.004873", "1004873", "1.004873.000.00.00.H14", " 1.004873 ", "mã 1.004873"])
    def test_a_code_in_every_spelling_finds_its_procedure(self, finder, query):
        assert finder.find(query).codes[0] == SINGLE

    def test_the_beginning_of_a_code_finds_all_that_begin_so(self, finder):
        found = finder.find("1.0048").codes

        assert SINGLE in found
        assert all(code.startswith("1.0048") for code in found)

    def test_the_accented_query_prefers_the_word_it_spells(self, finder):
        assert finder.find("đăng ký kết hôn").codes[0] == "1.000894"

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("ddangw kys khai sinh", BIRTH),
            ("giaay khai sinh", BIRTH),
            ("d9a8ng ky1 khai sinh", BIRTH),
            ("dda8ng ky1 khai sinh", BIRTH),
            ("khai sinhj", BIRTH),
        ],
        ids=["telex with a slip", "telex", "vni", "mixed", "a stray tone"],
    )
    def test_key_strokes_without_an_input_method_are_read(self, finder, query, code):
        assert code in finder.find(query).codes[:5]

    @pytest.mark.parametrize(
        ("said", "code"),
        [("sổ đỏ bị mất", "1.012786"), ("hộ khẩu", "1.004222"), ("giấy độc thân", SINGLE), ("gplx", "3.000347")],
    )
    def test_peoples_own_words_are_understood(self, finder, said, code):
        assert code in finder.find(said).codes[:5]

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("khai sinh ở thị trấn Nước Hai", BIRTH),
            ("phòng tư pháp huyện Hòa An xác nhận độc thân", SINGLE),
            ("so giao thong van tai doi bang lai", "3.000347"),
        ],
    )
    def test_where_somebody_asks_is_not_what_they_ask_for(self, finder, query, code):
        assert finder.find(query).codes[0] == code

    def test_a_former_name_is_told_by_that_of_today(self, finder):
        reason = finder.find("sở giao thông vận tải đổi bằng lái").matches[0].reason

        assert Understood("sở giao thông vận tải", "Sở Xây dựng") in reason.understood

    def test_an_office_alone_is_looked_for_as_words(self, finder):
        assert finder.find("ủy ban nhân dân").codes

    def test_initials_of_a_title_are_read_though_no_table_has_them(self, finder):
        assert finder.find("xntthn").codes[0] == SINGLE

    def test_the_marks_typed_decide_between_words(self, finder):
        assert not finder.find("chó").is_good
        assert finder.find("lấy vợ").codes[0] == "1.000894"

    def test_what_most_people_come_for_wins_a_near_tie_and_no_more(self):
        documents = [Document(code, name, {"name": [name]}) for code, name in TWINS.items()]
        language = replace(shipped_language(), frequent=frozenset({"1.000002"}))
        twins = Finder(Corpus(documents), language)

        assert twins.find("công nhận người có uy tín").codes[0] == "1.000002"
        assert twins.find("thay thế người có uy tín").codes[0] == "1.000003"

    def test_another_table_of_sayings_can_be_given(self):
        name = "Đăng ký nuôi ong"
        language = replace(shipped_language(), sayings=(Saying(("mat",), "mật", ("nuôi ong",)),))

        assert Finder(Corpus([Document("1.000001", name, {"name": [name]})]), language).find("mật").codes == (
            "1.000001",
        )


class TestFind:
    def test_nonsense_finds_nothing_good(self, finder):
        found = finder.find("xyzzy qwrtp")

        assert not found.codes or not found.is_good

    @pytest.mark.parametrize("query", ["", "   ", "?!", "a" * 5_000, "'; DROP TABLE procedure; --", "%_%", "\x00"])
    def test_whatever_is_typed_is_answered(self, finder, query):
        assert finder.find(query) is not None

    def test_the_same_query_gives_the_same_order(self, finder):
        assert finder.find("giấy phép xây dựng").codes == finder.find("giấy phép xây dựng").codes

    def test_only_among_the_given_codes(self, finder):
        assert set(finder.find("đăng ký", [BIRTH, DEATH]).codes) <= {BIRTH, DEATH}

    def test_pages_follow_on_one_another_without_overlap(self, finder):
        whole = finder.find("giấy phép", most=20)
        parts = [match.code for start in (0, 10) for match in finder.find("giấy phép", start=start, most=10).matches]

        assert parts == [match.code for match in whole.matches]
        assert len(set(parts)) == 20

    @pytest.mark.parametrize(
        "query",
        [
            "mua vé máy bay đi sài gòn",
            "iphone",
            "xin chào",
            "facebook",
            "giá vàng hôm nay",
            "lịch chiếu phim",
            "cách nấu phở",
            "số điện thoại taxi",
            "asdf qwer",
        ],
    )
    def test_what_is_no_procedure_has_no_good_match(self, finder, query):
        assert not finder.find(query).is_good

    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(query=st.text(max_size=60))
    def test_no_text_breaks_it(self, finder, query):
        found = finder.find(query)

        assert len(found.codes) == len(set(found.codes)) <= 1_672
        for match in found.matches:
            assert match.reason is None or "".join(text for text, _ in match.reason.marked)

    def test_an_unknown_code_is_not_taken_for_another(self, finder):
        found = finder.find("9.999999")

        assert (found.codes, found.is_good) == ((), False)

    def test_a_match_says_why(self, finder):
        reason = finder.find("báo tử").matches[0].reason

        assert reason is not None
        assert [meant.typed for meant in reason.understood] == ["báo tử"]
