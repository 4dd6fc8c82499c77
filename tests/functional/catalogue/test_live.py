"""One catalogue for all threads, read again when somebody has changed it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.live import CHECKED_EVERY, LiveCatalogue
from services.actor import SYSTEM
from services.calendar.province import instant_of
from services.catalogue.errors import CatalogueEmptyError
from services.catalogue.kinds import Aspect, ClosedReason, FilingRoute
from services.catalogue.models import Procedure, UnitProcedure
from services.catalogue.overlay.deciding import withdraw
from services.catalogue.queries import catalogue_state
from services.people.models import Unit
from tests.factories import FRIDAY
from tests.local_decisions import a_decision, enter
from tests.local_decisions import days as counted_days

DAY = date(2026, 11, 24)
BIRTH = "1.001193"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def live(clock):
    return LiveCatalogue(clock)


@pytest.fixture
def statements(office):
    seen: list[str] = []
    connection = office.connection()

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    sa.event.listen(connection, "before_cursor_execute", note)
    yield seen
    sa.event.remove(connection, "before_cursor_execute", note)


def route(office: Session, **changes) -> UnitProcedure:
    procedure_id = office.scalars(sa.select(Procedure.id).where(Procedure.code == BIRTH)).one()
    row = UnitProcedure(procedure_id=procedure_id, valid_from=DAY, source="Quyết định thử", confirmed=True, **changes)
    office.add(row)
    office.flush()
    return row


def test_within_a_second_nothing_is_asked(live, office, clock, statements):
    first = live.current(office, DAY)
    statements.clear()
    clock.now += CHECKED_EVERY / 2

    assert live.current(office, DAY) is first
    assert statements == []


def test_after_a_second_one_statement_finds_it_unchanged(live, office, clock, statements):
    first = live.current(office, DAY)
    statements.clear()
    clock.now += CHECKED_EVERY

    assert live.current(office, DAY) is first
    assert len(statements) == 1


def test_a_change_of_the_overlay_is_seen(live, office, clock):
    before = live.current(office, DAY)
    route(office, filing_route=FilingRoute.COUNTER_ONLY)
    clock.now += CHECKED_EVERY

    after = live.current(office, DAY)

    assert before.entry(BIRTH).opening.is_open
    assert after.entry(BIRTH).opening.reasons == (ClosedReason.FILED_ELSEWHERE,)


def test_a_row_that_is_changed_in_place_is_seen(live, office, clock):
    row = route(office, filing_route=FilingRoute.COUNTER_ONLY)
    live.current(office, DAY)
    office.commit()  # of the savepoint: another transaction, as another request would be
    row.filing_route = FilingRoute.HERE
    office.flush()
    clock.now += CHECKED_EVERY

    assert live.current(office, DAY).entry(BIRTH).opening.is_open


def test_a_row_begins_with_its_day_and_ends_with_it(live, office, clock):
    route(office, filing_route=FilingRoute.COUNTER_ONLY, valid_until=DAY + timedelta(days=2))

    found = {}
    for days in (-1, 0, 1, 2):
        clock.now += CHECKED_EVERY
        found[days] = live.current(office, DAY + timedelta(days=days)).entry(BIRTH).opening.is_open

    assert found == {-1: True, 0: False, 1: False, 2: True}


def test_the_province_may_open_what_the_record_does_not(live, office, clock):
    code = "2.000815"
    before = live.current(office, DAY).entry(code).opening
    enter(office, code, a_decision(is_open=True, note=None))
    clock.now += CHECKED_EVERY

    after = live.current(office, DAY).entry(code).opening

    assert before.reasons == (ClosedReason.NO_ONLINE_CHANNEL,)
    assert after.is_open


def test_a_body_that_is_renamed_is_called_by_its_name_of_today(live, office, clock):
    before = live.current(office, DAY).entry("2.000954").agency_name
    office.execute(sa.update(Unit).where(Unit.code == "STP").values(name="Sở Tư pháp mẫu"))
    clock.now += CHECKED_EVERY

    assert before == "Sở Tư pháp"
    assert live.current(office, DAY).entry("2.000954").agency_name == "Sở Tư pháp mẫu"


def test_a_decision_that_is_withdrawn_is_seen_too(live, office, clock):
    enter(office, BIRTH, a_decision(begins=10))
    announced = live.current(office, DAY).entry(BIRTH).local.ahead
    office.commit()  # of the savepoint: another transaction, as another request would be
    withdraw(office, BIRTH, 1, by=SYSTEM, at=FRIDAY)
    clock.now += CHECKED_EVERY

    assert announced is not None
    assert live.current(office, DAY).entry(BIRTH).local.ahead is None


def test_the_state_says_since_when_it_is_so(office):
    def since(on):
        return catalogue_state(office, on).changed_at

    before = since(DAY)
    enter(office, BIRTH, a_decision(begins=6, ends=8))

    assert since(DAY) == before
    assert since(counted_days(6)) == instant_of(counted_days(6), time.min)
    assert since(counted_days(7)) == since(counted_days(6))
    assert since(counted_days(9)) == instant_of(counted_days(8), time.min)
    enter(office, BIRTH, a_decision(Aspect.FEE, begins=0), at=FRIDAY + timedelta(hours=3))
    assert since(counted_days(0)) == FRIDAY + timedelta(hours=3)


def test_threads_that_come_at_once_get_the_same_catalogue(live, furnished_engine):
    start = Barrier(4)

    def ask() -> int:
        with Session(furnished_engine) as session:
            start.wait()
            return id(live.current(session, DAY))

    with ThreadPoolExecutor(4) as pool:
        found = {one.result() for one in [pool.submit(ask) for _ in range(4)]}

    assert len(found) == 1


def test_without_a_catalogue_it_says_so(live, session):
    with pytest.raises(CatalogueEmptyError):
        live.current(session, DAY)
