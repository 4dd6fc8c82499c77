"""The local overlay says what the rules say, and never undoes what the province wrote itself."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from services.actor import SYSTEM
from services.calendar.models import DayOffRow
from services.catalogue.filing import fileable
from services.catalogue.kinds import Channel, ClosedReason, FilingRoute, LimitUnit
from services.catalogue.limits import Limit
from services.catalogue.loader import DATA
from services.catalogue.loading.load import load
from services.catalogue.models import Procedure, UnitProcedure
from services.catalogue.opening import Route
from services.catalogue.queries import limit_of, version_in_force
from services.catalogue.source.bundle import Source, read_source
from services.catalogue.source.overlay import RouteRule, RouteScope
from services.people.models import Unit
from tests.unit.services.catalogue.records import facts

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
CODE = "1.000001"
ELSEWHERE = Route(FilingRoute.MINISTRY_SYSTEM, "Cổng mẫu", "https://mau.example", "why", confirmed=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Source:
    """One procedure, filed here."""
    folder = tmp_path_factory.mktemp("one")
    shutil.copy(DATA / "manifest.json", folder)
    (folder / "procedures.jsonl").write_text(json.dumps(facts(CODE)) + "\n", encoding="utf-8")
    return read_source(folder)


def routed(source: Source, route: Route | None, edition: int) -> Source:
    rules = (RouteRule(RouteScope.PROCEDURE, CODE, None, route),) if route else ()
    return replace(source, routes=rules, sha256=bytes([edition]) * 32)


def overlay(session) -> list[tuple[FilingRoute | None, date, date | None]]:
    rows = session.scalars(select(UnitProcedure).order_by(UnitProcedure.valid_from))
    return [(row.filing_route, row.valid_from, row.valid_until) for row in rows]


def bring(session, source: Source, at: datetime = AT):
    return load(session, source, by=SYSTEM, at=at)


class TestRoutes:
    def test_filed_here_needs_no_row(self, session, source):
        bring(session, routed(source, None, 1))

        assert overlay(session) == []
        assert fileable(session, CODE, on=TODAY).opening.is_open

    def test_filed_elsewhere_is_a_row_and_closes_it(self, session, source):
        report = bring(session, routed(source, ELSEWHERE, 1))

        assert report.routes_changed == 1
        assert overlay(session) == [(FilingRoute.MINISTRY_SYSTEM, TODAY, None)]
        found = fileable(session, CODE, on=TODAY).opening
        assert (found.reasons, found.route) == ((ClosedReason.FILED_ELSEWHERE,), ELSEWHERE)

    def test_the_same_rule_once_more_touches_nothing(self, session, source):
        bring(session, routed(source, ELSEWHERE, 1))

        assert bring(session, routed(source, ELSEWHERE, 2), AT + timedelta(days=1)).routes_changed == 0

    def test_a_rule_that_is_gone_ends_its_row(self, session, source):
        bring(session, routed(source, ELSEWHERE, 1))

        bring(session, routed(source, None, 2), AT + timedelta(days=1))

        assert overlay(session) == [(FilingRoute.MINISTRY_SYSTEM, TODAY, TOMORROW)]
        assert not fileable(session, CODE, on=TODAY).opening.is_open
        assert fileable(session, CODE, on=TOMORROW).opening.is_open

    def test_another_rule_begins_where_the_old_one_ends(self, session, source):
        bring(session, routed(source, ELSEWHERE, 1))

        bring(session, routed(source, Route(FilingRoute.COUNTER_ONLY, source="why"), 2), AT + timedelta(days=1))

        assert overlay(session) == [
            (FilingRoute.MINISTRY_SYSTEM, TODAY, TOMORROW),
            (FilingRoute.COUNTER_ONLY, TOMORROW, None),
        ]

    def test_a_row_of_the_same_day_is_written_over(self, session, source):
        bring(session, routed(source, ELSEWHERE, 1))

        bring(session, routed(source, None, 2), AT + timedelta(hours=1))

        assert overlay(session) == [(FilingRoute.HERE, TODAY, None)]
        assert fileable(session, CODE, on=TODAY).opening.is_open

    def test_what_the_province_wrote_itself_stays(self, session, source):
        bring(session, routed(source, None, 1))
        procedure_id = session.scalars(select(Procedure.id)).one()
        session.add(
            UnitProcedure(
                procedure_id=procedure_id,
                filing_route=FilingRoute.COUNTER_ONLY,
                valid_from=TODAY,
                source="Quyết định thử",
                confirmed=True,
            )
        )
        session.flush()

        report = bring(session, routed(source, ELSEWHERE, 2), AT + timedelta(days=1))

        assert report.routes_changed == 0
        assert overlay(session) == [(FilingRoute.COUNTER_ONLY, TODAY, None)]


class TestWhatStands:
    def test_units_and_days_that_the_province_changed_are_left_alone(self, session, source):
        bring(session, routed(source, None, 1))
        session.scalars(select(Unit).where(Unit.code == "STP")).one().name = "Sở Tư pháp đổi tên"
        session.scalars(select(DayOffRow).limit(1)).one().name = "Tên khác"
        days = session.scalar(select(func.count()).select_from(DayOffRow))
        session.flush()

        report = bring(session, routed(source, None, 2), AT + timedelta(days=1))

        assert (report.units_added, report.days_added) == (0, 0)
        assert session.scalars(select(Unit.name).where(Unit.code == "STP")).one() == "Sở Tư pháp đổi tên"
        assert session.scalar(select(func.count()).select_from(DayOffRow)) == days


class TestLimitsOfAVersion:
    def test_a_version_keeps_the_review_it_was_loaded_with(self, session, shipped, source):
        review = shipped.corrections["1.004859"]
        bring(session, replace(source, corrections={CODE: review}, sha256=b"\1" * 32))
        version = version_in_force(session, CODE, on=AT.date())

        general = limit_of(version, CODE, channel=Channel.ONLINE)
        adding = limit_of(version, CODE, case="Bổ sung thông tin hộ tịch", channel=Channel.DIRECT)

        assert (general.limit, general.review) == (Limit(LimitUnit.WORKING_DAY, 3), review)
        assert adding.limit is not None
        assert adding.limit.unit is LimitUnit.SAME_DAY

    def test_another_review_is_another_version(self, session, shipped, source):
        bring(session, replace(source, corrections={}, sha256=b"\1" * 32))

        with_review = replace(source, corrections={CODE: shipped.corrections["1.001193"]}, sha256=b"\2" * 32)
        report = bring(session, with_review, AT + timedelta(days=1))

        assert report.changed == 1
        assert version_in_force(session, CODE, on=AT.date()).number == 1
        assert version_in_force(session, CODE, on=AT.date() + timedelta(days=1)).number == 2
