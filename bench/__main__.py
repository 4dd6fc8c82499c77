"""`make bench`: measure, print ratios, write bench/results.md."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bench.server import Served, served
from services.actor import Actor, Role
from services.catalogue.queries import catalogue_state
from services.catalogue.snapshot import Snapshot
from services.people.models import Account
from tests.factories import Filing, a_filing

ROUNDS, REQUESTS, FILINGS, WARM = 5, 200, 60, 10
RESULTS = Path(__file__).parent / "results.md"
BARS = {"procedure page": 10, "search page": 12, "my dossiers": 14, "filing (the final POST)": 25}


@dataclass(frozen=True, slots=True)
class Measured:
    """CPU of one request, in microseconds: the median of the rounds."""

    name: str
    ours: float
    database: float


def measure(gateway: Served, name: str, calls: Iterator[Callable[[], object]], *, rounds: int, each: int) -> Measured:
    """Run calls in rounds and take the median round."""
    found = []
    for _ in range(rounds):
        before = gateway.cpu()
        for _ in range(each):
            next(calls)()
        after = gateway.cpu()
        found.append(tuple((b - a) / each * 1e6 for a, b in zip(before, after, strict=True)))
    ours, database = (statistics.median(values) for values in zip(*found, strict=True))
    return Measured(name, ours, database)


def repeated(call: Callable[[], object]) -> Iterator[Callable[[], object]]:
    while True:
        yield call


def filings(gateway: Served, count: int) -> Iterator[Callable[[], object]]:
    """Prepare drafts that lack only the last click, and yield the clicks."""
    ready = []
    with gateway.database.unit_of_work() as session:
        account = session.scalars(select(Account)).one()
        by = Actor(account.person_id, Role.CITIZEN, account_id=account.id)
        for _ in range(count):
            filing = complete(a_filing(session, by).unit("X01273", None))
            ready.append(filing.draft.idempotency_key)
    clicks = []
    for key in ready:
        page = gateway.get(f"/ho-so/nhap/{key}/kiem-tra", signed_in=True).decode()
        form = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))
        clicks.append(lambda key=key, form=form: gateway.post(f"/ho-so/nhap/{key}/kiem-tra", form))
    return iter(clicks)


def complete(filing: Filing) -> Filing:
    """Fill in whatever the general form asks."""
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    return filing.step("delivery", delivery="electronic").papers()


def search_in_process(gateway: Served) -> tuple[float, float]:
    """Return the median and the 99th percentile of a search, in milliseconds, without HTTP."""
    with gateway.database.reading() as session:
        snapshot = Snapshot.build(session, catalogue_state(session, datetime.now(UTC).date()))
    queries = ["dang ky khai sinh", "giấy xác nhận độc thân", "mat so do xin cap lai", "1.004873", "gia hạng tạm trú"]
    times = []
    for number in range(500):
        begun = time.perf_counter()
        snapshot.lines(queries[number % len(queries)])
        times.append((time.perf_counter() - begun) * 1e3)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.99)]


def report(rows: list[Measured], search: tuple[float, float]) -> str:
    """Lay the figures out as a page."""
    bare = rows[0].ours
    lines = [
        "# Measured",
        "",
        "`make bench`: CPU of the gateway's processes for one request, as a multiple of `/healthz` in the same run",
        "(which touches neither session nor database). PostgreSQL's CPU stands beside it. One worker.",
        "",
        "| | gateway µs | × bare | PostgreSQL µs | bar |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        bar = f"≤ {BARS[row.name]}×" if row.name in BARS else ""
        lines.append(f"| {row.name} | {row.ours:,.0f} | {row.ours / bare:.1f} | {row.database:,.0f} | {bar} |")
    lines += ["", f"Search in process: median {search[0]:.2f} ms, 99th percentile {search[1]:.2f} ms (wall).", ""]
    return "\n".join(lines)


def main() -> None:
    """Measure everything once."""
    with served() as gateway:
        pages = {
            "bare route": ("/healthz", False),
            "start page": ("/", False),
            "search page": ("/thu-tuc?q=dang+ky+khai+sinh", False),
            "procedure page": ("/thu-tuc/1.001193", False),
            "my dossiers": ("/ho-so", True),
        }
        for path, signed in pages.values():  # warm up
            gateway.get(path, signed_in=signed)
        clicks = filings(gateway, FILINGS + WARM)
        for _ in range(WARM):
            next(clicks)()
        filed = measure(gateway, "filing (the final POST)", clicks, rounds=1, each=FILINGS)
        rows = [
            measure(
                gateway,
                name,
                repeated(lambda path=path, signed=signed: gateway.get(path, signed_in=signed)),
                rounds=ROUNDS,
                each=REQUESTS,
            )
            for name, (path, signed) in pages.items()
        ]
        text = report([*rows, filed], search_in_process(gateway))
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


main()
