"""`make search-report`: how well the search answers each file of queries, and everything it does not answer first."""

from collections.abc import Iterator

from services.catalogue.source.bundle import read_source
from tests.search_quality import Answered, Quality, quality, query_files, read_queries, shipped_finder

MILLI = 1e3
WIDTH = 90


def main() -> None:
    """Ask everything, print figures first and misses after them."""
    finder = shipped_finder()
    found = {name: quality(finder, read_queries(path)) for name, path in query_files().items()}
    names = {one.code: one.name for one in read_source().procedures}
    print("\n".join([*figures(found), *(line for name in found for line in misses(name, found[name], names))]))


def figures(found: dict[str, Quality]) -> Iterator[str]:
    """One line a file. Times are CPU in this process, every query asked for the first time."""
    yield f"{'queries':<10}{'n':>5}{'hit@1':>8}{'hit@5':>8}{'MRR':>8}{'p50 ms':>8}{'p99 ms':>8}"
    for name, one in found.items():
        shares = f"{one.within(1):>8.3f}{one.within(5):>8.3f}{one.reciprocal_rank:>8.3f}"
        times = f"{one.seconds(0.5) * MILLI:>8.2f}{one.seconds(0.99) * MILLI:>8.2f}"
        yield f"{name:<10}{len(one.answers):>5}{shares}{times}"


def misses(name: str, found: Quality, names: dict[str, str]) -> Iterator[str]:
    """Every query that is not answered by the first procedure, with the first five."""
    for one in found.missed:
        yield ""
        yield f"{name}  {one.asked.query!r}  {where(one)}; wanted {' '.join(sorted(one.asked.codes))}"
        for code in one.nearest:
            mark = "*" if code in one.asked.codes else " "
            yield f"  {mark} {code}  {names[code][:WIDTH]}"


def where(one: Answered) -> str:
    """Say at which place the answer stands."""
    return f"at place {one.place}" if one.place else "not found"


if __name__ == "__main__":
    main()
