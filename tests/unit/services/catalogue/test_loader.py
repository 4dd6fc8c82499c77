"""A catalogue comes in once; what changed gets a new version, what is gone is ended."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from services.actor import SYSTEM
from services.audit.models import AuditEvent
from services.catalogue.errors import (
    CatalogueInvalidError,
    CatalogueLivesError,
    CatalogueShrinksError,
    ProcedureUnknownError,
)
from services.catalogue.filing import fileable
from services.catalogue.importing.kinds import Scope
from services.catalogue.loader import DATA, load
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.catalogue.queries import catalogue_state
from services.catalogue.snapshot import Snapshot
from services.ids import new_id
from services.people.models import OfficeHours, Unit, UnitKind
from tests.unit.services.catalogue.records import facts

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def folder(tmp_path):
    shutil.copy(DATA / "manifest.json", tmp_path)

    def write(*rows):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / "procedures.jsonl").write_text(text + "\n", encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def empty(session):
    """No catalogue, whatever tests before have loaded for all."""
    versions = session.scalar(select(func.count()).select_from(ProcedureVersion))
    assert versions == 0, "functional tests load the catalogue in databases of their own"
    return session


def rows(count: int, **changes):
    return [facts(f"1.{number:06d}", **changes) for number in range(1, count + 1)]


def versions(session, code: str) -> list[ProcedureVersion]:
    wanted = select(ProcedureVersion).join(Procedure).where(Procedure.code == code)
    return list(session.scalars(wanted.order_by(ProcedureVersion.valid_from, ProcedureVersion.id)))


def events(session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


class TestLoad:
    def test_it_brings_procedures_units_hours_and_one_event(self, empty, folder):
        report = load(empty, folder(*rows(3)), by=SYSTEM, at=AT)

        assert (report.is_new, report.procedures, report.added) == (True, 3, 3)
        kinds = dict(empty.execute(select(Unit.kind, func.count()).group_by(Unit.kind)).all())
        assert kinds[UnitKind.COMMUNE] == 56
        assert kinds[UnitKind.ONE_STOP_CENTRE] == 57
        assert empty.scalar(select(func.count()).select_from(OfficeHours))
        assert events(empty) == 1

    def test_the_same_source_once_more_changes_nothing(self, empty, folder):
        source = folder(*rows(3))
        load(empty, source, by=SYSTEM, at=AT)

        again = load(empty, source, by=SYSTEM, at=LATER)

        assert (again.is_new, again.added, again.changed, again.units_added) == (False, 0, 0, 0)
        assert events(empty) == 1

    def test_a_changed_row_gets_a_version_and_the_old_one_ends(self, empty, folder):
        load(empty, folder(*rows(3)), by=SYSTEM, at=AT)

        report = load(empty, folder(facts("1.000001", name="Tên mới"), *rows(3)[1:]), by=SYSTEM, at=LATER)

        old, new = versions(empty, "1.000001")
        assert (report.added, report.changed, report.ended) == (0, 1, 0)
        assert (old.name, old.valid_until) == ("Cấp giấy thử", date(2026, 11, 25))
        assert (new.name, new.valid_from, new.valid_until) == ("Tên mới", date(2026, 11, 25), None)
        assert len(versions(empty, "1.000002")) == 1

    def test_a_row_that_is_gone_ends(self, empty, folder):
        load(empty, folder(*rows(20)), by=SYSTEM, at=AT)

        report = load(empty, folder(*rows(19)), by=SYSTEM, at=LATER)

        assert report.ended == 1
        assert versions(empty, "1.000020")[0].valid_until == date(2026, 11, 25)

    def test_a_source_that_lost_too_much_is_taken_for_broken(self, empty, folder):
        load(empty, folder(*rows(20)), by=SYSTEM, at=AT)

        with pytest.raises(CatalogueShrinksError):
            load(empty, folder(*rows(10)), by=SYSTEM, at=LATER)

    def test_a_broken_source_is_refused_with_every_problem(self, empty, folder):
        bad = folder(facts("1.1"), facts("1.000002", levels=["district"]), facts("1.000003", surprise=1))

        with pytest.raises(CatalogueInvalidError) as refusal:
            load(empty, bad, by=SYSTEM, at=AT)

        assert len(refusal.value.data["problems"]) == 3
        assert events(empty) == 0

    def test_once_an_official_list_stands_only_lists_change_procedures(self, empty, folder):
        load(empty, folder(*rows(3)), by=SYSTEM, at=AT)
        applied = CatalogueImport(
            source="Ủy ban nhân dân tỉnh",
            as_of=AT.date(),
            sha256=bytes(32),
            counts={},
            imported_at=LATER,
            decision_no="1/QĐ-UBND",
            signed_on=AT.date(),
            effective_on=AT.date(),
            scope=Scope.PARTIAL,
        )
        empty.add(applied)
        empty.flush()

        assert not load(empty, folder(*rows(3)), by=SYSTEM, at=LATER).is_new
        with pytest.raises(CatalogueLivesError) as refusal:
            load(empty, folder(*rows(4)), by=SYSTEM, at=LATER)
        assert refusal.value.data == {"decision_no": "1/QĐ-UBND"}

        applied.undone_at = LATER
        empty.flush()
        assert load(empty, folder(*rows(4)), by=SYSTEM, at=LATER).added == 1


class TestByTheDay:
    def test_every_reader_takes_the_version_of_its_day(self, empty, folder):
        load(empty, folder(*rows(3)), by=SYSTEM, at=AT)
        load(empty, folder(facts("1.000001", name="Tên mới"), *rows(3)[1:]), by=SYSTEM, at=LATER)

        for on, name, number in ((AT.date(), "Cấp giấy thử", 1), (LATER.date(), "Tên mới", 2)):
            snapshot = Snapshot.build(empty, catalogue_state(empty, on))
            assert snapshot.by_code["1.000001"].record.name == name
            assert snapshot.lines(name).lines[0].entry.record.name == name
            assert fileable(empty, "1.000001", on=on).version.number == number

    def test_the_first_version_holds_from_the_day_that_the_source_is_of(self, empty, folder):
        load(empty, folder(*rows(3)), by=SYSTEM, at=AT)

        assert fileable(empty, "1.000001", on=date(2026, 7, 20)).version.valid_from == date(2026, 7, 20)
        with pytest.raises(ProcedureUnknownError):
            fileable(empty, "1.000001", on=date(2026, 7, 19))

    def test_two_versions_never_hold_on_one_day(self, empty, folder):
        load(empty, folder(*rows(3)), by=SYSTEM, at=AT)
        known = versions(empty, "1.000001")[0]
        copied = {one.key: getattr(known, one.key) for one in ProcedureVersion.__table__.columns}
        day = AT.date() + timedelta(days=3)
        within = {"id": new_id(), "number": 2, "valid_from": day, "valid_until": day + timedelta(days=1)}
        empty.add(ProcedureVersion(**copied | within))

        with pytest.raises(IntegrityError, match="ex_procedure_version_one_a_day"):
            empty.flush()


class TestTheWholeCatalogue:
    def test_1672_procedures_of_which_internal_ones_are_not_listed(self, empty, shipped):
        report = load(empty, DATA, by=SYSTEM, at=AT)
        snapshot = Snapshot.build(empty, catalogue_state(empty, date(2026, 11, 24)))

        internal = sum(not one.is_public for one in shipped.procedures)
        assert report.procedures == 1_672
        assert snapshot.counts.listed == 1_672 - internal
        assert report.unknown_bodies == ()
        assert snapshot.state.manifest.as_of == date(2026, 7, 20)
        assert not [one.record.code for one in snapshot.entries if not one.record.is_public]
