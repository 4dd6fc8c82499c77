"""From the definition of a form to a page: each question with its control, what is typed in it and what is wrong.

What is typed is judged in services/dossiers/forms; the controls here only carry it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import InputRequired

from gateway.answers import ID_NUMBER, commune, lines
from gateway.fields import DayField
from gateway.jinja import masked
from gateway.words import in_words
from services.dossiers.forms.definitions import Condition, Field, FieldKind, SourceKind, Step, SubjectOf
from services.dossiers.forms.errors import AnswerMissingError
from services.dossiers.forms.validation import NOT_TYPED
from services.errors import DomainError

MOST_RADIOS: Final = 7
"""Longer lists of options are folded into a select."""
WIDTHS: Final = ((6, 5), (20, 20), (60, 30))
"""Characters that an answer may have, and the width of its control."""
LONG_TEXT: Final = 300
AUTOCOMPLETE: Final = {
    "phone": "tel",
    "email": "email",
    "applicant.name": "name",
    "organisation.name": "organization",
    "organisation.representative_title": "organization-title",
    "delivery_address.detail": "street-address",
}
"""What the browser may offer: of the person who types, never of somebody else in the form."""
KEYBOARDS: Final = {"phone": "tel", "email": "email", ID_NUMBER: "numeric", "tax_code": "numeric"}


@dataclass(slots=True)
class Question:
    """One question as the page draws it: with a control, with parts of its own, or known already."""

    kind: FieldKind
    path: str
    label: str
    hint: str = ""
    control: Any = None
    parts: tuple["Question", ...] = ()
    known: tuple[str, ...] = ()
    source: str | None = None
    opened_by: tuple[int, ...] = ()
    drawn_as: str = "text"
    autocomplete: str | None = None
    inputmode: str | None = None
    width: int | None = None

    def controls(self) -> Iterator[tuple[str, Any]]:
        """Return every control in it, by name."""
        if self.control is not None:
            yield self.path, self.control
        for part in self.parts:
            yield from part.controls()

    @property
    def offers_communes(self) -> bool:
        """Whether a commune is asked for in it."""
        return self.drawn_as == "commune" or any(part.offers_communes for part in self.parts)

    @property
    def known_parts(self) -> list["Question"]:
        """The parts that are not asked, because they are known."""
        return [part for part in self.parts if part.known]

    @property
    def open_parts(self) -> list["Question"]:
        """The parts that are asked."""
        return [part for part in self.parts if not part.known]


class PartialDayField(DayField):
    """A day of which people may know the year alone."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Keep what was typed; it is judged elsewhere."""
        super().process(None, None, extra_filters)
        if formdata is not None:
            self.typed = {part: (formdata.get(f"{self.name}-{part}") or "").strip() for part, _ in self.PARTS}
        else:
            year, month, on = ([*str(data).split("-"), "", ""] if data else ["", "", ""])[:3]
            self.typed = {"ngay": on.lstrip("0"), "thang": month.lstrip("0"), "nam": year}


class AnswerForm(BaseForm):
    """The controls of one step, for the macros of templates/components/fields.html."""


