"""Where a list goes on: written into an address and read again, whatever else was asked kept."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask

from gateway.keyset import following_page, position_of, written

PLACE = (datetime(2026, 11, 24, 1, 2, 3, 4, tzinfo=UTC), UUID("01a20c83-c615-7b86-800f-b6dd3aa00001"))


def test_what_was_written_is_read():
    assert position_of(written(PLACE)) == PLACE


@pytest.mark.parametrize("text", [None, "", "x", "AAAA", "é", "MjAyNi0xMS0yNA", written(PLACE)[:-9]])
def test_whatever_is_not_ours_begins_the_list_anew(text):
    assert position_of(text) is None


def test_an_instant_without_its_zone_is_not_ours():
    assert position_of(written((datetime(2026, 11, 24), PLACE[1]))) is None  # noqa: DTZ001 - what is tested


def test_the_next_page_keeps_what_was_asked_and_only_that():
    app = Flask("bare", static_folder=None)

    with app.test_request_context("/thanh-tra?viec=login&tu=&sau=old&_external=1&ho_so=a%26b"):
        assert following_page(PLACE) == f"/thanh-tra?viec=login&_external=1&ho_so=a%26b&sau={written(PLACE)}"
        assert following_page(None) is None
