"""What a field of a form tells the macros that draw it: one place for names, hints, errors and what is already typed.

Used by templates/components/fields.html alone; the keys of the answers are named as in govuk-frontend-jinja.
"""

from typing import Any

from flask import Flask
from flask_babel import gettext

from gateway.fields import DayField, faults, translated


def control(
    field: Any, *, hint: str | None = None, heading: bool = False, mark: bool = True, **attributes: Any
) -> dict[str, Any]:
    """Describe a field with one control.

    Args:
        field: a field of WTForms.
        hint: what helps to fill it in; the field's `description` without.
        heading: the label is the page's h1 (one question a page).
        mark: say so when the field may be left empty.
        attributes: further HTML attributes; None leaves one out, True gives it no value.
    """
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value not in (None, False)}
    return {
        "id": field.id,
        "name": field.name,
        "value": value_of(field),
        "label": question(field, heading=heading, mark=mark, prefix="govuk-label"),
        "attributes": {name: "" if value is True else value for name, value in given.items()},
    } | told(field, hint)


def group(field: Any, *, hint: str | None = None, heading: bool = False, mark: bool = True) -> dict[str, Any]:
    """Describe a field of several controls: they stand in a fieldset whose legend is the question."""
    return {
        "id": field.id,
        "idPrefix": field.id,
        "name": field.name,
        "fieldset": {"legend": question(field, heading=heading, mark=mark, prefix="govuk-fieldset__legend")},
    } | told(field, hint)


def question(field: Any, *, heading: bool, mark: bool, prefix: str) -> dict[str, Any]:
    """Word the label. What may be left empty is marked: most of what is asked for has to be given."""
    text = translated(field.label.text)
    if mark and not field.flags.required:
        text = gettext("%(label)s (không bắt buộc)", label=text)
    return {"text": text, "classes": f"{prefix}--l" if heading else f"{prefix}--s", "isPageHeading": heading}


def told(field: Any, hint: str | None) -> dict[str, Any]:
    """Return the hint and the error, where there are any, and which of them the control has to be read with."""
    said: dict[str, Any] = {}
    if text := translated(hint or field.description):
        said["hint"] = {"text": text}
    if messages := [message for message in field.errors if isinstance(message, str)]:
        words = " ".join(translated(message) for message in messages)
        said["errorMessage"] = {"text": words, "visuallyHiddenText": gettext("Lỗi")}
    ids = [f"{field.id}-{part}" for part, key in (("hint", "hint"), ("error", "errorMessage")) if key in said]
    return said | {"told_by": " ".join(ids) or None}


def value_of(field: Any) -> str:
    """Return what stands in the control: what was typed, else what is known."""
    return str(field._value()) if hasattr(field, "_value") else str(field.data or "")  # noqa: SLF001 - WTForms' own way


def options(field: Any, hints: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Describe the choices of a field. `hints` explains single choices, by their value."""
    said = hints or {}
    return [
        {
            "value": str(choice.value),
            "text": translated(choice.label),
            "checked": bool(choice.selected),
            "selected": bool(choice.selected),
            "classes": choice.render_kw.get("class", ""),
            "lang": choice.render_kw.get("lang"),
        }
        | ({"hint": {"text": translated(said[str(choice.value)])}} if str(choice.value) in said else {})
        for choice in field.iter_choices()
    ]


def boxes(field: DayField, *, birthday: bool = False) -> list[dict[str, Any]]:
    """Describe the three boxes of a day. `birthday` lets the browser offer the person's own."""
    fill = {"ngay": "bday-day", "thang": "bday-month", "nam": "bday-year"}
    wrong = " govuk-input--error" if field.errors else ""
    return [
        {
            "id": f"{field.id}-{part}",
            "name": f"{field.name}-{part}",
            "label": translated(label),
            "value": field.typed[part],
            "classes": f"govuk-input--width-{4 if part == 'nam' else 2}{wrong}",
            "autocomplete": fill[part] if birthday else None,
        }
        for part, label in DayField.PARTS
    ]


def init_app(app: Flask) -> None:
    """Let the macros ask."""
    app.jinja_env.globals.update(
        field_control=control, field_group=group, field_options=options, day_boxes=boxes, form_faults=faults
    )
