"""Limits, fees, copies and days as people read them."""

from datetime import time

import pytest

from gateway.words.procedures import (
    as_of_in_words,
    copies_in_words,
    counted,
    effective_in_words,
    fee_in_words,
    glance_in_words,
    grouped,
    limit_in_words,
    time_in_words,
)
from services.catalogue.fees import FeeGlance
from services.catalogue.kinds import ComponentRole, Currency, FeeKind, LimitDoubt, LimitUnit, TimeUnit
from services.catalogue.limits import EffectiveLimit, Limit
from services.catalogue.records import Amount, Component, Fee, TimeLimit


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (Limit(LimitUnit.WORKING_DAY, 3), "3 ngày làm việc"),
        (Limit(LimitUnit.DAY, 15), "15 ngày"),
        (Limit(LimitUnit.HOUR, 8), "8 giờ làm việc"),
        (Limit(LimitUnit.MONTH, 2), "2 tháng"),
        (
            Limit(LimitUnit.SAME_DAY, cutoff=time(15)),
            "Trong ngày; nhận sau 15:00 thì trả vào ngày làm việc tiếp theo",
        ),
    ],
)
def test_a_limit_is_counted_in_its_unit(limit, said):
    assert limit_in_words(limit, "vi") == said


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (None, "Chưa có dữ liệu"),
        (TimeLimit(0, TimeUnit.UNSPECIFIED), "Chưa có dữ liệu"),
        (TimeLimit(1, TimeUnit.UNSPECIFIED), "1 (chưa rõ đơn vị tính)"),
        (TimeLimit(5, TimeUnit.WORKING_DAY), "5 ngày làm việc"),
    ],
)
def test_an_unknown_time_is_said_to_be_unknown(time, said):
    assert time_in_words(time, "vi") == said


@pytest.mark.parametrize("doubt", LimitDoubt)
def test_in_the_place_of_a_limit_stands_why_there_is_none(doubt):
    assert effective_in_words(EffectiveLimit(None, doubt), "vi")


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        (FeeGlance(FeeKind.FREE), "Miễn phí"),
        (FeeGlance(FeeKind.FIXED, 8_000, 8_000), "8.000 đ"),
        (FeeGlance(FeeKind.FIXED, 10_000, 1_234_567), "10.000 đ đến 1.234.567 đ"),
        (FeeGlance(FeeKind.FIXED), "Có thu phí, lệ phí"),
        (FeeGlance(FeeKind.FIXED, unverified=True), "Có thu phí, lệ phí (chưa xác minh)"),
        (FeeGlance(FeeKind.UNKNOWN), "Chưa có dữ liệu"),
    ],
)
def test_a_fee_at_a_glance(fee, said):
    assert glance_in_words(fee, "vi") == said


def test_every_amount_of_a_fee_is_told_in_its_currency():
    fee = Fee(FeeKind.FIXED, (Amount(25_000, Currency.VND), Amount(10, Currency.USD)), unverified=True)

    assert fee_in_words(fee, "vi") == "25.000 đ; 10 USD (chưa xác minh)"
    assert fee_in_words(fee, "en").startswith("25,000 đ; 10 USD")


@pytest.mark.parametrize(
    ("originals", "copies", "said"),
    [
        (1, 0, "1 bản chính"),
        (1, 2, "1 bản chính, 2 bản sao"),
        (0, 0, "Ghi chú, không phải giấy tờ phải nộp"),
    ],
)
def test_how_many_of_a_paper(originals, copies, said):
    assert copies_in_words(Component("Tờ khai", ComponentRole.SUBMIT, originals, copies, has_form=False), "vi") == said


def test_a_month_is_not_made_a_day():
    assert as_of_in_words("2026-07-20", "vi") == "20/07/2026"
    assert as_of_in_words("2026-10", "vi") == "tháng 10/2026"


def test_numbers_are_grouped_as_each_language_does():
    assert (grouped(1672, "vi"), grouped(1672, "en")) == ("1.672", "1,672")


def test_english_knows_one_and_many():
    assert [counted(LimitUnit.WORKING_DAY, n, "en") for n in (1, 3)] == ["1 working day", "3 working days"]
