"""Eight processes take 500 codes and 500 numbers each, across the midnight at which day and year turn."""

import multiprocessing
from collections import defaultdict
from datetime import UTC, datetime

import pytest

from gateway.db import Database
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.ids import new_id
from services.results.models import Result
from tests.deep.numbering import take
from tests.factories import FRIDAY
from tests.results import justice, legal_aid_for_signature

PROCESSES, EACH = 8, 500
NEW_YEAR = datetime(2026, 12, 31, 17, tzinfo=UTC)
"""00:00 of 1 January 2027 in the province."""


@pytest.fixture
def crowded(server, keys, settings):
    """A database of its own with a result for every number."""
    addresses = server.ensure_database("crowded")
    upgrade(addresses.owner)
    database = Database(addresses.app, keys, threads=1)
    with database.unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=FRIDAY)
        seed(session, at=FRIDAY)
        first = legal_aid_for_signature(session)
        told = {one.key: getattr(first, one.key) for one in Result.__table__.columns}
        more = [told | {"id": new_id(), "ordinal": 2 + n, "token": f"{n:032}"} for n in range(PROCESSES * EACH)]
        session.execute(Result.__table__.insert(), more)
        found = [one["id"] for one in more], first.unit_id, justice(session).leader
    database.close()
    return addresses.app, settings.key_ring_file, *found


def test_nobody_gets_what_another_got_and_none_is_left_out(crowded):
    address, ring, results, unit, leader = crowded
    tasks = [(address, ring, unit, results[place::PROCESSES], leader, NEW_YEAR) for place in range(PROCESSES)]

    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        given = pool.starmap(take, tasks)

    codes = [code for some, _ in given for code in some]
    numbers = [number for _, some in given for number in some]
    assert len(codes) == len(set(codes)) == PROCESSES * EACH
    assert len(numbers) == len(set(numbers)) == PROCESSES * EACH
    assert {year: sorted(some) for year, some in grouped(numbers).items()} == {
        year: list(range(1, PROCESSES * EACH // 2 + 1)) for year in ("2026", "2027")
    }
    assert {day: sorted(some) for day, some in grouped(map(dated, codes)).items()} == {
        day: list(range(1, PROCESSES * EACH // 2 + 1)) for day in ("261231", "270101")
    }


def grouped(pairs):
    found = defaultdict(list)
    for name, number in pairs:
        found[name].append(number)
    return found


def dated(code):
    _, day, number = code.rsplit("-", 2)
    return day, int(number)
