"""`make bench`: measure, print ratios, write bench/results.md. `python -m bench search`: print that part alone."""

import sys
from pathlib import Path

from bench.deadlines import deadlines
from bench.lists import lists
from bench.login import login
from bench.pages import pages
from bench.papers import papers
from bench.report import Figures, report, searches
from bench.search import in_process, over_http
from bench.server import served

MANY = 4
"""Workers, as many as a small server has."""
RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Measure everything once."""
    with served() as running:
        measured, search = pages(running), in_process(running)
        counted, signed_in, files = deadlines(running), login(running), papers(running)
        search += over_http(running, 1)
        imported = lists(running)
    with served(workers=MANY) as running:
        search += over_http(running, MANY)
    found = Figures(measured, search, counted, signed_in, files, imported)
    text = report(found)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


def search_alone() -> None:
    """Measure searches."""
    with served() as running:
        rows = in_process(running) + over_http(running, 1)
    with served(workers=MANY) as running:
        rows += over_http(running, MANY)
    print("\n".join(searches(rows)))


if __name__ == "__main__":
    search_alone() if sys.argv[1:] == ["search"] else main()
