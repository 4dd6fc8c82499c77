"""Twelve-digit numbers: what can be said of them, and that it is never a ground for refusal."""

import pytest

from services.people.identity import Doubt, doubts


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("004090000123", "1990-01-02", "M"),
        ("004190000123", "1990", "F"),
        ("004204004567", "2004-05", "M"),
        ("004305890123", "2005-12-31", "F"),
        ("001059000001", "1959", "M"),
        ("096188999999", "1988", "F"),
        ("101190000001", "1990", "F"),
        ("004190000123", None, None),
    ],
)
def test_a_number_that_agrees_raises_no_doubt(number, birth, sex):
    assert doubts(number, birth=birth, sex=sex) == []


@pytest.mark.parametrize(
    ("number", "birth", "sex", "found"),
    [
        ("000190000123", "1990", "F", [Doubt.PROVINCE]),
        ("097190000123", "1990", "F", [Doubt.PROVINCE]),
        ("100190000123", "1990", "F", [Doubt.PROVINCE]),
        ("004190000123", "1991-01-02", "F", [Doubt.BIRTH]),
        ("004190000123", "2090", "F", [Doubt.BIRTH]),
        ("004190000123", "1990", "M", [Doubt.SEX]),
        ("000090000123", "1991", "F", [Doubt.PROVINCE, Doubt.BIRTH, Doubt.SEX]),
    ],
)
def test_what_does_not_agree_is_named(number, birth, sex, found):
    assert doubts(number, birth=birth, sex=sex) == found
