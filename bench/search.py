"""Searches: in this process, and over HTTP with several clients at once, also while the catalogue changes."""

import csv
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from bench.server import Served
from gateway.clock import now
from services.calendar.province import civil_date
from services.catalogue.models import Procedure, UnitProcedure
from services.catalogue.queries import catalogue_state
from services.catalogue.snapshot import Snapshot

TIMES = 10
CLIENTS, SEARCHES = 4, 800
CHANGED_EVERY = 1.0
"""Seconds: each time every worker reads the catalogue anew."""
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


def in_process(served: Served) -> Searched:
    """Search without HTTP; the times are CPU."""
    with served.database.reading() as session:
        snapshot = Snapshot.build(session, catalogue_state(session, civil_date(now())))
    times = []
    for query in queries() * TIMES:
        begun = time.process_time()
        snapshot.lines(query)
        times.append(time.process_time() - begun)
    return searched("in process (CPU)", times, sum(times))


def over_http(served: Served, workers: int) -> list[Searched]:
    """Search as several clients at once, each asking again as soon as it has its page; the times are the clock's."""
    ask(served, SEARCHES // 4)  # every worker reads the catalogue before the first page it shows
    found = [searched(f"over HTTP, {counted(workers)}", *ask(served, SEARCHES))]
    with changing(served):
        found.append(searched(f"over HTTP, {counted(workers)}, read anew every second", *ask(served, SEARCHES)))
    return found


def ask(served: Served, count: int) -> tuple[Sequence[float], float]:
    """Return how long each of so many pages took, and how long all of them."""
    wanted = [f"/thu-tuc?{urlencode({'q': query})}" for query in queries()]
    paths = [wanted[number % len(wanted)] for number in range(count)]

    def once(path: str) -> float:
        begun = time.perf_counter()
        served.get(path)
        return time.perf_counter() - begun

    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        times = list(clients.map(once, paths))
    return times, time.perf_counter() - begun


@contextmanager
def changing(served: Served) -> Iterator[None]:
    """Change the catalogue's overlay every second for the length of a block."""
    ended = threading.Event()

    def change() -> None:
        day = civil_date(now()) + FAR
        with served.database.unit_of_work() as session:
            procedures = list(session.scalars(select(Procedure.id)))
        for procedure_id in procedures:
            with served.database.unit_of_work() as session:
                session.add(UnitProcedure(procedure_id=procedure_id, valid_from=day, source="bench", confirmed=False))
            if ended.wait(CHANGED_EVERY):
                return

    changer = threading.Thread(target=change)
    changer.start()
    try:
        yield
    finally:
        ended.set()
        changer.join()


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
