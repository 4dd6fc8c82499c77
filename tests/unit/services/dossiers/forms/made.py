"""Small forms for tests, written as the shipped ones are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.catalogue.source.reading import Problems, Reader
from services.dossiers.forms.definitions import Field, Step, StepKind, SubjectOf, Text
from services.dossiers.forms.library import BLOCKS, SHIPPED
from services.dossiers.forms.reading import FormReader, read_json, read_options
from services.dossiers.forms.validation import Around

TODAY = date(2026, 11, 20)
LABEL = {"vi": "Nhãn", "en": "Label"}
YES_NO = [{"value": value, "label": LABEL} for value in ("yes", "no")]


def reader(problems: Problems) -> FormReader:
    """Reads fields with the shipped lists and blocks."""
    raw = Reader(read_json(SHIPPED / "lists.json"), problems)
    lists = {name: read_options(raw.each(name)) for name in list(raw.raw)}
    return FormReader(lists, read_json(SHIPPED / BLOCKS), problems)


def a_field(kind: str, code: str = "it", **more: Any) -> dict[str, Any]:
    """A field as its file would have it."""
    return {"code": code, "type": kind, "label": LABEL} | more


def a_form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A form of one step of fields."""
    return {
        "code": "generic/9",
        "procedure": None,
        "title": LABEL,
        "declaration": "declaration/1",
        "steps": [{"code": "only", "title": LABEL, "fields": list(fields)}],
        "components": {
            "by_form": {"begins": [], "holds": [], "not": [], "may_attach": False},
            "asked_when": [],
        },
    } | more


def a_step(*fields: dict[str, Any]) -> Step:
    """A step of these fields."""
    problems = Problems("made")
    found = reader(problems).form(a_form(*fields)).steps[0].fields
    assert not problems, problems
    return Step("only", StepKind.FIELDS, Text("Bước", "Step"), found)


def one_field(kind: str, **more: Any) -> Field:
    """The field itself."""
    return a_step(a_field(kind, **more)).fields[0]


def around(
    answers: Mapping[str, Any] | None = None,
    locked: Mapping[str, Any] | None = None,
    subject: SubjectOf = SubjectOf.PERSON,
) -> Around:
    """What a step is judged by, on a day that does not move."""
    return Around(answers or {}, locked or {}, subject, TODAY)
