"""Reading words that are none of ours."""

import pytest

from services.catalogue.search.codes import beginning_of_code, code_in
from services.catalogue.search.sayings import SayingsError, filler_words, read_sayings, shipped_sayings
from services.catalogue.search.vocabulary import Vocabulary, sound, unkeyed

WORDS = Vocabulary(["giay", "khai", "khau", "sinh", "quoc", "dang", "ky", "han", "dat", "truong", "kiem", "dich"])


def read(word: str, *, open_end: bool = False) -> list[str]:
    return [" ".join(one.words) for one in WORDS.readings(word, open_end=open_end)]


class TestReadings:
    def test_a_known_word_is_itself_first(self):
        assert read("khai")[0] == "khai"

    def test_the_last_word_may_be_unfinished(self):
        assert read("kha", open_end=True) == ["khai", "khau"]

    @pytest.mark.parametrize(
        ("typed", "word"),
        [("quoocs", "quoc"), ("giaays", "giay"), ("gia6y1", "giay"), ("hang", "han"), ("chuong", "truong")],
    )
    def test_key_strokes_and_sounds_are_read(self, typed, word):
        assert word in read(typed)

    @pytest.mark.parametrize(("typed", "word"), [("khia", "khai"), ("snh", "sinh"), ("truogn", "truong")])
    def test_a_slip_is_forgiven(self, typed, word):
        assert word in read(typed)

    @pytest.mark.parametrize("typed", ["khaisinh", "dangkykhaisinh"])
    def test_run_together_words_are_split(self, typed):
        assert "".join(read(typed)[0].split()) == typed

    @pytest.mark.parametrize("typed", ["xyzzy", "12345", "q"])
    def test_what_is_nothing_here_has_no_reading(self, typed):
        assert read(typed) == []

    def test_a_correction_is_worth_less_than_the_word(self):
        assert WORDS.readings("khia", open_end=False)[0].weight < WORDS.readings("khai", open_end=False)[0].weight


@pytest.mark.parametrize(
    ("one", "other"), [("tra", "cha"), ("sinh", "xin"), ("hang", "han"), ("ly", "li"), ("giay", "day")]
)
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("typed", "meant"), [("hanhf", "hanh"), ("dduwowngf", "duong"), ("khai", "khai")])
def test_marks_typed_as_letters_are_dropped(typed, meant):
    assert unkeyed(typed) == meant


class TestCodes:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("1.004873", "1.004873"),
            ("1004873", "1.004873"),
            ("mã 1,004873 ở đâu", "1.004873"),
            ("1.004873.000.00.00.H99", "1.004873"),
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
        sayings = read_sayings(["hộ khẩu\tđăng ký thường trú", "hộ khẩu cũ\ttách hộ"])

        (one,) = sayings.at(["ho", "khau", "cu"], 0)

        assert one.means == ("tách hộ",)

    def test_comments_and_empty_lines_say_nothing(self):
        assert read_sayings(["# lời", ""]).at(["loi"], 0) == []

    @pytest.mark.parametrize("row", ["chỉ có một bên", "trái\t", "\tphải"])
    def test_a_row_without_both_sides_is_refused_by_its_number(self, row):
        with pytest.raises(SayingsError, match=r"synonyms\.tsv:2"):
            read_sayings(["# đầu", row])

    def test_the_shipped_sayings_are_read(self):
        assert shipped_sayings().at(["so", "do"], 0)
        assert "muon" in filler_words()
