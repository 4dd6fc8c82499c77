"""`make bench`: measure, print ratios, write bench/results.md."""

from pathlib import Path

from bench.deadlines import deadlines
from bench.login import login
from bench.pages import pages, search_in_process
from bench.papers import papers
from bench.report import Figures, report
from bench.server import served

RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Measure everything once."""
    with served() as running:
        search = search_in_process(running)
        found = Figures(pages(running), search, deadlines(running), login(running), papers(running))
    text = report(found)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
