"""Mã số hồ sơ: the pattern is data, and a pattern that could repeat a code stops the program."""

from datetime import UTC, date, datetime

import pytest

from services.dossiers.codes import LONGEST, CodePattern, code_pattern, lookup_secrets, next_code
from services.people.models import Unit
from tests.desks import unit_id

PATTERN = "{unit}-{day:%y%m%d}-{number:05}"


def test_the_shipped_pattern_is_that_of_the_interface():
    assert code_pattern().write("H14.X01273", date(2026, 11, 24), 7) == "H14.X01273-261124-00007"


def test_the_longest_code_fits_its_column():
    assert len(code_pattern().write("H" * 35, date(2026, 11, 24), 99_999)) <= LONGEST


def test_a_busy_day_only_makes_codes_longer():
    assert code_pattern().write("A", date(2026, 1, 2), 123_456) == "A-260102-123456"


@pytest.mark.parametrize(
    ("pattern", "period"),
    [
        ("{unit}-{number}", "{day:%Y-%m-%d}"),
        ("{day:%y%m%d}-{number}", "{day:%Y-%m-%d}"),
        ("{unit}-{day:%y%m%d}", "{day:%Y-%m-%d}"),
        ("{unit}-{day:%m%d}-{number}", "{day:%Y}"),
    ],
)
def test_a_pattern_that_could_repeat_a_code_is_refused(pattern, period):
    with pytest.raises(ValueError, match="repeat"):
        CodePattern(pattern, period)


@pytest.mark.parametrize("period", ["{day:%Y-%m-%d}", "{day:%Y}", "all"])
def test_numbers_may_begin_anew_each_day_each_year_or_never(period):
    assert CodePattern(PATTERN, period).write("A", date(2026, 1, 1), 1) == "A-260101-00001"


def test_the_day_is_the_provinces(office):
    unit = office.get_one(Unit, unit_id(office, "X01279"))

    first = next_code(office, unit, at=datetime(2026, 11, 24, 16, 59, tzinfo=UTC))
    second = next_code(office, unit, at=datetime(2026, 11, 24, 17, 0, tzinfo=UTC))

    assert (first, second) == ("H14.X01279-261124-00001", "H14.X01279-261125-00001")


def test_secrets_have_nothing_that_can_be_mistaken():
    drawn = {lookup_secrets().draw() for _ in range(200)}

    assert len(drawn) == 200
    assert not set("".join(drawn)) & set("01IOLU")
