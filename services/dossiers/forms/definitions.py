"""What an electronic form asks, as values read from `services/catalogue/data/forms`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Answers = Mapping[str, Any]
"""Field code → text, whole number, list of texts, or parts by code; a repeated field holds a list of such parts.
Dates are ISO 8601, partial ones may end early; money is in đồng. What was not asked or left empty is absent."""


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    CHOICE = "choice"
    COMMUNE = "commune"
    """The five-digit code of a commune of the province."""
    PERSON = "person"
    ADDRESS = "address"
    ORGANISATION = "organisation"
    REPEAT = "repeat"
    FILE = "file"
    """Handed in with the components; see services/dossiers/papers.py."""
    STATEMENT = "statement"
    """A text to be agreed with."""


GROUPS = frozenset({FieldKind.PERSON, FieldKind.ADDRESS, FieldKind.ORGANISATION})
"""Kinds whose answer has parts."""


class SourceKind(StrEnum):
    """Where a value may come from besides typing. What an identity proves is locked, a suggestion is not."""

    IDENTITY = "identity"
    ORGANISATION = "organisation"
    APPLICANT = "applicant"
    """The applicant's own block, where somebody else in the form is the same person."""
    ACCOUNT = "account"

    @property
    def locks(self) -> bool:
        """Whether a value found there cannot be typed over."""
        return self is not SourceKind.ACCOUNT


class SubjectOf(StrEnum):
    """For whom a field is asked."""

    PERSON = "person"
    ORGANISATION = "organisation"


class StepKind(StrEnum):
    """What a step of the form is."""

    UNIT = "unit"
    """The competent unit and the case."""
    FIELDS = "fields"
    COMPONENTS = "components"


class Bound(StrEnum):
    """Where a date may lie, seen from the day on which it is given."""

    PAST = "past"
    """Today at the latest."""
    FUTURE = "future"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people, in both languages."""

    vi: str
    en: str

    def said(self, locale: str) -> str:
        """Return the text in a language; Vietnamese where we have no other."""
        return self.en if locale == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the answer to `field` is one of `values`; None among them: also when there is no answer."""

    field: str
    values: frozenset[str | None]

    def holds(self, answers: Answers) -> bool:
        """Tell whether it holds for what was answered."""
        found = answers.get(self.field)
        if isinstance(found, list):
            return bool(self.values & set(found))
        return found in self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `most` and `least` bound the length of a text, the size of a number, the rows of a repeat."""

    code: str
    kind: FieldKind
    label: Text
    hint: Text | None = None
    required: bool = True
    when: tuple[Condition, ...] = ()
    subject: SubjectOf | None = None
    least: int | None = None
    most: int | None = None
    options: tuple[Option, ...] = ()
    many: bool = False
    default: str | None = None
    parts: tuple["Field", ...] = ()
    bound: Bound = Bound.ANY
    check: str | None = None
    source: SourceKind | None = None
    source_when: tuple[Condition, ...] = ()

    @property
    def has_parts(self) -> bool:
        """Whether its answer has parts of its own."""
        return self.kind in GROUPS

    def is_asked(self, answers: Answers, subject: SubjectOf) -> bool:
        """Tell whether the question is put, given what was answered before it and who the form is for."""
        return self.subject in {None, subject} and all(one.holds(answers) for one in self.when)


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form."""

    code: str
    kind: StepKind
    title: Text
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class NameRule:
    """Picks components by how their name begins or what it holds. The names are folded (services/catalogue)."""

    begins: tuple[str, ...]
    holds: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()

    def picks(self, folded: str) -> bool:
        """Tell whether a folded name is meant."""
        if folded.startswith(self.excepted):
            return False
        return folded.startswith(self.begins) or any(one in folded for one in self.holds)


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """Components that are asked only in some cases."""

    names: NameRule
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class ComponentRules:
    """Which components the form itself answers, and which are asked only in some cases.

    `may_attach`: a form that says less than the paper takes the paper filled in as well.
    """

    by_form: NameRule
    may_attach: bool
    asked_when: tuple[AskedWhen, ...]


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form in one version, `1.001193/1`; a version that was filed under never changes."""

    code: str
    procedure: str | None
    title: Text
    declaration: str
    """Which statement of truth it ends with, and in which version."""
    statement: Text
    steps: tuple[Step, ...]
    components: ComponentRules

    def step(self, code: str) -> Step | None:
        """Return a step by its code."""
        return next((one for one in self.steps if one.code == code), None)

    def fields(self) -> Iterator[Field]:
        """Return every question, in order."""
        for step in self.steps:
            yield from step.fields

    def files(self) -> tuple[Field, ...]:
        """Return the questions that are answered with a file, in order."""
        return tuple(field for field in self.fields() if field.kind is FieldKind.FILE)
