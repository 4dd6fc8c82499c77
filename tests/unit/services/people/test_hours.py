from datetime import date, time

import pytest
from sqlalchemy import event

from services.calendar.hours import OfficeHours
from services.people.errors import OfficeUnknownError
from services.people.hours import Timetables, office_hours_of
from services.people.models import Unit, UnitKind
from services.people.units import OfficeHours as Row

OCTOBER = date(2026, 10, 8)
MIDSUMMER = date(2026, 7, 1)
AUTUMN = date(2026, 9, 1)


@pytest.fixture
def make_unit(session):
    def make(code, parent=None, *hours):
        unit = Unit(
            code=code, name=code, kind=UnitKind.DEPARTMENT, parent_id=parent and parent.id, valid_from=date(2025, 7, 1)
        )
        session.add(unit)
        session.flush()
        for opens, valid_from, valid_until in hours:
            row = Row(unit_id=unit.id, weekday=4, opens=opens, closes=time(12))
            row.valid_from, row.valid_until = valid_from, valid_until
            session.add(row)
        session.flush()
        return unit

    return make


def opens(hours, day=OCTOBER):
    return [window.opens for window in hours.windows_on(day)]


def test_a_unit_has_its_own_hours(session, make_unit):
    unit = make_unit("a", None, (time(8), date(2025, 7, 1), None), (time(7), date(2025, 7, 1), None))

    assert opens(office_hours_of(session, unit.id, OCTOBER)) == [time(7), time(8)]


def test_a_unit_without_hours_keeps_those_of_the_nearest_above(session, make_unit):
    top = make_unit("top", None, (time(6), date(2025, 7, 1), None))
    middle = make_unit("middle", top, (time(8), date(2025, 7, 1), None))
    unit = make_unit("unit", make_unit("room", middle))

    assert opens(office_hours_of(session, unit.id, OCTOBER)) == [time(8)]


def test_a_season_that_is_over_falls_back_to_the_parent(session, make_unit):
    parent = make_unit("parent", None, (time(6), date(2025, 7, 1), None))
    unit = make_unit("unit", parent, (time(8), date(2025, 7, 1), OCTOBER))

    assert opens(office_hours_of(session, unit.id, OCTOBER)) == [time(6)]
    assert opens(office_hours_of(session, unit.id, date(2026, 10, 1)), date(2026, 10, 1)) == [time(8)]


def test_later_seasons_come_along(session, make_unit):
    unit = make_unit("unit", None, (time(7), date(2026, 4, 16), AUTUMN), (time(8), AUTUMN, None))

    hours = office_hours_of(session, unit.id, MIDSUMMER)

    assert opens(hours, date(2026, 7, 2)) == [time(7)]
    assert opens(hours) == [time(8)]


def test_a_season_to_come_does_not_hide_the_parents_hours_of_today(session, make_unit):
    parent = make_unit("parent", None, (time(6), date(2025, 7, 1), None))
    unit = make_unit("unit", parent, (time(8), AUTUMN, None))

    hours = office_hours_of(session, unit.id, MIDSUMMER)

    assert opens(hours, date(2026, 7, 2)) == [time(6)]
    assert opens(hours) == [time(8)]


def test_after_a_season_of_its_own_a_unit_goes_on_with_the_parents(session, make_unit):
    parent = make_unit("parent", None, (time(6), date(2025, 7, 1), None))
    unit = make_unit("unit", parent, (time(8), AUTUMN, OCTOBER))

    hours = office_hours_of(session, unit.id, MIDSUMMER)

    assert [opens(hours, day) for day in (date(2026, 7, 2), date(2026, 9, 3), OCTOBER)] == [
        [time(6)],
        [time(8)],
        [time(6)],
    ]


def test_with_no_hours_anywhere_the_usual_ones_hold(session, make_unit):
    assert office_hours_of(session, make_unit("a").id, OCTOBER) == OfficeHours()


def test_units_that_name_each_other_as_parent_do_not_hang_it(session, make_unit):
    one = make_unit("one")
    one.parent_id = make_unit("two", one).id
    session.flush()

    assert office_hours_of(session, one.id, OCTOBER) == OfficeHours()


def test_it_takes_one_statement(session, make_unit):
    unit = make_unit("unit", make_unit("parent", None, (time(6), date(2025, 7, 1), None)))
    seen = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *of: seen.append(of[2]))

    office_hours_of(session, unit.id, OCTOBER)

    assert len(seen) == 1


class TestTimetables:
    def test_they_say_of_every_unit_and_day_what_asking_for_one_says(self, session, make_unit):
        top = make_unit("top", None, (time(6), date(2025, 7, 1), None))
        middle = make_unit("middle", top, (time(8), date(2025, 7, 1), OCTOBER), (time(9), AUTUMN, None))
        units = [top, middle, make_unit("unit", make_unit("room", middle)), make_unit("alone")]
        timetables = Timetables(session)

        for unit in units:
            for day in (date(2024, 1, 1), MIDSUMMER, AUTUMN, date(2026, 10, 1), OCTOBER):
                asked_alone = office_hours_of(session, unit.id, day)
                assert sorted(timetables.of(unit.code, day).windows) == sorted(asked_alone.windows)

    def test_an_unknown_code_is_refused(self, session):
        with pytest.raises(OfficeUnknownError):
            Timetables(session).of("nobody", OCTOBER)

    def test_they_know_whose_hours_are_not_those_of_the_top(self, session, make_unit):
        top = make_unit("top", None, (time(6), date(2025, 7, 1), None))
        middle = make_unit("middle", top, (time(8), AUTUMN, None))
        make_unit("room", middle)
        make_unit("usual", top)

        assert Timetables(session).differing() == {"middle", "room"}

    def test_units_that_name_each_other_as_parent_do_not_hang_them(self, session, make_unit):
        one = make_unit("one")
        one.parent_id = make_unit("two", one).id
        session.flush()

        assert Timetables(session).of("one", OCTOBER) == OfficeHours()
