"""The whole catalogue in memory, as one moment has it: what lists, pages and the search read."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.catalogue.bodies import Competence
from services.catalogue.fees import FeeGlance, fee_at_a_glance
from services.catalogue.folding import folded_name
from services.catalogue.kinds import Completeness, Level
from services.catalogue.limits import EffectiveLimit, ReviewedLimits, effective_limit
from services.catalogue.opening import Opening, opening
from services.catalogue.queries import CatalogueState, Listed, procedures_in_force, unit_names
from services.catalogue.records import ProcedureRecord
from services.catalogue.search.finder import Document, Finder
from services.catalogue.source.bundle import shipped_directory


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure with everything that its line in a list and its page need."""

    record: ProcedureRecord
    agency_name: str
    opening: Opening
    competence: Competence
    limit: EffectiveLimit
    review: ReviewedLimits | None
    fee: FeeGlance
    as_of: str
    """Day or month of which the record is, as ISO 8601 writes it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that lists can be narrowed to, and how many procedures have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many procedures can be looked up, how many of them are known in full, and how many can be filed here."""

    listed: int
    full: int
    open: int


class Snapshot:
    """Everything about one state of the catalogue. Never changes; a changed catalogue is another snapshot."""

    def __init__(self, state: CatalogueState, listed: list[Listed], names: dict[str, str]) -> None:
        self.state = state
        self.entries = tuple(_entry(one, state, names) for one in listed)
        self.by_code = {one.record.code: one for one in self.entries}
        self.counts = Counts(
            listed=len(self.entries),
            full=sum(one.record.completeness is Completeness.FULL for one in self.entries),
            open=sum(one.opening.is_open for one in self.entries),
        )
        self.fields = _choices(Counter(one.record.field for one in self.entries), {})
        self.agencies = _choices(Counter(one.record.agency for one in self.entries), names)
        levels = Counter(level for one in self.entries for level in one.record.levels)
        self.levels = tuple(Choice(level.value, level.value, levels[level]) for level in Level if levels[level])
        self.finder = Finder([_document(one) for one in self.entries])

    @classmethod
    def build(cls, session: Session, state: CatalogueState) -> "Snapshot":
        """Read the catalogue that `state` describes."""
        return cls(state, procedures_in_force(session, state.on), unit_names(session))


def _entry(one: Listed, state: CatalogueState, names: dict[str, str]) -> Entry:
    record, directory = one.record, shipped_directory()
    return Entry(
        record=record,
        agency_name=names.get(record.agency, record.agency),
        opening=opening(record, directory=directory, route=one.local.route, opened_here=one.local.opened),
        competence=directory.competence(record),
        limit=effective_limit(record, one.review),
        review=one.review,
        fee=fee_at_a_glance(record),
        as_of=state.manifest.as_of_record(record),
    )


def _document(one: Entry) -> Document:
    record = one.record
    return Document(
        code=record.code,
        name=record.name,
        parts={
            "name": [record.name],
            "results": [result.name for result in record.results],
            "field": [record.field],
            "cases": [case.title for case in record.cases if case.title],
            "components": list(dict.fromkeys(paper.name for case in record.cases for paper in case.components)),
        },
    )


def _choices(counts: Counter[str], labels: dict[str, str]) -> tuple[Choice, ...]:
    found = (Choice(value, labels.get(value, value), count) for value, count in counts.items())
    return tuple(sorted(found, key=lambda one: folded_name(one.label)))
