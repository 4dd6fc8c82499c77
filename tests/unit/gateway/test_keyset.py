"""Where a list goes on, written into an address and read again."""

from datetime import UTC, datetime

import pytest

from gateway.keyset import position_of, written
from services.ids import new_id

AT = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)


def test_what_was_written_is_read_again_to_the_microsecond():
    position = (AT, new_id())

    assert position_of(written(position)) == position


def test_it_needs_no_escaping():
    assert written((AT, new_id())).replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("text", [None, "", "a", "tào lao", "MjAyNi0xMS0yMw", "///", "MjAyNi0xMS0yMyB4"])
def test_what_is_not_ours_begins_the_list_anew(text):
    assert position_of(text) is None


def test_an_instant_without_its_time_zone_is_not_ours():
    assert position_of(written((AT.replace(tzinfo=None), new_id()))) is None
