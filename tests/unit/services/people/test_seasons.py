"""The hours of a season cut off what stood for its days, which goes on after them."""

from datetime import date, timedelta

import pytest

from services.actor import Role
from services.audit.changes import changes_of
from services.calendar.errors import OfficeWindowsError
from services.people.errors import SeasonBegunError, SeasonDatesError
from services.people.hours import office_hours_of
from services.people.seasons import Season, set_season
from tests.desks import unit_id
from tests.factories import FRIDAY, an_officer

SUMMER = Season(date(2027, 4, 16), date(2027, 10, 16), "07:00-11:30, 13:30-16:30", "07:30-11:00")
MONDAY, SATURDAY = date(2027, 6, 7), date(2027, 6, 12)


@pytest.fixture
def admin(office):
    return an_officer(office, Role.BUSINESS_ADMIN, "VP_UBND")


@pytest.fixture
def ward(office):
    return unit_id(office, "X01279")


def shown(session, unit, day):
    return [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in office_hours_of(session, unit, day).windows_on(day)]


def test_a_season_holds_for_its_days_and_the_parent_s_hours_before_and_after(office, admin, ward):
    set_season(office, ward, SUMMER, by=admin, at=FRIDAY)

    assert shown(office, ward, MONDAY) == ["07:00-11:30", "13:30-16:30"]
    assert shown(office, ward, SATURDAY) == ["07:30-11:00"]
    assert shown(office, ward, date(2027, 4, 15)) == ["07:30-11:30", "13:30-17:00"]
    assert shown(office, ward, date(2027, 10, 18)) == ["07:30-11:30", "13:30-17:00"]


def test_rooms_below_keep_them_too(office, admin, ward):
    set_season(office, ward, SUMMER, by=admin, at=FRIDAY)

    assert shown(office, unit_id(office, "X01279.TT"), MONDAY) == ["07:00-11:30", "13:30-16:30"]


def test_one_in_the_middle_of_another_splits_it(office, admin, ward):
    set_season(office, ward, SUMMER, by=admin, at=FRIDAY)
    heat = Season(date(2027, 6, 1), date(2027, 7, 1), "06:30-11:00", "")

    set_season(office, ward, heat, by=admin, at=FRIDAY)

    assert shown(office, ward, date(2027, 5, 31)) == ["07:00-11:30", "13:30-16:30"]
    assert shown(office, ward, MONDAY) == ["06:30-11:00"]
    assert shown(office, ward, SATURDAY) == shown(office, ward, MONDAY)  # a worked Saturday is worked like a Friday
    assert shown(office, ward, date(2027, 7, 1)) == ["07:00-11:30", "13:30-16:30"]


def test_without_hours_a_season_gives_the_parent_s_back(office, admin, ward):
    set_season(office, ward, SUMMER, by=admin, at=FRIDAY)

    set_season(office, ward, Season(SUMMER.first, SUMMER.until, "", ""), by=admin, at=FRIDAY)

    assert shown(office, ward, MONDAY) == ["07:30-11:30", "13:30-17:00"]


def test_each_change_is_a_version_with_both_timetables(office, admin, ward):
    set_season(office, ward, SUMMER, by=admin, at=FRIDAY)

    (version,) = changes_of(office, ward)

    assert version.said_before == {}
    assert version.said_after["2027-04-16/2027-10-16"]["6"] == ["07:30-11:00"]


@pytest.mark.parametrize("text", ["x", "11:30-07:30", "07:30-12:00, 11:00-17:00", "07:30"])
def test_hours_that_cannot_be_are_refused(office, admin, ward, text):
    with pytest.raises(OfficeWindowsError):
        set_season(office, ward, Season(SUMMER.first, None, text, ""), by=admin, at=FRIDAY)


def test_a_season_ends_after_it_begins(office, admin, ward):
    with pytest.raises(SeasonDatesError):
        set_season(office, ward, Season(MONDAY, MONDAY - timedelta(days=1), "07:30-11:30", ""), by=admin, at=FRIDAY)


def test_none_begins_before_today(office, admin, ward):
    with pytest.raises(SeasonBegunError):
        set_season(
            office, ward, Season(FRIDAY.date() - timedelta(days=1), None, "07:30-11:30", ""), by=admin, at=FRIDAY
        )
