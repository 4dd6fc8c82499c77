"""Pages as pictures, drawn once for the page and its pictures."""

import pytest

from gateway.officer.tools import MOST_FILES, Pictures
from tests.unit.services.documents import pdfs


class Counting:
    """Draws nothing, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def of(self, pdf: bytes) -> list[bytes] | None:
        self.asked.append(pdf)
        return None if pdf == b"bad" else [pdf]


@pytest.fixture
def counted():
    found = Pictures()
    found._images = Counting()
    return found


def test_a_real_file_has_a_picture_a_page():
    found = Pictures()

    assert [one[:4] for one in found.of(pdfs.pdf(2))] == [b"\x89PNG"] * 2
    assert found.of(b"no PDF at all") == []
    found._images.close()


def test_a_file_is_drawn_once(counted):
    assert counted.of(b"one") == counted.of(b"one") == [b"one"]
    assert counted._images.asked == [b"one"]


def test_what_could_not_be_drawn_is_tried_again(counted):
    assert counted.of(b"bad") == counted.of(b"bad") == []
    assert len(counted._images.asked) == 2


def test_only_the_last_few_are_remembered(counted):
    for number in range(MOST_FILES + 1):
        counted.of(str(number).encode())
    counted.of(b"0")

    assert counted._images.asked.count(b"0") == 2
    assert len(counted._held) == MOST_FILES
