"""Answers of a form as people read them: on the page before submitting, in the dossier, and where they are locked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext

from gateway.jinja import masked, money
from services.catalogue.folding import folded_name
from services.dossiers.forms.communes import communes
from services.dossiers.forms.definitions import Answers, Field, FieldKind, Step, StepKind, SubjectOf
from services.dossiers.forms.library import definition
from services.dossiers.forms.validation import NOT_TYPED
from services.dossiers.models import Dossier

ID_NUMBER = "id_number"


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer; a value of several lines has several texts, an unanswered one none."""

    key: str
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together; `title` is None for the plain questions of a step."""

    title: str | None
    rows: tuple[Row, ...]


def declared(dossier: Dossier, locale: str) -> list[tuple[str, list[Section]]]:
    """Return what was declared, step by step, in the form of the version it was filed under.

    Numbers that came from the applicant's identity are shown in part.
    """
    form, answers = definition(dossier.form), dossier.answers or {}
    subject = SubjectOf.ORGANISATION if "organisation" in answers else SubjectOf.PERSON
    own = {"applicant": answers.get("applicant") or {}}
    return [
        (step.title.said(locale), sections(step, answers, subject, locale, locked=own))
        for step in form.steps
        if step.kind is StepKind.FIELDS
    ]


def sections(step: Step, answers: Answers, subject: SubjectOf, locale: str, *, locked: Answers) -> list[Section]:
    """Return the answers of a step: a section for each run of plain questions and for each group.

    Args:
        step: of fields.
        answers: of the whole form.
        subject: whom the form is for.
        locale: in which language.
        locked: what comes from an identity; numbers in it are shown in part.
    """
    found: list[Section] = []
    plain: list[Row] = []
    for field in step.fields:
        if field.kind in NOT_TYPED or not field.is_asked(answers, subject):
            continue
        if field.has_parts and field.kind is not FieldKind.ADDRESS:
            if plain:
                found.append(Section(None, tuple(plain)))
                plain = []
            known = locked.get(field.code) or {}
            found.append(Section(field.label.said(locale), tuple(part_rows(field, answers, locale, known))))
        else:
            plain.append(Row(field.label.said(locale), lines(field, answers.get(field.code), locale)))
    return [*found, Section(None, tuple(plain))] if plain else found


def part_rows(field: Field, answers: Answers, locale: str, locked: Mapping[str, Any]) -> Iterator[Row]:
    """Return the rows of a group."""
    group = answers.get(field.code) or {}
    for part in field.parts:
        value = group.get(part.code)
        shown = masked(value) if part.code == ID_NUMBER and value and locked.get(part.code) == value else value
        yield Row(part.label.said(locale), lines(part, shown, locale))


def lines(field: Field, value: Any, locale: str) -> tuple[str, ...]:
    """Return an answer in words: no text for none."""
    if value is None or value in ("", [], {}):
        return ()
    match field.kind:
        case FieldKind.CHOICE:
            labels = {option.value: option.label.said(locale) for option in field.options}
            return tuple(labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
        case FieldKind.ADDRESS:
            given = {part.code: lines(part, value.get(part.code), locale) for part in field.parts}
            detail = given.get("detail", ())
            # People write the commune into the address as well: once is enough.
            return detail + tuple(one for one in given.get("commune", ()) if folded_name(one) not in _folded(detail))
        case _:
            return (WRITERS.get(field.kind, str)(value),)


def _folded(texts: tuple[str, ...]) -> str:
    return folded_name(" ".join(texts))


def day(value: str) -> str:
    """Write a date, or what is known of one, as people here do: `09/05/1948`, `05/1948`, `1948`."""
    return "/".join(reversed(value.split("-")))


def commune(code: str) -> str:
    """Return the name of a commune; a code that the list no longer has stays a code."""
    return communes().get(code, gettext("Mã xã %(code)s", code=code))


WRITERS: Final[Mapping[FieldKind, Callable[[Any], str]]] = {
    FieldKind.MONEY: money,
    FieldKind.DATE: day,
    FieldKind.PARTIAL_DATE: day,
    FieldKind.COMMUNE: commune,
}
