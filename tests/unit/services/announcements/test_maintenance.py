"""Maintenance is announced seven working days ahead, or at once with its reason."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from services.actor import Role
from services.announcements.errors import (
    AnnouncementTextError,
    MaintenanceOverError,
    MaintenanceOverlapsError,
    MaintenanceSpanError,
    MaintenanceUnknownError,
    NoticeTooShortError,
)
from services.announcements.maintenance import Window, announce, earliest, end
from services.announcements.models import Maintenance
from services.announcements.queries import announced, maintenance_runs
from services.audit.changes import changes_of
from services.calendar.queries import work_calendar
from tests.factories import an_officer

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 09:00; the 24th is off
EARLIEST = datetime(2026, 12, 3, 17, tzinfo=UTC)  # 4 December, 00:00, after seven whole working days
HOUR = timedelta(hours=1)


@pytest.fixture
def technician(office):
    return an_officer(office, Role.TECHNICAL_ADMIN, "SKHCN")


def planned(session, by, starts_at=EARLIEST, length=4 * HOUR, **said):
    window = Window(starts_at, starts_at + length, said.pop("reason", "Nâng cấp mẫu"), **said)
    return announce(session, window, by=by, at=MONDAY)


def now_at(session, at):
    return announced(session, at, at.date())


class TestAnnounce:
    def test_seven_working_days_pass_whole_the_day_of_the_announcement_and_days_off_left_out(self, office):
        assert earliest(work_calendar(office), MONDAY) == EARLIEST

    def test_the_first_instant_after_them_will_do(self, office, technician):
        found = planned(office, technician)

        assert (found.number, found.notice_until) == (1, EARLIEST)
        assert [one.said_after["reason"] for one in changes_of(office, found.id)] == ["Nâng cấp mẫu"]

    def test_a_minute_earlier_is_refused_and_told_from_when_on(self, office, technician):
        with pytest.raises(NoticeTooShortError) as refusal:
            planned(office, technician, EARLIEST - timedelta(minutes=1))

        assert refusal.value.data == {"earliest": EARLIEST}

    def test_an_emergency_begins_at_once_and_says_why(self, office, technician):
        found = planned(office, technician, MONDAY - HOUR, emergency_reason="Ổ đĩa mẫu hỏng")

        assert (found.starts_at, found.emergency_reason) == (MONDAY, "Ổ đĩa mẫu hỏng")
        assert maintenance_runs(office, MONDAY)

    @pytest.mark.parametrize("why", ["", "  "])
    def test_one_without_a_reason_is_none(self, office, technician, why):
        with pytest.raises((AnnouncementTextError, NoticeTooShortError)):
            planned(office, technician, MONDAY, emergency_reason=why)

    @pytest.mark.parametrize("length", [timedelta(0), -HOUR, timedelta(hours=73)])
    def test_it_has_an_end_that_is_not_too_far(self, office, technician, length):
        with pytest.raises(MaintenanceSpanError):
            planned(office, technician, length=length)

    def test_two_at_once_are_refused_and_one_after_the_other_is_not(self, office, technician):
        planned(office, technician)

        with pytest.raises(MaintenanceOverlapsError):
            planned(office, technician, EARLIEST + HOUR)
        planned(office, technician, EARLIEST + 4 * HOUR)

    @pytest.mark.parametrize(
        ("changes", "rule"),
        [
            ({"starts_at": MONDAY, "ends_at": MONDAY + HOUR}, "ck_maintenance_announced_ahead"),
            ({"starts_at": EARLIEST + HOUR}, "ex_maintenance_overlap"),
        ],
    )
    def test_the_database_refuses_what_slips_past(self, office, technician, changes, rule):
        first = planned(office, technician)
        held = {name: getattr(first, name) for name in ("starts_at", "ends_at", "notice_until", "announced_at")}
        office.add(Maintenance(**(held | {"number": 99, "reason": "x"} | changes)))

        with pytest.raises(sa.exc.IntegrityError, match=rule):
            office.flush()


class TestWhatPagesKnow:
    def test_it_is_told_from_the_announcement_to_the_end(self, office, technician):
        planned(office, technician)

        assert now_at(office, MONDAY).coming(MONDAY).starts_at == EARLIEST
        assert now_at(office, MONDAY).running(MONDAY) is None
        during = EARLIEST + HOUR
        assert now_at(office, during).running(during).reason == "Nâng cấp mẫu"
        assert now_at(office, EARLIEST + 4 * HOUR).windows == []

    def test_what_was_called_off_is_told_no_more_and_leaves_room(self, office, technician):
        found = planned(office, technician)

        end(office, found.number, by=technician, at=MONDAY)

        assert now_at(office, MONDAY).windows == []
        planned(office, technician)

    def test_ended_early_everything_works_again(self, office, technician):
        found = planned(office, technician)
        during = EARLIEST + HOUR

        end(office, found.number, by=technician, at=during)

        assert not maintenance_runs(office, during)
        with pytest.raises(MaintenanceOverError):
            end(office, found.number, by=technician, at=during)

    def test_there_is_none_with_another_number(self, office, technician):
        with pytest.raises(MaintenanceUnknownError):
            end(office, 9_999, by=technician, at=MONDAY)
