"""The whole catalogue in memory, as one moment has it: what lists, pages and the search read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.catalogue.bodies import Competence
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.fees import FeeGlance, fee_at_a_glance
from services.catalogue.filing import opened_on
from services.catalogue.folding import folded_name
from services.catalogue.kinds import Channel, Completeness, Level, OnlineLevel
from services.catalogue.limits import EffectiveLimit, ReviewedLimits, effective_limit
from services.catalogue.opening import Opening
from services.catalogue.overlay.queries import local_rules
from services.catalogue.overlay.rule import LocalRule
from services.catalogue.patience import patiently
from services.catalogue.queries import (
    CatalogueState,
    InForce,
    Listed,
    procedures_in_force,
    unit_names,
    versions_in_force,
)
from services.catalogue.records import ProcedureRecord
from services.catalogue.search.documents import document_of
from services.catalogue.search.finder import Corpus, Finder
from services.catalogue.search.reasons import Reason
from services.catalogue.source.bundle import shipped_directory
from services.catalogue.synonyms.queries import language_in_force


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure with everything that its line in a list and its page need."""

    procedure_id: UUID
    record: ProcedureRecord
    version: InForce
    agency_name: str
    opening: Opening
    competence: Competence
    competent_name: str | None
    """Name of the provincial unit that is competent, where one is."""
    limit: EffectiveLimit
    review: ReviewedLimits | None
    fee: FeeGlance
    local: LocalRule
    as_of: str
    """Day or month of which the record is, as ISO 8601 writes it."""

    @property
    def online_level(self) -> OnlineLevel | None:
        """How far the way is online, here."""
        return self.local.level.level if self.local.level else self.record.online_level

    def limit_for(self, case: str | None = None, channel: Channel | None = None) -> EffectiveLimit:
        """Return the limit of a case and a channel."""
        return effective_limit(self.record, self.review, case=case, channel=channel, local=self.local.shorter)


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


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None and False leave a matter open. `open_here`: what can be filed here online."""

    level: Level | None = None
    field: str | None = None
    agency: str | None = None
    open_here: bool = False

    def fit(self, one: Entry) -> bool:
        """Whether a procedure belongs to the narrowed list."""
        return (
            (self.level is None or self.level in one.record.levels)
            and self.field in {None, one.record.field}
            and self.agency in {None, one.record.agency}
            and (not self.open_here or one.opening.is_open)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure in a list. `reason` is None where nothing was searched for."""

    entry: Entry
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of a list of `total` procedures. `is_good` is False when the matches are only the nearest.

    `fields` are those of the whole list, the most frequent first.
    """

    lines: tuple[Line, ...]
    total: int
    fields: tuple[str, ...]
    is_good: bool = True


NO_FILTERS = Filters()


class Snapshot:
    """Everything about one state of the catalogue. Never changes; a changed catalogue is another snapshot."""

    def __init__(
        self, state: CatalogueState, entries: tuple[Entry, ...], names: Mapping[str, str], finder: Finder
    ) -> None:
        self.state = state
        self.unit_names = names
        self.finder = finder
        self.entries = entries
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
        self._by_name = tuple(sorted(self.entries, key=lambda one: (folded_name(one.record.name), one.record.code)))

    @classmethod
    def build(cls, session: Session, state: CatalogueState, before: "Snapshot | None" = None) -> "Snapshot":
        """Read the catalogue that `state` describes.

        Args:
            session: the caller's.
            state: from `catalogue_state`.
            before: an older snapshot, of which records are taken over while their versions hold, and the index while
                nothing of it has changed: reading and indexing everything takes a second.
        """
        names, language = unit_names(session), language_in_force(session)
        if before is None:
            entries = tuple(entry_of(one, names) for one in patiently(procedures_in_force(session, state.on)))
        elif before.state.versions == state.versions:
            entries = _ruled(session, state.on, before.entries, names)
        else:
            entries = _renewed(session, state.on, before.entries, names)
        documents = [document_of(one.record) for one in entries]
        if before is None or before.finder.corpus.documents != documents:
            return cls(state, entries, names, Finder(Corpus(documents), language))
        finder = before.finder
        return cls(state, entries, names, finder if finder.language == language else Finder(finder.corpus, language))

    def entry(self, code: str) -> Entry:
        """Return one procedure.

        Raises:
            ProcedureUnknownError: there is none of this code for citizens.
        """
        if code not in self.by_code:
            raise ProcedureUnknownError(code)
        return self.by_code[code]

    def lines(self, query: str = "", filters: Filters = NO_FILTERS, *, start: int = 0, most: int = 20) -> Lines:
        """Return a page of the procedures that fit: the best match first, without a query by name."""
        if not query.strip():
            fitting = [one for one in self._by_name if filters.fit(one)]
            return Lines(tuple(Line(one) for one in fitting[start : start + most]), len(fitting), _fields(fitting))
        among = None if filters == NO_FILTERS else [one.record.code for one in self.entries if filters.fit(one)]
        found = self.finder.find(query, among, start=start, most=most)
        lines = (Line(self.by_code[match.code], match.reason) for match in found.matches)
        everything = [self.by_code[code] for code in found.codes]
        return Lines(tuple(lines), len(everything), _fields(everything), found.is_good)


def _renewed(session: Session, on: date, before: Iterable[Entry], names: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the procedures in force, those whose version held before as they were read then."""
    held = versions_in_force(session, on)
    known = {(one.procedure_id, one.version): one for one in before}
    kept = _ruled(session, on, [known[one] for one in held if one in known], names)
    wanted = [procedure_id for procedure_id, version in held if (procedure_id, version) not in known]
    read = [entry_of(one, names) for one in patiently(procedures_in_force(session, on, wanted))]
    found = {one.procedure_id: one for one in (*kept, *read)}
    return tuple(found[procedure_id] for procedure_id, _ in held)


