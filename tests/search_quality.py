"""How well the search answers what people ask: queries with the procedures that answer them, and what is found."""

import csv
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.catalogue.search.documents import document_of
from services.catalogue.search.finder import Corpus, Finder
from services.catalogue.source.bundle import read_source

QUERIES = Path(__file__).parent / "vectors"
BEGINNING = "search_queries_"
NEAR = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the codes that answer it."""

    query: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a query found first, and at which place the first code stands that answers it (None: nowhere)."""

    asked: Asked
    place: int | None
    nearest: tuple[str, ...]
    seconds: float
    """Of CPU, asked for the first time."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The answers to a whole file of queries."""

    answers: Sequence[Answered]

    def within(self, places: int) -> float:
        """The share of queries that are answered within the first so many."""
        return sum(1 for one in self.answers if one.place and one.place <= places) / len(self.answers)

    @property
    def reciprocal_rank(self) -> float:
        """The mean of 1/place, which is nothing where no answer was found (MRR)."""
        return sum(1 / one.place for one in self.answers if one.place) / len(self.answers)

    @property
    def missed(self) -> list[Answered]:
        """The queries whose first answer is not the very first."""
        return [one for one in self.answers if one.place != 1]

    def seconds(self, share: float) -> float:
        """The time within which this share of the queries is answered."""
        return sorted(one.seconds for one in self.answers)[int((len(self.answers) - 1) * share)]


def query_files() -> dict[str, Path]:
    """Return the files of queries by their names."""
    return {path.stem.removeprefix(BEGINNING): path for path in sorted(QUERIES.glob(f"{BEGINNING}*.tsv"))}


def read_queries(path: Path) -> list[Asked]:
    """Read a file of queries."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Asked(row["query"], frozenset(row["codes"].split(";"))) for row in rows]


def shipped_finder() -> Finder:
    """Return the search over the shipped catalogue, built as a snapshot builds it."""
    return Finder(Corpus([document_of(one) for one in read_source().procedures if one.is_public]))


def quality(finder: Finder, queries: Iterable[Asked]) -> Quality:
    """Ask everything once."""
    return Quality([answered(finder, one) for one in queries])


def answered(finder: Finder, asked: Asked) -> Answered:
    """Ask one thing."""
    begun = time.process_time()
    codes = finder.find(asked.query).codes
    seconds = time.process_time() - begun
    place = next((number for number, code in enumerate(codes, 1) if code in asked.codes), None)
    return Answered(asked, place, codes[:NEAR], seconds)
