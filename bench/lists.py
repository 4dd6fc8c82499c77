"""An official list of the whole catalogue: read, compared, applied and taken back, every procedure amended."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.server import Served
from gateway.clock import now
from gateway.jobs.comparing import compare
from services.actor import Actor, Role
from services.calendar.province import civil_date
from services.catalogue.importing.applying import apply
from services.catalogue.importing.header import ListHeader
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.queries import staged_list
from services.catalogue.importing.staging import stage
from services.catalogue.importing.taking import READER
from services.catalogue.source.bundle import SHIPPED
from services.dossiers.undoing_lists import undo_list
from services.people.models import OfficerPost
from services.storage import BlobStore


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of an import took, in seconds by the clock and of this process's CPU."""

    name: str
    wall: float
    ours: float


def lists(served: Served) -> Sequence[Step]:
    """Bring the whole catalogue in with another name for each procedure, and take it back."""
    store, database = BlobStore(served.config.blob_folder), served.database
    with database.reading() as session:
        posts = session.scalars(select(OfficerPost).where(OfficerPost.role == Role.BUSINESS_ADMIN)).all()
    first, second = (Actor(one.person_id, one.role, post_id=one.id, unit_id=one.unit_id) for one in posts)
    header = ListHeader("1/QĐ-ĐO", "bench", civil_date(now()), civil_date(now()), Scope.WHOLE)

    def take(session: Session) -> Any:
        with store.writer() as upload:
            upload.write(renamed())
            return stage(session, header, upload, "bench.jsonl", by=first, at=now())

    def done(verb: Callable[[Session], Any]) -> Any:
        with database.unit_of_work() as session:
            return verb(session)

    READER.start()
    staged = done(take)
    number = staged.number
    office: Any = SimpleNamespace(database=database, store=store, clock=now)

    def bring_in(session: Session) -> None:
        apply(session, number, waivers={}, seen=staged_list(session, number).version, by=second, at=now())

    steps = [
        timed("read and compared", lambda: compare(office, staged.id)),
        timed("applied", lambda: done(bring_in)),
        timed("taken back", lambda: done(lambda one: undo_list(one, number, reason="bench", by=first, at=now()))),
    ]
    READER.close()
    return steps


def renamed() -> bytes:
    """Return the shipped procedures, each with a longer name."""
    lines = []
    for line in (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        lines.append(json.dumps(record | {"name": f"{record['name']} (sửa đổi, bổ sung)"}, ensure_ascii=False))
    return "\n".join(lines).encode()


def timed(name: str, what: Callable[[], object]) -> Step:
    """Do something once and say what it took."""
    wall, ours = time.perf_counter(), time.process_time()
    what()
    return Step(name, time.perf_counter() - wall, time.process_time() - ours)
