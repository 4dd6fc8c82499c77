"""Reading words that are none of ours."""

import pytest

from services.catalogue.folding import spelling, words
from services.catalogue.search.codes import beginning_of_code, code_in
from services.catalogue.search.contexts import shipped_contexts
from services.catalogue.search.initials import abbreviations
from services.catalogue.search.language import shipped_language
from services.catalogue.search.sayings import (
    Others,
    Saying,
    Sayings,
    SayingsError,
    read_pairs,
    read_turns,
    sayings_of,
)
from services.catalogue.search.vocabulary import Vocabulary, sound
from services.catalogue.source.bundle import read_source

WORDS = Vocabulary(["giay", "khai", "khau", "sinh", "quoc", "dang", "ky", "han", "dat", "truong", "kiem", "dich"])


def readings(word: str, *, open_end: bool = False) -> list[str]:
    return [" ".join(one.words) for one in WORDS.readings(word, open_end=open_end)]


def read(*rows: str) -> list[Saying]:
    return [one for pair in read_pairs(rows, file="synonyms.tsv") for one in sayings_of(pair, Others())]


class TestReadings:
    def test_a_known_word_is_itself_first(self):
        assert readings("khai")[0] == "khai"

    def test_the_last_word_may_be_unfinished(self):
        assert readings("kha", open_end=True) == ["khai", "khau"]

    @pytest.mark.parametrize(
        ("typed", "word"),
        [("quoocs", "quoc"), ("giaays", "giay"), ("gia6y1", "giay"), ("hang", "han"), ("chuong", "truong")],
    )
    def test_key_strokes_and_sounds_are_read(self, typed, word):
        assert word in readings(typed)

    @pytest.mark.parametrize(("typed", "word"), [("khia", "khai"), ("snh", "sinh"), ("truogn", "truong")])
    def test_a_slip_is_forgiven(self, typed, word):
        assert word in readings(typed)

    @pytest.mark.parametrize("typed", ["khaisinh", "dangkykhaisinh"])
    def test_run_together_words_are_split(self, typed):
        assert "".join(readings(typed)[0].split()) == typed

    @pytest.mark.parametrize("typed", ["xyzzy", "12345", "q"])
    def test_what_is_nothing_here_has_no_reading(self, typed):
        assert readings(typed) == []

    def test_a_correction_is_worth_less_than_the_word(self):
        assert WORDS.readings("khia", open_end=False)[0].weight < WORDS.readings("khai", open_end=False)[0].weight


@pytest.mark.parametrize(
    ("one", "other"), [("tra", "cha"), ("sinh", "xin"), ("hang", "han"), ("ly", "li"), ("giay", "day")]
)
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)


class TestCodes:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("1.004873", "1.004873"),
            ("1004873", "1.004873"),
            ("mã 1,004873 ở đâu", "1.004873"),
            ("1.004873.000.00.00.H99", "1.004873"),
            ("1.004873.H99", "1.004873"),
            ("1.004.873", "1.004873"),
            ("1-004873", "1.004873"),
            ("1 004873", "1.004873"),
            ("TTHC 1.004873", "1.004873"),
            ("tthc1.004873", "1.004873"),
            ("１．００４８７３", "1.004873"),
            ("mã:1.004873;", "1.004873"),
            ("0912345678", None),
            ("1.004873456", None),
            ("004873", None),
            ("0123456789012", None),
            ("11.004873", None),
        ],
    )
    def test_a_code_is_found_in_every_spelling(self, text, code):
        assert code_in(text) == code

    @pytest.mark.parametrize(
        ("text", "beginning"), [("1.0048", "1.0048"), (" 10048 ", "1.0048"), ("1", None), ("1.x", None)]
    )
    def test_the_beginning_of_a_code_counts_alone(self, text, beginning):
        assert beginning_of_code(text) == beginning


