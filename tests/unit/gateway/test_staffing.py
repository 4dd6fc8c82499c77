"""Which units take filings, as public pages know it: asked once a minute."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gateway.staffing import Staffing
from services.catalogue.queries import record_of, version_in_force
from services.people.models import OfficerPost

TODAY = date(2026, 11, 20)


@pytest.fixture
def birth(office):
    return record_of(version_in_force(office, "1.001193", on=TODAY), "1.001193")


def test_it_names_the_units_that_have_everybody_they_need(office, birth):
    assert Staffing().taking(office, birth, TODAY) == ["Ủy ban nhân dân phường Thục Phán"]


def test_a_change_shows_after_a_minute(office, birth):
    seconds = [0.0]
    staffing = Staffing(lambda: seconds[0])
    staffing.taking(office, birth, TODAY)
    office.execute(sa.update(OfficerPost).values(valid_until=TODAY))

    seconds[0] = 59.9
    assert staffing.taking(office, birth, TODAY)
    seconds[0] = 60.0
    assert staffing.taking(office, birth, TODAY) == []


def test_another_day_is_asked_for_anew(office, birth):
    staffing = Staffing()
    staffing.taking(office, birth, TODAY)
    office.execute(sa.update(OfficerPost).values(valid_until=TODAY + timedelta(days=1)))

    assert staffing.taking(office, birth, TODAY + timedelta(days=1)) == []
