"""What the templates of the catalogue show, computed before they are drawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import url_for

from gateway.language import current_locale
from gateway.words import in_words
from gateway.words.overlay import decided_in_words, matter_in_words, span_of_days
from gateway.words.procedures import (
    as_of_in_words,
    effective_in_words,
    fee_in_words,
    glance_in_words,
    limit_in_words,
    time_in_words,
)
from services.catalogue.bodies import Tier
from services.catalogue.folding import folded_name
from services.catalogue.kinds import Aspect, FilingRoute, Level
from services.catalogue.life_events import life_events_with
from services.catalogue.limits import EffectiveLimit, decided_cases
from services.catalogue.opening import where_to_file
from services.catalogue.overlay.decisions import Decision
from services.catalogue.records import Case, Component
from services.catalogue.search.finder import LONGEST_QUERY
from services.catalogue.search.reasons import Understood
from services.catalogue.snapshot import Choice, Entry, Filters, Lines, Snapshot
from services.catalogue.source.life_events import LifeEvent
from services.dossiers.forms.library import form_for
from services.dossiers.papers import RowKind, paper_kind

PAGE_SIZE = 20
LONG_NAME = 160
"""Characters from which a name is a paragraph rather than a heading."""
MOST_FIELDS = 20
MOST_EVENTS = 2
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")


class Glance:
    """What a line of a list says of a procedure."""

    @staticmethod
    def fee(entry: Entry) -> str:
        """What filing costs, in one line."""
        return glance_in_words(entry.fee, current_locale())

    @staticmethod
    def limit(entry: Entry) -> str:
        """How long it takes, or why nobody can say."""
        return effective_in_words(entry.limit, current_locale())


class ListPage(Glance):
    """One page of the list. Values of an address that mean nothing are left out, never an error: links grow old."""

    def __init__(self, catalogue: Snapshot, args: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.query = args.get("q", "").strip()[:LONGEST_QUERY]
        self.filters = Filters(
            level=Level(level) if (level := args.get("level")) in set(Level) else None,
            field=_among(args.get("field"), catalogue.fields),
            agency=_among(args.get("agency"), catalogue.agencies),
            open_here=args.get("online") == "1",
        )
        wanted = args.get("page", "1")
        self.number = int(wanted) if PAGE_NUMBER.fullmatch(wanted) else 1
        self.found = self._page()
        last = max(1, ceil(self.found.total / PAGE_SIZE))
        if self.number > last:  # an address beyond the end shows the last page
            self.number = last
            self.found = self._page()

    def _page(self) -> Lines:
        start = (self.number - 1) * PAGE_SIZE
        return self.catalogue.lines(self.query, self.filters, start=start, most=PAGE_SIZE)

    @property
    def understood(self) -> tuple[Understood, ...]:
        """What words of the query were taken for, by the best match of this page."""
        best = self.found.lines[0].reason if self.found.lines else None
        return best.understood if best else ()

    @property
    def fields(self) -> list[str]:
        """The fields that the list can be narrowed to: the most frequent ones of it, by name."""
        return sorted(self.found.fields[:MOST_FIELDS], key=folded_name)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.filters != Filters()

    @property
    def previous(self) -> str | None:
        """Address of the page before, if there is one."""
        return self.address(self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """Address of the page after, if there is one."""
        return self.address(self.number + 1) if self.number * PAGE_SIZE < self.found.total else None

    def address(self, number: int) -> str:
        """Return the address of another page of the same list."""
        return url_for("catalogue.search", **self.arguments, page=number if number > 1 else None)

    @property
    def without_filters(self) -> str:
        """Address of the same search in the whole catalogue."""
        return url_for("catalogue.search", q=self.query or None)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the address of the list says."""
        return {
            "q": self.query or None,
            "level": self.filters.level and self.filters.level.value,
            "field": self.filters.field,
            "agency": self.filters.agency,
            "online": "1" if self.filters.open_here else None,
        }

    @property
    def events(self) -> tuple[LifeEvent, ...]:
        """The events of a life that the best match of the first page belongs to."""
        if not self.query or self.number > 1 or not self.found.is_good or not self.found.lines:
            return ()
        return life_events_with(self.found.lines[0].entry.record.code)[:MOST_EVENTS]


@dataclass(frozen=True, slots=True)
class LocalLine:
    """A decision of the province, in words."""

    about: str
    says: str
    span: str
    source: str
    confirmed: bool


