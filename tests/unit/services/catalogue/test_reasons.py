"""Why a procedure was found, as the page of results marks it."""

import pytest

from services.catalogue.search.finder import Corpus, Document, Finder
from services.catalogue.search.reasons import Understood

NAMES = {
    "1.000001": "Đăng ký khai sinh",
    "1.000002": "Cấp lại Giấy chứng nhận quyền sử dụng đất cho cá nhân",
    "1.000003": "Gia hạn tạm trú",
    "1.000004": "Cấp giấy phép xây dựng",
}


@pytest.fixture(scope="module")
def small() -> Finder:
    """Four procedures; the last one's papers name a map."""
    parts = {code: {"name": [name], "components": []} for code, name in NAMES.items()}
    parts["1.000004"]["components"] = ["Bản vẽ mặt bằng"]
    return Finder(Corpus([Document(code, name, parts[code]) for code, name in NAMES.items()]))


def first(finder: Finder, query: str):
    match = finder.find(query).matches[0]
    assert match.reason is not None
    return match.code, match.reason


def meant(reason) -> list[str]:
    return [text for text, is_meant in reason.marked if is_meant]


def test_typed_words_are_marked_with_their_marks_missing(small):
    code, reason = first(small, "khai sinh")

    assert code == "1.000001"
    assert meant(reason) == ["khai sinh"]
    assert "".join(text for text, _ in reason.marked) == NAMES[code]


def test_a_saying_marks_its_meaning_where_its_words_stand_together(small):
    code, reason = first(small, "so do")

    assert code == "1.000002"
    assert meant(reason) == ["Giấy chứng nhận quyền sử dụng đất"]
    assert reason.understood == (Understood("so do", "giấy chứng nhận quyền sử dụng đất"),)


def test_a_word_written_as_it_sounds_is_told(small):
    code, reason = first(small, "gia hạng tạm trú")

    assert code == "1.000003"
    assert Understood("hạng", "hạn") in reason.understood


def test_a_match_in_the_papers_alone_says_so(small):
    code, reason = first(small, "mặt bằng")

    assert code == "1.000004"
    assert reason.is_beyond_name


def test_a_code_needs_no_reason(small):
    (match,) = small.find("1000003").matches

    assert (match.code, match.reason) == ("1.000003", None)
