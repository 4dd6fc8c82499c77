"""The due dates that the cast promises, from its own file, received by the verbs on a day before a holiday."""

import re
from datetime import date, datetime, time

import pytest

from gateway.demo.cast import cast as compilation
from services.actor import Role
from services.calendar.province import instant_of
from services.calendar.queries import work_calendar
from services.catalogue.kinds import Channel
from services.dossiers.desk import hand_over, receive, take
from services.dossiers.inbox import Filters, Tray, inbox
from services.dossiers.kinds import DossierState
from services.dossiers.timeliness import Timeliness
from tests.desks import a_dossier
from tests.factories import an_officer

D = date(2026, 11, 25)
"""The day of the first start: a Wednesday after a holiday."""
CHANNELS = {1: Channel.DIRECT, 2: Channel.ONLINE, 3: Channel.POSTAL}
CODES = {"U-TP-TT": "X01273.TT", "U-TTPVHCC": "TTPVHCC", "U-TP": "X01273", "U-STP": "STP"}


def promised(one):
    """By how many working days the cast says it is due, from D; None where it counts otherwise."""
    found = re.match(r"(?:original )?wd ([+-]?\d+)(?! or)", one["due"] or "")
    return int(found[1]) if found else None


def received(one):
    return next((act for act in one["acts"] if act["act"].startswith("receive") and "wd" in act), None)


DATED = [one for one in compilation()["dossiers"] if promised(one) is not None and received(one)]


def story(key):
    return next(one for one in DATED if one["key"] == key)


@pytest.fixture
def working_day(office):
    calendar = work_calendar(office)
    return lambda count: calendar.add_working_days(D, count) if count else D


def moment(working_day, act) -> datetime:
    return instant_of(working_day(act["wd"]), time.fromisoformat(act["at"]))


def prepare(office, working_day, one):
    act = received(one)
    at = moment(working_day, act)
    centre = CODES[one["receiving_unit"]]
    dossier = a_dossier(
        office,
        code=one["procedure"],
        centre=centre,
        body=CODES[one["competent_unit"]],
        channel=CHANNELS[one["channel"]],
        case_title=one["case"],
        submitted_at=at,
    )
    by = an_officer(office, Role.RECEIVER, centre)
    receive(office, dossier.id, by=by, at=at)
    return dossier, by, at


def test_the_cast_has_stories_to_tell():
    assert {"D04", "D05", "D06", "D07", "D09", "D10", "D11", "D12", "D13"} <= {one["key"] for one in DATED}


@pytest.mark.parametrize("one", DATED, ids=lambda one: one["key"])
def test_it_is_due_on_the_day_that_the_cast_says(office, working_day, one):
    dossier, _, _ = prepare(office, working_day, one)

    assert dossier.due_on == working_day(promised(one))
    assert dossier.state is DossierState.RECEIVED


def line_of(office, by, filters, dossier, at):
    return next(line for line in inbox(office, by, filters, at=at).lines if line.id == dossier.id)


def test_d05_is_to_be_handed_over_by_the_first_hour_of_d(office, working_day):
    dossier, by, _ = prepare(office, working_day, story("D05"))

    in_time = line_of(office, by, Filters(tray=Tray.TO_HAND_OVER), dossier, instant_of(D, time(8)))
    late = line_of(office, by, Filters(tray=Tray.TO_HAND_OVER), dossier, instant_of(D, time(8, 31)))

    assert in_time.hand_over_by == instant_of(D, time(8, 30))
    assert (in_time.is_late, late.is_late) == (False, True)


def test_d07_is_two_working_days_overdue_and_still_on_its_way(office, working_day):
    one = story("D07")
    dossier, by, at = prepare(office, working_day, one)
    specialist = an_officer(office, Role.SPECIALIST, "STP")
    hand_over(office, dossier.id, by=by, at=at)
    take(office, dossier.id, by=specialist, at=moment(working_day, one["acts"][1]))

    line = line_of(office, specialist, Filters(), dossier, instant_of(D, time(8)))

    assert line.standing.timeliness is Timeliness.OVERDUE
    assert line.standing.days == 2
    assert line.handler == "Lục Văn Thụ Mẫu"
