import pytest

from gateway.numbers import MOST, whole


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("2147483647", MOST), ("42", 42)])
def test_plain_digits_are_a_number(text, number):
    assert whole(text) == number


@pytest.mark.parametrize(
    "text", [None, "", " ", "-1", "+1", "1_0", "1.0", "٣", "²", "2147483648", "9" * 5000, "0" * 11, "x"]
)
def test_whatever_else_is_none(text):
    assert whole(text) is None


def test_what_is_over_the_bound_is_none():
    assert whole("99", 99) == 99
    assert whole("99", 98) is None