class StepPage:
    """One step of fields, ready to be drawn.

    Args:
        step: of fields.
        answers: as they are saved, of the whole form.
        locked: what of them cannot be typed over.
        subject: whom the form is for.
        locale: in which language.
        typed: what was just sent, where it could not be saved.
        problems: what is wrong with it, by path.
        offered: what the browser may offer of whoever types, by path.
    """

    def __init__(
        self,
        step: Step,
        *,
        answers: Mapping[str, Any],
        locked: Mapping[str, Any],
        subject: SubjectOf,
        locale: str,
        typed: MultiDict[str, str] | None = None,
        problems: Mapping[str, DomainError] | None = None,
        offered: Mapping[str, str] = AUTOCOMPLETE,
    ) -> None:
        self.step, self.locale, self._offered = step, locale, offered
        self._answers, self._locked, self._subject = answers, locked, subject
        self._opening: dict[Condition, int] = {}
        self._asked: dict[str, tuple[int, ...]] = {}
        self._find_conditions()
        self.questions = [
            self._question(field, field.code, answers.get(field.code), locked.get(field.code), self._asked[field.code])
            for field in step.fields
            if field.code in self._asked
        ]
        unbound = {name: control for question in self.questions for name, control in question.controls()}
        self.form = AnswerForm(unbound)
        known = {name: self._saved(name) for name in unbound} | {
            field.code: field.default for field in step.fields if field.default and field.code not in answers
        }
        self.form.process(typed, data=known)
        self._bind(self.questions)
        for question in self.questions:
            if question.label == step.title.said(locale) and not question.open_parts:
                question.label = ""  # the page's heading says it
        for path, problem in (problems or {}).items():
            self._put(path, problem)

    @property
    def has_communes(self) -> bool:
        """Whether the page offers the names of communes."""
        return any(one.offers_communes for one in self.questions)

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be filled in: everything is known."""
        return not list(self.form)

    def _find_conditions(self) -> None:
        """Say which questions the page puts.

        Those that an answer on the same page decides about are put as well, numbered by what opens them; the style
        sheet hides them until then.
        """
        own = {field.code for field in self.step.fields}
        elsewhere = {code: value for code, value in self._answers.items() if code not in own}
        for field in self.step.fields:
            if field.kind in NOT_TYPED or field.subject not in {None, self._subject}:
                continue
            opened: list[int] = []
            for condition in field.when:
                if condition.field in self._asked:
                    opened += [*self._asked[condition.field], self._number(condition)]
                elif not condition.holds(elsewhere):
                    break
            else:
                self._asked[field.code] = tuple(dict.fromkeys(opened))

    def _number(self, condition: Condition) -> int:
        return self._opening.setdefault(condition, len(self._opening) + 1)

    def _question(self, field: Field, path: str, value: Any, locked: Any, opened_by: tuple[int, ...] = ()) -> Question:
        label = field.label.said(self.locale)
        if field.has_parts:
            inside = value or {}
            fixed = locked or {}
            parts = tuple(
                self._question(part, f"{path}.{part.code}", inside.get(part.code), fixed.get(part.code))
                for part in field.parts
            )
            is_known = field.kind is FieldKind.ADDRESS and _whole(field, fixed)
            return Question(
                kind=field.kind,
                path=path,
                label=label,
                hint=field.hint.said(self.locale) if field.hint else "",
                parts=() if is_known else parts,
                known=lines(field, locked, self.locale) if is_known else (),
                source=self._source(field, locked),
                opened_by=opened_by,
            )
        if locked is not None:
            shown = masked(locked) if field.code == ID_NUMBER else locked
            known = lines(field, shown, self.locale)
            return Question(field.kind, path, label, known=known, source=self._source(field, locked))
        return self._control(field, path, label, opened_by)

    def _control(self, field: Field, path: str, label: str, opened_by: tuple[int, ...]) -> Question:
        kind, more = self._kind_of(field)
        hint = field.hint.said(self.locale) if field.hint else ""
        needed = [InputRequired()] if field.required else []
        control = kind(label, needed, id=path.replace(".", "-"), description=hint, **more)
        return Question(
            field.kind,
            path,
            label,
            control=control,
            opened_by=opened_by,
            drawn_as=_drawn_as(field),
            autocomplete=self._offered.get(path),
            inputmode=_keyboard(field),
            width=next((width for most, width in WIDTHS if field.most is not None and field.most <= most), None),
        )

    def _kind_of(self, field: Field) -> tuple[type[Any], dict[str, Any]]:
        match field.kind:
            case FieldKind.DATE | FieldKind.PARTIAL_DATE:
                return PartialDayField, {}
            case FieldKind.CHOICE:
                choices = [
                    SelectChoice(one.value, one.label.said(self.locale), self._opens(field.code, one.value))
                    for one in field.options
                ]
                if field.many:
                    return SelectMultipleField, {"choices": choices}
                if len(choices) > MOST_RADIOS:
                    return SelectField, {"choices": [SelectChoice("", gettext("Chọn")), *choices]}
                return RadioField, {"choices": choices}
            case _:
                return StringField, {}

    def _opens(self, code: str, value: str) -> dict[str, str]:
        """Return the class by which the style sheet knows that this option opens further questions."""
        opened = [n for condition, n in self._opening.items() if condition.field == code and value in condition.values]
        return {"class": " ".join(f"opens-{n}" for n in opened)} if opened else {}

    def _source(self, field: Field, locked: Any) -> str | None:
        if not locked:
            return None
        return {
            SourceKind.IDENTITY: gettext("Theo VNeID"),
            SourceKind.ORGANISATION: gettext("Theo dữ liệu của tổ chức"),
            SourceKind.APPLICANT: gettext("Theo phần người yêu cầu"),
        }.get(field.source or SourceKind.ACCOUNT)

    def _saved(self, path: str) -> Any:
        found: Any = self._answers
        for code in path.split("."):
            found = found.get(code) if isinstance(found, Mapping) else None
        return commune(found) if path.endswith("commune") and found else found

    def _bind(self, questions: list[Question] | tuple[Question, ...], within: str | None = None) -> None:
        for question in questions:
            if question.control is not None:
                question.control = self.form[question.path]
                question.control.within = within
            self._bind(question.parts, f"{within}: {question.label}" if within else question.label)

    def _put(self, path: str, problem: DomainError) -> None:
        """Note a problem at its control; at the first of a group that is wrong as a whole.

        A group may be needed while none of its parts is: then no part says that it has to be filled in.
        """
        name = next((name for name in self._names() if name == path or name.startswith(f"{path}.")), None)
        sentence = in_words(problem, self.locale)
        if name is None:
            self.form.form_errors.append(sentence)
            return
        if name != path and isinstance(problem, AnswerMissingError):
            sentence = gettext("Hãy điền ít nhất một ô của mục này.")
        self.form[name].errors = [sentence]

    def _names(self) -> list[str]:
        return [control.name for control in self.form]


def _whole(field: Field, locked: Mapping[str, Any]) -> bool:
    """Whether all of a group is known that has to be: a house in another province has no commune of ours."""
    return bool(locked) and all(part.code in locked or not part.required for part in field.parts)


def _drawn_as(field: Field) -> str:
    match field.kind:
        case FieldKind.DATE | FieldKind.PARTIAL_DATE:
            return "day"
        case FieldKind.CHOICE:
            return "checkboxes" if field.many else "radios" if len(field.options) <= MOST_RADIOS else "select"
        case FieldKind.COMMUNE:
            return "commune"
        case FieldKind.TEXT if field.most is not None and field.most > LONG_TEXT:
            return "area"
        case _:
            return "text"


def _keyboard(field: Field) -> str | None:
    if field.kind in {FieldKind.NUMBER, FieldKind.MONEY}:
        return "numeric"
    return KEYBOARDS.get(field.code)