class TestSayings:
    def test_the_longest_saying_wins(self):
        sayings = Sayings(read("hộ khẩu\tđăng ký thường trú", "hộ khẩu cũ\ttách hộ"))

        found = sayings.at(["ho", "khau", "cu"], 0)

        assert [one.means for one in found.sayings] == [("tách hộ",)]
        assert found.length == 3

    def test_words_without_matter_may_stand_between(self):
        sayings = Sayings(read("mất sổ\tcấp lại"), fillers={"cai", "bi"})

        assert sayings.at(["mat", "cai", "so", "do"], 0).length == 3
        assert sayings.at(["mat", "mot", "so"], 0) is None
        assert sayings.at(["mat", "cai"], 0) is None

    def test_a_turn_of_phrase_turns_every_saying_that_has_it(self):
        others = Others(turns=[("mất …", "… bị mất", "đánh mất …")])

        assert others.of("mất bằng lái") == ["mất bằng lái", "bằng lái bị mất", "đánh mất bằng lái"]
        assert others.of("bố mất") == ["bố mất"]

    def test_a_thing_may_be_called_otherwise_in_every_saying(self):
        others = Others(turns=[("mất …", "… bị mất")], same=[("căn cước", "cccd")])

        assert others.of("mất căn cước") == ["mất căn cước", "mất cccd", "căn cước bị mất", "cccd bị mất"]

    def test_comments_and_empty_lines_say_nothing(self):
        assert read("# lời", "") == []

    @pytest.mark.parametrize("row", ["chỉ có một bên", "trái\t", "\tphải"])
    def test_a_row_without_both_sides_is_refused_by_its_number(self, row):
        with pytest.raises(SayingsError, match=r"synonyms\.tsv:2"):
            read("# đầu", row)

    @pytest.mark.parametrize("row", ["mất …\tbị mất", "mất\t… mất", "… mất\tmất …"])
    def test_a_turn_without_a_place_for_the_thing_is_refused(self, row):
        with pytest.raises(SayingsError, match=r"turns\.tsv:1"):
            list(read_turns([row], file="turns.tsv"))

    def test_the_shipped_tables_are_read(self):
        language = shipped_language()

        assert Sayings(language.sayings).at(["so", "do"], 0)
        assert "muốn" in language.fillers


class TestAbbreviations:
    def test_first_letters_stand_for_words_that_stand_together_in_titles(self):
        found = abbreviations([("thủ", "tục", "đăng", "ký", "kết", "hôn")], {"thu", "tuc"})

        assert found["dkkh"] == ("đăng ký kết hôn",)

    def test_what_could_be_a_syllable_is_none(self):
        assert abbreviations([("hội", "ông", "anh")], ()) == {}

    def test_the_most_frequent_meanings_come_first_and_rare_ones_not_at_all(self):
        titles = [("trợ", "cấp", "xã")] * 3 + [("tiền", "công", "xưởng")]

        assert abbreviations(titles, ())["tcx"] == ("trợ cấp xã",)


class TestContexts:
    def test_a_former_place_is_told_by_its_name_of_today(self):
        assert shipped_contexts().at(["thi", "tran", "nuoc", "hai"], 0).now == "Xã Hòa An"

    def test_a_former_office_leads_to_who_took_over(self):
        found = shipped_contexts().at(["so", "giao", "thong", "van", "tai", "doi", "bang", "lai"], 0)

        assert (found.now, found.agencies) == ("Sở Xây dựng", {"SXD"})

    def test_a_name_that_still_holds_needs_no_word(self):
        assert shipped_contexts().at(["xa", "hoa", "an"], 0).now is None

    def test_every_commune_and_every_former_one_is_known(self):
        known = {one.said for one in shipped_contexts()}

        assert {tuple(words(one.name)) for one in read_source().communes} <= known
        assert {tuple(words(old.name)) for one in read_source().communes for old in one.merged_from} <= known


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("kí", "ký"), ("sỹ", "sĩ")])
def test_two_ways_to_spell_a_word_are_one(one, other):
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("mất", "mật"), ("hoa", "hòa"), ("ba", "bà"), ("tay", "tai"), ("đa", "da")])
def test_other_marks_are_another_word(one, other):
    assert spelling(one) != spelling(other)
