"""Read form definitions from JSON and refuse those that could not work."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, Final

from services.catalogue.folding import folded_name
from services.catalogue.source.reading import Problems, Reader
from services.dossiers.forms.checks import CHECKS
from services.dossiers.forms.definitions import (
    GROUPS,
    AskedWhen,
    Bound,
    ComponentRules,
    Condition,
    Field,
    FieldKind,
    FormDefinition,
    NameRule,
    Option,
    SourceKind,
    Step,
    StepKind,
    SubjectOf,
    Text,
)

CODE: Final = r"[a-z][a-z0-9_]{0,39}"
FORM_CODE: Final = r"(generic|\d\.\d{6})/\d{1,3}"
LONGEST_LABEL: Final = 1_000
HIGHEST: Final = 10_000_000_000
NEVER_LONGER: Final = 4_000
"""Of a text whose definition gives no length."""


class FormReader:
    """Reads definitions that share lists of options and blocks of fields.

    Args:
        lists: options by the name of their list.
        blocks: raw fields by the name of their block; `person`, `address` and `organisation` are the parts of groups.
        problems: takes what cannot be used.
    """

    def __init__(self, lists: Mapping[str, tuple[Option, ...]], blocks: Mapping[str, Any], problems: Problems) -> None:
        self.lists, self.blocks, self.problems = lists, blocks, problems

    def form(self, raw: object) -> FormDefinition:
        """Read one form and check that it hangs together."""
        row = Reader(raw, self.problems)
        declaration = row.text("declaration", 40)
        (statement,) = self.block(declaration, row, "declaration") or (None,)
        found = FormDefinition(
            code=row.text("code", 50, FORM_CODE),
            procedure=row.text_or_none("procedure", 8),
            title=_text(row.one("title")),
            declaration=declaration,
            statement=statement.label if statement else Text("", ""),
            steps=tuple(self._step(one) for one in row.each("steps")),
            components=_component_rules(row.one("components")),
        )
        row.finish()
        self._check(found)
        return found

    def block(self, name: str, row: Reader, key: str) -> list[Field]:
        """Read a shared block of fields."""
        if name not in self.blocks:
            row.problem(key, f"there is no block {name}")
            return []
        return self._fields(Reader({name: self.blocks[name]}, self.problems).each(name))

    def _step(self, row: Reader) -> Step:
        kind = row.member("kind", StepKind) if "kind" in row.raw else StepKind.FIELDS
        fields: list[Field] = []
        for name in row.texts("blocks", 40) if "blocks" in row.raw else ():
            fields += self.block(name, row, "blocks")
        if "fields" in row.raw:
            fields += self._fields(row.each("fields"))
        found = Step(row.text("code", 40, CODE), kind, _text(row.one("title")), tuple(fields))
        if bool(fields) != (kind is StepKind.FIELDS):
            row.problem("fields", "a step of fields has some, any other step has none")
        row.finish()
        return found

    def _fields(self, rows: Iterable[Reader]) -> list[Field]:
        return [self._field(row) for row in rows]

    def _field(self, row: Reader) -> Field:
        kind = row.member("type", FieldKind)
        found = Field(
            code=row.text("code", 40, CODE),
            kind=kind,
            label=_text(row.one("label")),
            hint=_text(row.one("hint")) if "hint" in row.raw else None,
            required=row.flag("required") if "required" in row.raw else True,
            when=_conditions(row, "when"),
            subject=row.member("for", SubjectOf) if "for" in row.raw else None,
            least=row.number("least", 0, HIGHEST) if "least" in row.raw else None,
            most=_most(row, kind),
            options=self._options(row, kind),
            many=row.flag("many") if "many" in row.raw else False,
            default=row.text("default", 40) if "default" in row.raw else None,
            parts=self._parts(row, kind),
            bound=row.member("day", Bound) if "day" in row.raw else Bound.ANY,
            check=row.text("check", 40) if "check" in row.raw else None,
            source=row.member("source", SourceKind) if "source" in row.raw else None,
            source_when=_conditions(row, "source_when"),
        )
        if found.check is not None and found.check not in CHECKS:
            row.problem("check", f"there is no check {found.check}")
        if found.default is not None and kind is FieldKind.CHOICE and found.default not in _values(found):
            row.problem("default", f"{found.default} is no option")
        row.finish()
        return found

    def _options(self, row: Reader, kind: FieldKind) -> tuple[Option, ...]:
        if kind is not FieldKind.CHOICE:
            return ()
        if "list" in row.raw:
            name = row.text("list", 40)
            if name not in self.lists:
                row.problem("list", f"there is no list {name}")
            return self.lists.get(name, ())
        return read_options(row.each("options"))

    def _parts(self, row: Reader, kind: FieldKind) -> tuple[Field, ...]:
        if kind is FieldKind.REPEAT:
            return tuple(self._fields(row.each("parts")))
        if kind not in GROUPS:
            return ()
        every = {one.code: one for one in self.block(kind.value, row, "type")}
        taken = row.texts("take", 40, CODE) if "take" in row.raw else tuple(every)
        needed = row.texts("need", 40, CODE) if "need" in row.raw else ()
        for code in (*taken, *needed):
            if code not in every or code not in taken:
                row.problem("take", f"{code} is no part that is taken")
        return tuple(_needed(every[code], required=code in needed) for code in taken if code in every)

    def _check(self, form: FormDefinition) -> None:
        """Every code once; conditions look back, never forward, and at choices alone."""
        known: dict[str, Field] = {}
        for field in form.fields():
            if field.code in known:
                self.problems.add(field.code, "is asked twice")
            for condition in (*field.when, *field.source_when):
                self._check_condition(condition, known, field.code)
            known[field.code] = field
        for rule in form.components.asked_when:
            for condition in rule.when:
                self._check_condition(condition, known, "components")
        codes = [step.code for step in form.steps]
        if len(codes) != len(set(codes)):
            self.problems.add("steps", "a step comes twice")

    def _check_condition(self, condition: Condition, known: Mapping[str, Field], where: str) -> None:
        asked = known.get(condition.field)
        if asked is None or asked.kind is not FieldKind.CHOICE:
            self.problems.add(where, f"depends on {condition.field}, which is no choice before it")
        elif unknown := condition.values - _values(asked) - {None}:
            self.problems.add(where, f"depends on {condition.field} being {unknown}")


def read_json(file: Traversable) -> Any:
    """Return what a JSON file holds."""
    return json.loads(file.read_text(encoding="utf-8"))


def read_options(rows: Iterable[Reader]) -> tuple[Option, ...]:
    """Read the options of a choice."""
    found = []
    for row in rows:
        found.append(Option(row.text("value", 40), _text(row.one("label"))))
        row.finish()
    return tuple(found)


def _values(field: Field) -> frozenset[str | None]:
    return frozenset(option.value for option in field.options)


def _text(row: Reader) -> Text:
    found = Text(row.text("vi", LONGEST_LABEL), row.text("en", LONGEST_LABEL))
    row.finish()
    return found


def _most(row: Reader, kind: FieldKind) -> int | None:
    if "most" in row.raw:
        return row.number("most", 1, HIGHEST)
    return NEVER_LONGER if kind is FieldKind.TEXT else None


def _conditions(row: Reader, key: str) -> tuple[Condition, ...]:
    found = []
    for one in row.each(key) if key in row.raw else ():
        values = one.take("in", list, "a list") or []
        found.append(Condition(one.text("field", 40, CODE), frozenset(values)))
        one.finish()
    return tuple(found)


def _component_rules(row: Reader) -> ComponentRules:
    by_form = row.one("by_form")
    found = ComponentRules(
        by_form=NameRule(*(_folded(by_form, key) for key in ("begins", "holds", "not"))),
        may_attach=by_form.flag("may_attach"),
        asked_when=tuple(_asked_when(one) for one in row.each("asked_when")),
    )
    by_form.finish()
    row.finish()
    return found


def _asked_when(row: Reader) -> AskedWhen:
    found = AskedWhen(NameRule(_folded(row, "begins")), _conditions(row, "when"))
    row.finish()
    return found


def _folded(row: Reader, key: str) -> tuple[str, ...]:
    return tuple(folded_name(name) for name in row.texts(key, 200))


def _needed(field: Field, *, required: bool) -> Field:
    return Field(**{name: getattr(field, name) for name in Field.__slots__} | {"required": required})
