"""Rules about the document itself, before any cryptography: its form, its signature fields, nothing beside them."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, PdfObject
from pyhanko.pdf_utils.reader import PdfFileReader

from services.results.verdict.kinds import Reason

DEEPEST: Final = 16
MOST_FIELDS: Final = 200


def form_reasons(reader: PdfFileReader) -> list[Reason]:
    """Return what is wrong with the form of a signed document (security policy, rules 2 and 3)."""
    fields = list(_fields(reader))
    found = []
    if len(fields) > MOST_FIELDS or any(field.get("/FT") != "/Sig" for _, field in fields) or _has_xfa(reader):
        found.append(Reason.FORM_FIELDS)
    if any(field.get("/FT") == "/Sig" and "/V" not in field for _, field in fields):
        found.append(Reason.FIELD_EMPTY)
    names = [name for name, _ in fields]
    if len(set(names)) < len(names):
        found.append(Reason.FIELD_NAME_TWICE)
    values = [_reference(field, "/V") for _, field in fields if "/V" in field]
    if len(set(values)) < len(values) or None in values or len(values) != len(reader.embedded_signatures):
        found.append(Reason.SIGNATURE_SHARED)
    return found


def _has_xfa(reader: PdfFileReader) -> bool:
    return "/AcroForm" in reader.root and "/XFA" in reader.root["/AcroForm"]


def _fields(reader: PdfFileReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Walk all terminal fields with their full names."""
    if "/AcroForm" in reader.root:
        yield from _below(reader.root["/AcroForm"].get("/Fields", ()), "", 0)


def _below(kids: Iterable[PdfObject], above: str, depth: int) -> Iterator[tuple[str, DictionaryObject]]:
    if depth > DEEPEST:
        raise ValueError("fields within fields without end")
    for kid in kids:
        field = kid.get_object()
        name = f"{above}.{field['/T']}" if "/T" in field else above
        if "/Kids" in field:
            yield from _below(field["/Kids"], name, depth + 1)
        else:
            yield name, field


def _reference(field: DictionaryObject, key: str) -> object:
    value = field.raw_get(key)
    return value.reference if isinstance(value, IndirectObject) else None