class ProcedurePage:
    """One procedure, for one case or for all.

    Args:
        entry: the procedure.
        catalogue: that it is of.
        chosen: the number of the chosen case, as the address has it.
    """

    def __init__(self, entry: Entry, catalogue: Snapshot, chosen: str | None = None) -> None:
        self.entry = entry
        self.catalogue = catalogue
        self.record = entry.record
        self.locale = current_locale()
        self.general = [case for case in self.record.cases if case.title is None]
        self.cases = [case for case in self.record.cases if case.title is not None]
        self.chosen = int(chosen) if chosen and chosen in {str(i + 1) for i in range(len(self.cases))} else None
        if len(self.cases) == 1:
            self.chosen = 1

    @property
    def has_long_name(self) -> bool:
        """Whether the name is too long to be shown as a heading."""
        return len(self.record.name) > LONG_NAME

    @property
    def chosen_case(self) -> Case | None:
        """The case that the person chose, or the only one there is."""
        return self.cases[self.chosen - 1] if self.chosen else None

    @property
    def shown_cases(self) -> list[Case]:
        """The cases whose papers the person needs: the general one and the chosen one."""
        return self.general + ([self.chosen_case] if self.chosen_case else [])

    @property
    def must_choose(self) -> bool:
        """Whether the papers depend on a case that has not been chosen."""
        return len(self.cases) > 1 and not self.chosen

    @property
    def route(self) -> FilingRoute:
        """Where people go with it."""
        return where_to_file(self.record, self.entry.opening)

    @property
    def by_commune(self) -> bool:
        """Whether the commune that the applicant picks is competent."""
        return Tier.COMMUNE in self.entry.competence.tiers

    @property
    def limit(self) -> EffectiveLimit:
        """The limit of the chosen case."""
        case = self.chosen_case
        return self.entry.limit_for(case.title if case else None)

    @property
    def limit_words(self) -> str:
        """The limit of the chosen case, or why nobody can say."""
        return effective_in_words(self.limit, self.locale)

    @property
    def limits_by_case(self) -> list[tuple[str, str]]:
        """The cases that have a limit of their own, with it."""
        found = ((case, self.entry.limit_for(case)) for case in decided_cases(self.entry.review))
        chosen = self.chosen_case and self.chosen_case.title
        return [(case, limit_in_words(one.limit, self.locale)) for case, one in found if one.limit and case != chosen]

    @property
    def fee(self) -> str:
        """What it costs, in one line."""
        return glance_in_words(self.entry.fee, self.locale)

    @property
    def closed(self) -> LocalLine | None:
        """Why the province takes no filings of it now, if it does not."""
        return self._local(self.entry.local.filing) if self.entry.local.is_open is False else None

    @property
    def ahead(self) -> LocalLine | None:
        """The next day on which it closes or opens, if that is soon."""
        return self._local(self.entry.local.ahead)

    @property
    def decided(self) -> list[LocalLine]:
        """Everything that the province decided about it and that concerns who files; the form shows itself."""
        told = (self._local(one) for one in self.entry.local.decisions if one.aspect is not Aspect.FORM)
        return [one for one in told if one]

    def _local(self, one: Decision | None) -> LocalLine | None:
        if one is None:
            return None
        return LocalLine(
            about=matter_in_words(one, self.locale),
            says=decided_in_words(one, self.locale, self.catalogue.unit_names),
            span=span_of_days(one, self.locale),
            source=one.source,
            confirmed=one.confirmed,
        )

    @property
    def channels(self) -> list[tuple[str, str, str]]:
        """The record's table of channels in words: how, how long, for how much. Rows that say the same are one."""
        rows = (
            (
                in_words(row.channel, self.locale),
                time_in_words(row.time, self.locale),
                fee_in_words(row.fee, self.locale),
            )
            for row in self.record.channels
        )
        return list(dict.fromkeys(rows))

    @property
    def as_of(self) -> str:
        """Of which day or month the record is."""
        return as_of_in_words(self.entry.as_of, self.locale)

    def kind(self, component: Component) -> RowKind:
        """What a filing here would make of a paper, before anything is answered."""
        return paper_kind(component, form_for(self.record.code, self.entry.local.form_code), {})

    def to_submit(self, case: Case) -> list[Component]:
        """The papers to hand in; also what the electronic form stands for, since others hand in the paper."""
        return [one for one in case.components if self.kind(one) is not RowKind.SHOWN]

    def to_show(self, case: Case) -> list[Component]:
        """The papers that are only shown."""
        return [one for one in case.components if self.kind(one) is RowKind.SHOWN]


def _among(value: str | None, choices: tuple[Choice, ...]) -> str | None:
    return value if value in {choice.value for choice in choices} else None
