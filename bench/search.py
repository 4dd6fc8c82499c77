"""Searches: in this process, and over HTTP with several clients at once, also while the catalogue changes."""

import csv
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.server import Served
from gateway.clock import now
from gateway.live import LiveCatalogue
from services.calendar.province import civil_date
from services.catalogue.importing.kinds import Scope
from services.catalogue.models import CatalogueImport, Procedure, UnitProcedure
from services.catalogue.snapshot import Snapshot

TIMES = 10
CLIENTS, SEARCHES = 4, 800
CHANGED_EVERY = 1.0
"""Seconds: each time every worker reads the catalogue anew."""
BESIDE = "in process, while the index is built again (clock)"
FAR = timedelta(days=36_500)
"""A row that begins then changes no page, only the catalogue's state."""
QUERIES = Path(__file__).parents[1] / "tests" / "vectors" / "search_queries_dev.tsv"
"""What people ask for in their own words, with slips."""


@dataclass(frozen=True, slots=True)
class Searched:
    """How long searches took, in seconds: the median and the 99th percentile; and how many a second were answered."""

    name: str
    median: float
    last: float
    rate: float


def in_process(served: Served) -> list[Searched]:
    """Search without HTTP: alone, and while another thread builds the index again and again."""
    snapshot = read(served)
    alone, _ = times(snapshot)
    with rebuilding(served):
        cpu, clock = times(snapshot)
    return [
        searched("in process (CPU)", alone, sum(alone)),
        searched("in process, while the index is built again (CPU)", cpu, sum(cpu)),
        searched(BESIDE, clock, sum(clock)),
    ]


def read(served: Served) -> Snapshot:
    """Read the whole catalogue, as a process that has none does."""
    with served.database.reading() as session:
        return LiveCatalogue().current(session, civil_date(now()))


def times(snapshot: Snapshot) -> tuple[list[float], list[float]]:
    """Return what each search takes of the CPU of this thread, and by the clock."""
    cpu, clock = [], []
    for query in queries() * TIMES:
        began, begun = time.thread_time(), time.perf_counter()
        snapshot.lines(query)
        cpu.append(time.thread_time() - began)
        clock.append(time.perf_counter() - begun)
    return cpu, clock


@contextmanager
def rebuilding(served: Served) -> Iterator[None]:
    """Read everything anew without a pause for the length of a block, in another thread of this process."""

    def build() -> None:
        while not ended.is_set():
            read(served)

    ended = threading.Event()
    with thread(build, ended):
        yield


def over_http(served: Served, workers: int) -> list[Searched]:
    """Search as several clients at once, each asking again as soon as it has its page; the times are the clock's."""
    ask(served, SEARCHES // 4)  # every worker reads the catalogue before the first page it shows
    name = f"over HTTP, {counted(workers)}"
    found = [searched(name, *ask(served, SEARCHES))]
    for what, change in (("a decision", decide), ("an import", bring_in)):
        with changing(served, change):
            found.append(searched(f"{name}, {what} every second", *ask(served, SEARCHES)))
    return found


def ask(served: Served, number: int) -> tuple[Sequence[float], float]:
    """Return how long each of so many pages took, and how long all of them."""
    wanted = [f"/thu-tuc?{urlencode({'q': query})}" for query in queries()]
    paths = [wanted[place % len(wanted)] for place in range(number)]

    def once(path: str) -> float:
        begun = time.perf_counter()
        served.get(path)
        return time.perf_counter() - begun

    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        times = list(clients.map(once, paths))
    return times, time.perf_counter() - begun


@contextmanager
def changing(served: Served, change: Callable[[Session, int], None]) -> Iterator[None]:
    """Change the catalogue every second for the length of a block."""

    def work() -> None:
        for number in count():
            with served.database.unit_of_work() as session:
                change(session, number)
            if ended.wait(CHANGED_EVERY):
                return

    ended = threading.Event()
    with thread(work, ended):
        yield


def decide(session: Session, number: int) -> None:
    """Enter a row of the overlay: processes read what the province decides, and keep records and index."""
    procedure_id = session.scalars(select(Procedure.id).order_by(Procedure.code).offset(number).limit(1)).one()
    day = civil_date(now()) + FAR
    session.add(UnitProcedure(procedure_id=procedure_id, valid_from=day, source="bench", confirmed=False))


def bring_in(session: Session, number: int) -> None:
    """Enter an import that brings nothing: processes read every version and build the index again."""
    session.add(
        CatalogueImport(
            source=f"bench {number}",
            as_of=civil_date(now()),
            sha256=hashlib.sha256(str(number).encode()).digest(),
            counts={},
            imported_at=now(),
            scope=Scope.PARTIAL,
        )
    )


@contextmanager
def thread(work: Callable[[], None], ended: threading.Event) -> Iterator[None]:
    """Let something else happen for the length of a block."""
    other = threading.Thread(target=work)
    other.start()
    try:
        yield
    finally:
        ended.set()
        other.join()


def queries() -> list[str]:
    """Return what people ask for."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [row["query"] for row in csv.DictReader(file, delimiter="\t")]


def searched(name: str, times: Sequence[float], whole: float) -> Searched:
    """Return what times show."""
    ordered = sorted(times)
    return Searched(name, ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], len(ordered) / whole)


def counted(workers: int) -> str:
    """Return a number of workers in words."""
    return "one worker" if workers == 1 else f"{workers} workers"
