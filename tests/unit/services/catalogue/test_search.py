"""Search finds what people mean: without marks, with slips, in their own words."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.catalogue.search.finder import Finder
from tests.search_quality import quality, query_files, read_queries, shipped_finder

BIRTH, SINGLE, DEATH = "1.001193", "1.004873", "1.000656"


@pytest.fixture(scope="session")
def finder() -> Finder:
    """The index of the shipped catalogue, built as the snapshot builds it."""
    return shipped_finder()


class TestQuality:
    @pytest.mark.parametrize(("name", "rows"), [("dev", 50), ("own", 125)])
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
        [("ddangw kys khai sinh", BIRTH), ("giaay khai sinh", BIRTH), ("d9a8ng ky1 khai sinh", BIRTH)],
        ids=["telex with a slip", "telex", "vni"],
    )
    def test_key_strokes_without_an_input_method_are_read(self, finder, query, code):
        assert code in finder.find(query).codes[:5]

    @pytest.mark.parametrize(
        ("said", "code"),
        [("sổ đỏ bị mất", "1.012786"), ("hộ khẩu", "1.004222"), ("giấy độc thân", SINGLE), ("gplx", "3.000347")],
    )
    def test_peoples_own_words_are_understood(self, finder, said, code):
        assert code in finder.find(said).codes[:5]


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

    @pytest.mark.parametrize("query", ["mua vé máy bay đi sài gòn", "iphone", "xin chào", "facebook"])
    def test_what_is_no_procedure_has_no_good_match(self, finder, query):
        assert not finder.find(query).is_good

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
