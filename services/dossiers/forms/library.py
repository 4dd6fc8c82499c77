"""The forms that this program was installed with, read once."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from services.catalogue.source.reading import Problems, Reader
from services.dossiers.forms.definitions import FormDefinition
from services.dossiers.forms.reading import FormReader, read_json, read_options

SHIPPED: Final = files("services.catalogue") / "data" / "forms"
LISTS, BLOCKS = "lists.json", "blocks.json"
GENERIC: Final = "generic"


class FormsInvalidError(ValueError):
    """A definition cannot be used: the program was installed with a broken one. The message names every problem."""


@cache
def forms() -> Mapping[str, FormDefinition]:
    """Return every form by its code.

    Raises:
        FormsInvalidError: one of them is broken.
    """
    return read_forms(SHIPPED)


def read_forms(folder: Traversable) -> Mapping[str, FormDefinition]:
    """Read a folder of definitions: one file a form and version, with the lists and blocks that they share."""
    problems = Problems(LISTS)
    raw_lists = Reader(read_json(folder / LISTS), problems)
    lists = {name: read_options(raw_lists.each(name)) for name in list(raw_lists.raw)}
    reader = FormReader(lists, read_json(folder / BLOCKS), problems)
    found: dict[str, FormDefinition] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".json") and file.name not in {LISTS, BLOCKS}:
            problems.file = file.name
            form = reader.form(read_json(file))
            if file.name != f"{form.code.replace('/', '-')}.json":
                problems.add("code", "is not what the file is called")
            found[form.code] = form
    if problems:
        raise FormsInvalidError("\n".join(map(str, problems)))
    return MappingProxyType(found)


def definition(code: str) -> FormDefinition:
    """Return a form by its code, `1.001193/1`."""
    return forms()[code]


def form_for(procedure_code: str, chosen: str | None = None) -> FormDefinition:
    """Return the form under which a procedure is filed now: its own in the newest version, else the generic one.

    Args:
        procedure_code: of the procedure.
        chosen: the form that the province chose, by its code; one that is no longer shipped counts for nothing.
    """
    if chosen is not None and any(chosen == form.code for form in forms_for(procedure_code)):
        return forms()[chosen]
    own = [form for form in forms().values() if form.procedure == procedure_code]
    return _newest(own or [form for form in forms().values() if form.procedure is None])


def forms_for(procedure_code: str) -> Sequence[FormDefinition]:
    """Return the forms that a procedure can be filed with: the generic ones and its own."""
    return [form for form in forms().values() if form.procedure in {None, procedure_code}]


def _newest(found: list[FormDefinition]) -> FormDefinition:
    return max(found, key=lambda form: int(form.code.partition("/")[2]))
