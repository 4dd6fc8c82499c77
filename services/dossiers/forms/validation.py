"""Judge one step of a form as it was typed. Nothing is taken that the step does not ask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Any, Final

from services.dossiers.forms import typed
from services.dossiers.forms.checks import CHECKS, Beside
from services.dossiers.forms.communes import commune_code
from services.dossiers.forms.definitions import Answers, Field, FieldKind, FormDefinition, Step, SubjectOf
from services.dossiers.forms.errors import (
    AnswerError,
    AnswerLockedError,
    AnswerMissingError,
    AnswerNotPlainError,
    FieldsUnknownError,
    FormInvalidError,
    RemarkError,
    TooManyRowsError,
)

Raw = Mapping[str, str | Sequence[str]]
"""What was typed by the name of its control: `phone`, `mother.name`, `mother.residence.commune`, `plots.0.area`.
A date comes in one control, or in three boxes named as in gateway/fields.py."""

BOXES: Final = ("-ngay", "-thang", "-nam")
MOST_ROWS: Final = 20
NOT_TYPED: Final = frozenset({FieldKind.FILE, FieldKind.STATEMENT})


@dataclass(frozen=True, slots=True)
class Around:
    """What a step is judged by: what the other steps say, what is locked, whom the form is for, the province's day."""

    answers: Answers
    locked: Answers
    subject: SubjectOf
    today: date


@dataclass(slots=True)
class Judged:
    """What could be taken of a step, what could not, and what is odd about it; by path."""

    answers: dict[str, Any] = made(default_factory=dict)
    problems: dict[str, AnswerError] = made(default_factory=dict)
    remarks: dict[str, RemarkError] = made(default_factory=dict)


def validate(step: Step, raw: Raw, around: Around) -> Judged:
    """Return the answers of a step.

    Args:
        step: a step of fields.
        raw: what was typed; controls of questions that are not asked are passed over.
        around: everything else that decides.

    Raises:
        FieldsUnknownError: a name that the step does not have at all.
        FormInvalidError: with every problem, by path.
    """
    judged = judge(step, raw, around)
    if judged.problems:
        raise FormInvalidError(judged.problems, judged.remarks)
    return judged


def judge(step: Step, raw: Raw, around: Around) -> Judged:
    """Return what can be taken of a step and every problem with the rest.

    Raises:
        FieldsUnknownError: a name that the step does not have at all.
    """
    if unknown := [name for name in raw if not any(_owns(one, name) for one in step.fields)]:
        raise FieldsUnknownError(sorted(unknown))
    return _Reading(raw, around).step(step)


def asked(step: Step, answers: Answers, subject: SubjectOf) -> list[Field]:
    """Return the questions of a step that are put, given the answers."""
    return [one for one in step.fields if one.is_asked(answers, subject)]


def missing(step: Step, answers: Answers, subject: SubjectOf) -> dict[str, AnswerError]:
    """Return what a step still lacks, by path; files are the components' matter."""
    found: dict[str, AnswerError] = {}
    for one in asked(step, answers, subject):
        for path in _lacking(one, answers.get(one.code), one.code):
            found[path] = AnswerMissingError()
    return found


def pruned(form: FormDefinition, answers: Answers, subject: SubjectOf) -> dict[str, Any]:
    """Return the answers to what is asked: an answer changed later may have made another question idle.

    What is kept beside the questions, under names with an underscore, stays.
    """
    found = {code: value for code, value in answers.items() if code.startswith("_")}
    for one in form.fields():
        if one.code in answers and one.is_asked(found, subject):
            found[one.code] = answers[one.code]
    return found


def remarks(step: Step, around: Around) -> dict[str, RemarkError]:
    """Return what is odd about the answers that a step already has: some of it shows only when all steps are done."""
    reading = _Reading({}, around)
    for one in asked(step, around.answers, around.subject):
        if (value := around.answers.get(one.code)) is not None:
            reading.remark(one, value, one.code, around.answers)
    return reading.judged.remarks


def _owns(one: Field, name: str) -> bool:
    """Tell whether a control belongs to a field, by name alone."""
    return one.kind not in NOT_TYPED and re.fullmatch(_names(one), name) is not None


def _names(one: Field) -> str:
    """Return a pattern of the names of a field's controls."""
    own = re.escape(one.code)
    if one.has_parts or one.kind is FieldKind.REPEAT:
        row = r"\.\d{1,2}" if one.kind is FieldKind.REPEAT else ""
        return rf"{own}{row}\.(?:{'|'.join(_names(part) for part in one.parts)})"
    if one.kind in {FieldKind.DATE, FieldKind.PARTIAL_DATE}:
        return rf"{own}(?:{'|'.join(BOXES)})?"
    return own


def _lacking(one: Field, value: Any, path: str) -> list[str]:
    if one.kind in NOT_TYPED or (value is None and not one.required):
        return []
    if value is None or value == []:
        return [path] if one.required else []
    if not one.has_parts:
        return []
    return [found for part in one.parts for found in _lacking(part, value.get(part.code), f"{path}.{part.code}")]


