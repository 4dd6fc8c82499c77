import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import SYSTEM, Actor, Role
from services.calendar.province import civil_date
from services.catalogue.importing.applying import apply
from services.catalogue.importing.findings import FindingKind
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.models import StagedList
from services.catalogue.importing.refusing import FileRefusedError
from services.catalogue.importing.reporting import report_of
from services.catalogue.importing.staging import begin_comparing, keep_refusal, keep_report, note_progress, stage
from services.catalogue.importing.standing import standing
from services.catalogue.importing.taking import list_file
from services.catalogue.loader import DATA, load
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.catalogue.source.bundle import shipped_agencies, shipped_directory
from services.keys import KeyRing
from services.people.directory import appoint
from services.people.models import Unit
from services.storage import BlobStore
from tests.factories import a_person
from tests.unit.services.catalogue.records import facts

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SOON = date(2026, 12, 1)
DECISION = ListHeader("1234/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 11, 20), TODAY, Scope.PARTIAL)


@dataclass(slots=True)
class Lists:
    """Two business administrators at work on a catalogue of twenty procedures."""

    session: Session
    store: BlobStore
    first: Actor
    second: Actor

    def stage(self, *rows: dict[str, Any], at: datetime = AT, raw: bytes | None = None, **header: Any) -> StagedList:
        content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode() if raw is None else raw
        with self.store.writer() as upload:
            upload.write(content)
            return stage(self.session, replace(DECISION, **header), upload, "danh-muc.jsonl", by=self.first, at=at)

    def compare(self, staged: StagedList, at: datetime = AT) -> StagedList:
        """What the worker does."""
        wanted = begin_comparing(self.session, staged.id)
        assert wanted is not None
        with self.store.open(wanted.staged.blob) as stream:
            content = stream.read()
        try:
            file = list_file(content)
        except FileRefusedError as refused:
            keep_refusal(self.session, staged.id, refused, at=at)
            return staged
        present = standing(self.session)
        report = report_of(
            file,
            wanted.header,
            present,
            on=max(wanted.header.effective_on, civil_date(at)),
            directory=shipped_directory(),
            agencies=shipped_agencies(),
            progress=lambda done, total: note_progress(self.session, staged.id, done, total),
        )
        keep_report(self.session, staged.id, file, report, present.base, at=at)
        return staged

    def ready(self, *rows: dict[str, Any], at: datetime = AT, **header: Any) -> StagedList:
        return self.compare(self.stage(*rows, at=at, **header), at)

    def apply(self, staged: StagedList, at: datetime = AT, **waivers: str) -> CatalogueImport:
        reasons = {FindingKind(name): reason for name, reason in waivers.items()}
        return apply(self.session, staged.number, waivers=reasons, seen=staged.version, by=self.second, at=at)

    def applied(self, *rows: dict[str, Any], at: datetime = AT, **header: Any) -> StagedList:
        staged = self.ready(*rows, at=at, **header)
        self.apply(staged, at)
        return staged

    def versions(self, code: str) -> list[ProcedureVersion]:
        wanted = select(ProcedureVersion).join(ProcedureVersion.procedure).where(Procedure.code == code)
        return list(self.session.scalars(wanted.order_by(ProcedureVersion.number)))


def administrator(session: Session, name: str, number: str) -> Actor:
    person = a_person(session, name, citizen_id=number)
    unit = session.scalars(select(Unit).where(Unit.code == "VP_UBND")).one()
    post = appoint(
        session,
        person_id=person.id,
        unit_id=unit.id,
        role=Role.BUSINESS_ADMIN,
        title="Chuyên viên",
        signature_lines=[],
        seconded_from_id=None,
        valid_from=TODAY - timedelta(days=90),
        by=SYSTEM,
        at=AT,
    )
    return Actor(person.id, Role.BUSINESS_ADMIN, post_id=post.id, unit_id=unit.id)


@pytest.fixture(scope="module")
def prepared(
    engine: sa.Engine, keys: KeyRing, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[sa.Connection, Actor, Actor]]:
    """A catalogue of twenty procedures and two administrators, in a transaction that is undone with the module."""
    folder = tmp_path_factory.mktemp("twenty")
    shutil.copy(DATA / "manifest.json", folder)
    lines = (json.dumps(facts(f"1.{number:06}"), ensure_ascii=False) for number in range(1, 21))
    (folder / "procedures.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with engine.connect() as connection:
        outer = connection.begin()
        connection.execute(sa.text("SET LOCAL search_path = public, jobs"))  # lists are compared by jobs
        with Session(connection, info={"keys": keys}, join_transaction_mode="create_savepoint") as session:
            load(session, folder, by=SYSTEM, at=AT - timedelta(days=1))
            first = administrator(session, "Người Đưa Mẫu", "004190999701")
            second = administrator(session, "Người Duyệt Mẫu", "004190999702")
            session.commit()
        yield connection, first, second
        outer.rollback()


@pytest.fixture
def lists(prepared: tuple[sa.Connection, Actor, Actor], keys: KeyRing, tmp_path: Path) -> Iterator[Lists]:
    """The two at work; what they do is undone when the test ends."""
    connection, first, second = prepared
    within = connection.begin_nested()
    with Session(connection, info={"keys": keys}, join_transaction_mode="create_savepoint") as session:
        yield Lists(session, BlobStore(tmp_path / "blobs"), first, second)
    within.rollback()
