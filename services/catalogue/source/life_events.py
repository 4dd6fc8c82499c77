"""Why people come: events of a life, each with the procedures it may need and why to pick each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from services.catalogue.source.procedures import PROCEDURE_CODE
from services.catalogue.source.reading import Problems, Reader

SLUG = r"[a-z]+(-[a-z]+)*"
LONGEST_TITLE, LONGEST_SENTENCE = 60, 200


@dataclass(frozen=True, slots=True)
class Said:
    """A text in both languages."""

    vi: str
    en: str

    def by(self, locale: str) -> str:
        """Return the text in one language."""
        return self.en if locale == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Step:
    """A procedure of an event, and in which case it is the one to pick."""

    code: str
    why: Said


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Procedures that belong together."""

    title: Said
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event of a life. `slug` is its address."""

    slug: str
    title: Said
    intro: Said
    groups: tuple[StepGroup, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Every procedure that the event may need."""
        return frozenset(step.code for group in self.groups for step in group.steps)


def read_life_events(file: Traversable, problems: Problems) -> tuple[LifeEvent, ...]:
    """Read `life_events.json`: a list of events in the order of a life."""
    problems.row = 1
    whole = Reader({"events": json.loads(file.read_text(encoding="utf-8"))}, problems)
    events = tuple(_event(one) for one in whole.each("events"))
    for slug in _twice(event.slug for event in events):
        problems.add("slug", f"{slug} has two events")
    for event in events:
        for code in _twice(step.code for group in event.groups for step in group.steps):
            problems.add("code", f"{code} stands twice in {event.slug}")
    return events


def check_life_events(events: Iterable[LifeEvent], known: frozenset[str], problems: Problems) -> None:
    """Note every code of an event that no procedure has."""
    for event in events:
        for code in sorted(event.codes - known):
            problems.add("code", f"there is no procedure {code}, which {event.slug} names")


def _event(row: Reader) -> LifeEvent:
    found = LifeEvent(
        slug=row.text("slug", LONGEST_TITLE, SLUG),
        title=_said(row, "title", LONGEST_TITLE),
        intro=_said(row, "intro", LONGEST_SENTENCE),
        groups=tuple(_group(one) for one in row.each("groups")),
    )
    row.finish()
    return found


def _group(row: Reader) -> StepGroup:
    found = StepGroup(_said(row, "title", LONGEST_TITLE), tuple(_step(one) for one in row.each("steps")))
    if not found.steps:
        row.problem("steps", "is empty")
    row.finish()
    return found


def _step(row: Reader) -> Step:
    found = Step(row.text("code", 8, PROCEDURE_CODE), _said(row, "why", LONGEST_SENTENCE))
    row.finish()
    return found


def _said(row: Reader, key: str, most: int) -> Said:
    return Said(row.text(key, most), row.text(f"{key}_en", most))


def _twice(values: Iterable[str]) -> list[str]:
    seen = list(values)
    return sorted({value for value in seen if seen.count(value) > 1})