def _ruled(session: Session, on: date, entries: Iterable[Entry], names: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return procedures as they are under what the province has decided by a day."""
    rules = local_rules(session, on)
    return tuple(under(one, rules.get(one.procedure_id, LocalRule()), names) for one in patiently(entries))


def _fields(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(field for field, _ in Counter(one.record.field for one in entries).most_common())


def entry_of(one: Listed, names: Mapping[str, str]) -> Entry:
    """Return a procedure as its page needs it.

    Args:
        one: the procedure in force.
        names: of all units by code.
    """
    record = one.record
    competence = shipped_directory().competence(record)
    return Entry(
        procedure_id=one.procedure_id,
        record=record,
        version=one.version,
        agency_name=names.get(record.agency, record.agency),
        competence=competence,
        competent_name=competence.agency and names.get(competence.agency, competence.agency),
        review=one.review,
        as_of=one.manifest.as_of_record(record),
        **_decided(record, one.review, one.local),
    )


def under(entry: Entry, rule: LocalRule, names: Mapping[str, str]) -> Entry:
    """Return a procedure as it is under what the province decided and with the units' names of today."""
    agency, competent = entry.record.agency, entry.competence.agency
    return replace(
        entry,
        agency_name=names.get(agency, agency),
        competent_name=competent and names.get(competent, competent),
        **_decided(entry.record, entry.review, rule),
    )


def _decided(record: ProcedureRecord, review: ReviewedLimits | None, rule: LocalRule) -> dict[str, Any]:
    return {
        "local": rule,
        "opening": opened_on(record, rule),
        "limit": effective_limit(record, review, local=rule.shorter),
        "fee": fee_at_a_glance(record, rule.charged),
    }


def _choices(counts: Counter[str], labels: Mapping[str, str]) -> tuple[Choice, ...]:
    found = (Choice(value, labels.get(value, value), count) for value, count in counts.items())
    return tuple(sorted(found, key=lambda one: folded_name(one.label)))
