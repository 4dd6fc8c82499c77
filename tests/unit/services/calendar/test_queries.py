from datetime import date

import sqlalchemy as sa

from services.calendar.days import DayOff, DayOffKind, DayOffStatus
from services.calendar.models import DayOffRow
from services.calendar.queries import work_calendar


def test_the_calendar_is_read_from_its_rows(session):
    session.add_all(
        [
            DayOffRow(
                on=date(2026, 8, 31),
                kind=DayOffKind.SWAP_OFF,
                name="Nghỉ hoán đổi",
                status=DayOffStatus.OFFICIAL,
                source="a",
            ),
            DayOffRow(
                on=date(2026, 8, 22),
                kind=DayOffKind.MAKEUP_WORKDAY,
                name="Làm bù",
                status=DayOffStatus.BY_LAW,
                source="b",
            ),
        ]
    )
    session.flush()
    session.expire_all()

    calendar = work_calendar(session)

    assert calendar.add_working_days(date(2026, 8, 21), 7) == date(2026, 9, 1)
    assert calendar.row_on(date(2026, 8, 31)) == DayOff(
        date(2026, 8, 31), DayOffKind.SWAP_OFF, "Nghỉ hoán đổi", DayOffStatus.OFFICIAL, "a"
    )


def test_without_rows_weekends_remain_and_nothing_is_confirmed(session):
    session.execute(sa.delete(DayOffRow))

    calendar = work_calendar(session)

    assert not calendar.is_working_day(date(2026, 10, 10))
    assert not calendar.confirmed(date(2026, 10, 8), date(2026, 10, 8))