class _Reading:
    """One pass over a step. Each field is judged with the answers before it, since these decide whether it is asked."""

    def __init__(self, raw: Raw, around: Around) -> None:
        self.raw, self.around = raw, around
        self.judged = Judged()

    def step(self, step: Step) -> Judged:
        known = {
            code: value for code, value in self.around.answers.items() if code not in {f.code for f in step.fields}
        }
        for one in step.fields:
            if one.kind in NOT_TYPED or not one.is_asked(known, self.around.subject):
                continue
            value = self.value(one, one.code, self.around.locked.get(one.code))
            if value is not None:
                known[one.code] = self.judged.answers[one.code] = value
        for one in step.fields:
            if one.code in self.judged.answers:
                self.judged.answers[one.code] = self.remark(one, self.judged.answers[one.code], one.code, known)
        return self.judged

    def value(self, one: Field, path: str, locked: Any) -> Any:
        """Return a field's value, or None with or without a problem."""
        if one.kind is FieldKind.REPEAT:
            return self.rows(one, path)
        if one.has_parts:
            return self.group(one, path, locked or {})
        try:
            found = self.single(one, path)
            if locked is not None and found not in {None, locked}:
                raise AnswerLockedError
        except AnswerError as problem:
            self.judged.problems[path] = problem
            return locked
        if locked is not None:
            return locked
        if found is None and one.required:
            self.judged.problems[path] = AnswerMissingError()
        return found

    def group(self, one: Field, path: str, locked: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the parts that were given. What is left out whole is one problem and not one for every part."""
        if not one.required and not locked and not self.any_typed(one, path):
            return None
        found = {}
        for part in one.parts:
            value = self.value(part, f"{path}.{part.code}", locked.get(part.code))
            if value is not None:
                found[part.code] = value
        inside = any(problem == path or problem.startswith(f"{path}.") for problem in self.judged.problems)
        if not found and one.required and not inside:
            self.judged.problems[path] = AnswerMissingError()
        return found or None

    def rows(self, one: Field, path: str) -> list[dict[str, Any]] | None:
        """Return the rows that hold anything, in order."""
        numbers = sorted({int(name[len(path) + 1 :].split(".")[0]) for name in self.raw if name.startswith(f"{path}.")})
        row = Field(code=one.code, kind=FieldKind.PERSON, label=one.label, parts=one.parts, required=False)
        found = [value for no in numbers if (value := self.group(row, f"{path}.{no}", {})) is not None]
        if len(found) > (one.most or MOST_ROWS):
            self.judged.problems[path] = TooManyRowsError(one.most or MOST_ROWS)
        if not found and one.required:
            self.judged.problems[path] = AnswerMissingError()
        return found or None

    def single(self, one: Field, path: str) -> Any:  # noqa: PLR0911 - one line a kind
        """Return one control's value, None when nothing was typed."""
        if one.many:
            picked = [self.plain(value) for value in self.listed(path)]
            return list(dict.fromkeys(typed.option(one, value) for value in picked if value)) or None
        written = self.written_day(path) if one.kind in {FieldKind.DATE, FieldKind.PARTIAL_DATE} else self.written(path)
        if not written:
            return None
        match one.kind:
            case FieldKind.NUMBER | FieldKind.MONEY:
                return typed.number(one, written)
            case FieldKind.DATE | FieldKind.PARTIAL_DATE:
                return typed.day(one, written, self.around.today)
            case FieldKind.CHOICE:
                return typed.option(one, written)
            case FieldKind.COMMUNE:
                return commune_code(written)
            case _:
                return typed.text(one, written)

    def remark(self, one: Field, value: Any, path: str, group: Answers) -> Any:
        """Run the checks of a field and its parts; return the value in its normal form."""
        if one.has_parts and isinstance(value, dict):
            return {
                part.code: self.remark(part, value[part.code], f"{path}.{part.code}", value)
                for part in one.parts
                if part.code in value
            }
        if one.check is None:
            return value
        try:
            known = {**self.around.answers, **self.judged.answers}
            found, remark = CHECKS[one.check](value, Beside(group, known, self.around.today))
        except AnswerError as problem:
            self.judged.problems[path] = problem
            return value
        if remark is not None:
            self.judged.remarks[path] = remark
        return found

    def any_typed(self, one: Field, path: str) -> bool:
        """Tell whether anything was typed into a group. What a choice shows by itself counts for nothing."""
        quiet = {f"{path}.{part.code}" for part in one.parts if part.default is not None}
        return any(
            name.startswith(f"{path}.") and name not in quiet and any(value.strip() for value in self.listed(name))
            for name in self.raw
        )

    def written_day(self, path: str) -> str:
        """Return a day from its one control or from its three boxes."""
        if one := self.written(path):
            return one
        boxes = [self.written(path + box) for box in BOXES]
        return "/".join(box or "?" for box in boxes).lstrip("?/") if any(boxes) else ""

    def written(self, path: str) -> str:
        found = self.listed(path)
        if len(found) > 1:
            raise AnswerNotPlainError
        return self.plain(found[0]) if found else ""

    def plain(self, value: str) -> str:
        return typed.tidied(value)

    def listed(self, path: str) -> list[str]:
        found = self.raw.get(path, [])
        return [found] if isinstance(found, str) else list(found)
