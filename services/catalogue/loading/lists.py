"""Fields and kinds of results as the procedures name them. An entry that stands already is the province's."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.catalogue.code_lists import CodeEntry, CodeList
from services.catalogue.folding import folded_name
from services.catalogue.source.bundle import Source


def add_lists(session: Session, source: Source, *, on: date) -> int:
    """Add the fields and kinds of results that have no entry yet. Returns how many were added."""
    known = {
        (kind, code or name)
        for kind, code, name in session.execute(select(CodeEntry.kind, CodeEntry.code, CodeEntry.name))
    }
    known |= {(kind, name) for kind, name in session.execute(select(CodeEntry.kind, CodeEntry.name))}
    added = [one for one in _wanted(source, on) if (one.kind, one.code or one.name) not in known]
    session.add_all(added)
    return len(added)


def _wanted(source: Source, on: date) -> Iterator[CodeEntry]:
    for name in sorted({one.field for one in source.procedures}):
        yield _entry(CodeList.FIELD, None, name, on)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for procedure in source.procedures:
        for result in procedure.results:
            if result.code:
                names[result.code][result.name] += 1
    for code, said in sorted(names.items()):
        yield _entry(CodeList.RESULT_TYPE, code, said.most_common(1)[0][0], on)


def _entry(kind: CodeList, code: str | None, name: str, on: date) -> CodeEntry:
    return CodeEntry(
        kind=kind, code=code, name=name, folded=folded_name(name), source="procedures.jsonl", valid_from=on
    )
