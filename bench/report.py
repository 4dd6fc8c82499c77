"""The figures as a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.lists import Step
from bench.measuring import Measured
from bench.papers import Papers
from bench.search import CLIENTS, Searched

BARS = {
    "search page": 12,
    "procedure page": 10,
    "inbox page": 14,
    "filing (the final POST)": 25,
}
"""At most so many bare routes."""
DEADLINES_BAR = 1_000
"""A second and core, at least."""
IMPORT_BAR = 10
"""Seconds by the clock."""
LOGIN_BAR, CHECK_BAR, SEARCH_BAR = 10, 250, 5
"""Milliseconds of CPU."""
MICRO, MILLI = 1e6, 1e3


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything one run has measured; of the pages the bare route stands first."""

    pages: Sequence[Measured]
    search: Sequence[Searched]
    deadlines: Sequence[Measured]
    login: Measured
    papers: Papers
    lists: Sequence[Step]


def report(found: Figures) -> str:
    """Lay the figures out."""
    parts = (pages(found), searches(found.search), counting(found), importing(found), parties(found))
    return "\n".join(line for part in parts for line in [*part, ""])


def pages(found: Figures) -> Iterator[str]:
    """Pages against the bare route."""
    yield "# Measured"
    yield ""
    yield "`make bench` writes this page. CPU is that of processes, the median of rounds taken in turns."
    yield ""
    yield "## Pages"
    yield ""
    yield "One request to the gateway (one worker), as a multiple of `/healthz` in the same run, which touches neither"
    yield "session nor database. PostgreSQL's CPU stands beside it. The inbox shows 25 of 60 dossiers, my"
    yield "dossiers 20 of 60."
    yield ""
    yield "| | gateway µs | × bare | PostgreSQL µs | bar |"
    yield "|---|---|---|---|---|"
    bare = found.pages[0]
    for row in found.pages:
        bar = f"≤ {BARS[row.name]}×" if row.name in BARS else ""
        beside = row.beside * MICRO
        yield f"| {row.name} | {row.ours * MICRO:,.0f} | {row.times(bare):.1f} | {beside:,.0f} | {bar} |"


def searches(rows: Sequence[Searched]) -> Iterator[str]:
    """What a search costs, alone and for several people at once."""
    yield "## Search"
    yield ""
    yield f"Queries as people write them. Over HTTP: the whole page, by the clock, {CLIENTS} clients that ask without a"
    yield "pause on the same machine. *A decision*: the province decides something every second; the index stays."
    yield "*An import*: each worker reads every version and builds its index again every second while it answers."
    yield ""
    yield "| | median ms | 99th percentile ms | a second | bar |"
    yield "|---|---|---|---|---|"
    for row in rows:
        bar = "" if row.name.startswith("over HTTP") else f"p99 ≤ {SEARCH_BAR} ms"
        yield f"| {row.name} | {row.median * MILLI:.1f} | {row.last * MILLI:.1f} | {row.rate:,.0f} | {bar} |"


def counting(found: Figures) -> Iterator[str]:
    """Deadlines in this process."""
    yield "## Deadlines"
    yield ""
    yield "In process, one core: limits of every unit, receipts at every hour of a year."
    yield ""
    yield "| | µs | a second | bar |"
    yield "|---|---|---|---|"
    for row in found.deadlines:
        yield f"| {row.name} | {row.ours * MICRO:,.0f} | {1 / row.ours:,.0f} | ≥ {DEADLINES_BAR:,} |"


def importing(found: Figures) -> Iterator[str]:
    """An official list of the whole catalogue."""
    yield "## Official lists"
    yield ""
    yield "1,672 rows of JSONL, every procedure amended, once. *CPU* is that of the process that does it; the sandbox"
    yield "that reads the file and PostgreSQL work beside it."
    yield ""
    yield "| | wall s | CPU s | bar |"
    yield "|---|---|---|---|"
    for row in found.lists:
        yield f"| {row.name} | {row.wall:.1f} | {row.ours:.1f} |  |"
    wall, ours = (sum(getattr(row, name) for row in found.lists[:2]) for name in ("wall", "ours"))
    yield f"| from the file to in force | {wall:.1f} | {ours:.1f} | ≤ {IMPORT_BAR} s |"


def parties(found: Figures) -> Iterator[str]:
    """What takes other parties or the library of signatures."""
    papers = found.papers
    yield "## Login, signatures, verdicts"
    yield ""
    yield "*Ours* is for the login the gateway; for a signature the worker's whole step (order, signature, a look at"
    yield "it, file); for a verdict the register, the warm process and the limited child it forks. The *other party*"
    yield "is the identity provider, or the trust service (time stamps, OCSP, lists, over HTTP), in its own process."
    yield "*× raw* is the multiple of one call of the library."
    yield ""
    yield "| | ours, CPU ms | other party, CPU ms | wall ms | × raw | bar |"
    yield "|---|---|---|---|---|---|"
    yield line(found.login, None, f"≤ {LOGIN_BAR} ms of ours")
    yield line(papers.leader, papers.raw_signature)
    yield line(papers.seal, papers.raw_signature)
    yield line(papers.check, papers.raw_check, f"≤ {CHECK_BAR} ms")
    yield ""
    raw = (f"{one.name} {one.ours * MICRO:.0f} µs" for one in (papers.raw_signature, papers.raw_check))
    yield f"Raw, of the library `cryptography` alone: {', '.join(raw)}."


def line(row: Measured, raw: Measured | None, bar: str = "") -> str:
    """Return one row in milliseconds."""
    times = f"{row.times(raw):,.0f}" if raw else ""
    return (
        f"| {row.name} | {row.ours * MILLI:.1f} | {row.beside * MILLI:.1f} | {row.wall * MILLI:.1f} | {times} | {bar} |"
    )
