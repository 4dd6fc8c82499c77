"""The calendar: a proposal with its document, the dossiers that would move, the confirmation, and every worker at once.

The days are far away, so that no other test meets them.
"""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import select

from gateway.jobs.recounting import recount
from services.calendar.changes import CalendarChange
from services.dossiers.deadlines import LimitUnit, end_of
from services.dossiers.kinds import DeadlineKind, DossierState
from services.dossiers.models import DossierDeadline
from tests.desks import a_dossier
from tests.pages import Browser

CALENDAR = "/quan-tri/lich-nghi"
MOST_STATEMENTS = 8
STARTED = datetime(2031, 3, 3, 2, tzinfo=UTC)  # a Monday, 09:00
DUE, OFF, NEW = date(2031, 3, 6), date(2031, 3, 5), date(2031, 3, 7)


@pytest.fixture
def administrator(officer):
    return officer("P20")


@pytest.fixture
def running(prepared):
    """The code of a dossier that is due in three working days from STARTED."""

    def prepare(session):
        when = {"submitted_at": STARTED, "received_at": STARTED, "arrived_at": STARTED}
        when |= {"due_on": DUE, "due_by": end_of(DUE)}
        dossier = a_dossier(session, DossierState.IN_PROGRESS, centre="X01290.TT", body="X01290", **when)
        session.add(
            DossierDeadline(
                data_key=dossier.data_key,
                dossier=dossier,
                set_at=STARTED,
                kind=DeadlineKind.COMPUTED,
                started_at=STARTED,
                limit_value=3,
                limit_unit=LimitUnit.WORKING_DAY,
                cutoff=time(15),
                due_on=DUE,
                due_by=end_of(DUE),
                confirmed=False,
            )
        )
        return dossier.code

    return prepared(prepare)


def day(form, name, on):
    for part, value in (("ngay", on.day), ("thang", on.month), ("nam", on.year)):
        form.set(f"{name}-{part}", str(value))
    return form


def begun(browser, source="Thông báo mẫu 1/TB"):
    return browser.get(CALENDAR).follow("Đề nghị sửa lịch").form("de-nghi").fill(van_ban=source).submit()


def with_day(page, on, **said):
    form = day(page.form("them"), "tu", on)
    return form.fill(**({"loai": "swap_off", "ten": "Nghỉ hoán đổi mẫu", "muc_do": "official"} | said)).submit()


def confirmed(page):
    return page.form("xac-nhan").fill(da_xem="y").submit()


class TestYear:
    def test_it_lists_the_days_with_kind_status_and_source(self, administrator):
        page = administrator.get(CALENDAR, nam=2026)

        (row,) = [row.get_text(" ", strip=True) for row in page.select("tbody tr") if "24/11/2026" in row.get_text()]
        assert "Ngày Văn hóa Việt Nam" in row
        assert "Theo luật" in row
        assert "Resolution 28/2026/QH16" in row

    def test_a_year_that_nobody_announced_says_what_that_means(self, administrator):
        page = administrator.get(CALENDAR, nam=2026).follow("2027")

        assert "còn có thể thay đổi" in page.text

    @pytest.mark.parametrize("year", ["", "x", "99999", "1850"])
    def test_an_odd_year_shows_one_that_the_calendar_answers_for(self, administrator, year):
        assert administrator.get(CALENDAR, nam=year).status == 200

    @pytest.mark.parametrize("key", ["P23", "P21", "P12", "P19"])
    def test_nobody_else_opens_it(self, officer, key):
        assert officer(key).get(CALENDAR).status == 403


class TestChange:
    def test_nothing_moves_before_somebody_confirms_and_then_the_old_day_stays_beside_the_new(
        self, administrator, running, portal, worker, events, prepared
    ):
        page = with_day(begun(administrator), OFF)
        assert running in page.text
        assert "06/03/2031 → 07/03/2031" in page.text
        assert "Người Thử Mẫu" not in page.html

        page = confirmed(page)
        assert "Phan Văn Mục Mẫu" in page.text
        assert "Đang tính lại" in page.text

        key = prepared(lambda s: s.scalars(select(CalendarChange.id).order_by(CalendarChange.number.desc())).first())
        recount(worker.office, key)
        page = page.follow("Xem lại tiến độ")
        assert "1 hồ sơ đổi hạn" in page.text
        assert running in page.text
        assert events("calendar_change")[-1]["actor"]["role"] == "business_admin"
        assert events("dossier_set_deadline")[-1]["reason"] == "calendar_changed"

    def test_another_worker_counts_by_it_at_once(self, administrator, portal, make_app):
        another = Browser(twin_of(portal, make_app))
        asked = {"received_at": "2031-04-07T09:00:00+07:00", "value": 2, "unit": "working_day"}
        assert another.get("/api/v1/deadlines", **asked).json["due_on"] == "2031-04-09"

        confirmed(with_day(begun(administrator), date(2031, 4, 8)))

        assert another.get("/api/v1/deadlines", **asked).json["due_on"] == "2031-04-10"

    def test_a_preview_made_before_another_change_is_shown_again(self, administrator):
        first = with_day(begun(administrator), date(2031, 5, 6))
        second = with_day(begun(administrator, "Thông báo mẫu 2/TB"), date(2031, 5, 7))
        confirmed(first)

        page = confirmed(second)

        assert page.status == 409
        assert "vừa được người khác sửa" in page.errors[0]
        assert "Đã xác nhận" in confirmed(page).text

    def test_a_day_may_be_taken_out_and_the_whole_taken_back(self, administrator):
        page = with_day(begun(administrator), date(2031, 6, 3)).button("Bỏ 03/06/2031")
        assert "Đề nghị chưa có ngày nào" in page.text

        page = page.form("rut").submit()

        assert "Đã rút đề nghị." in page.text
        assert page.select("#xac-nhan") == []

    def test_what_cannot_be_is_said_at_its_control_with_everything_kept(self, administrator):
        page = with_day(begun(administrator), date(2031, 6, 4), loai="makeup_workday")

        assert page.status == 422
        assert "Chỉ thứ Bảy hoặc Chủ nhật" in page.errors[0]
        assert page.form("them").values["ten"] == "Nghỉ hoán đổi mẫu"

    def test_unless_one_has_looked_nothing_is_confirmed(self, administrator):
        page = with_day(begun(administrator), date(2031, 6, 5)).form("xac-nhan").submit()

        assert page.status == 422
        assert "Chờ xác nhận" in page.text

    def test_it_costs_few_statements(self, administrator, statements):
        path = with_day(begun(administrator), date(2031, 6, 6)).path
        administrator.get(path)

        with statements() as seen:
            administrator.get(path)

        assert len(seen) <= MOST_STATEMENTS + 2  # the statements of the session and of hours are two each


def twin_of(app: Flask, make_app) -> Flask:
    """Another process over the same database."""
    twin = make_app(app.config["SETTINGS"])
    twin.testing = True
    return twin
