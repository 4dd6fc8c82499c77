"""Lists of codes that the catalogue stands on: fields of procedures, kinds of results. Dated and versioned."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, String, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.actor import Actor
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.errors import CodeListTextError, CodeTakenError, EntryEndedError, EntryUnknownError
from services.catalogue.folding import folded_name
from services.db import Model
from services.text import tidy

LONGEST_NAME: Final = 300
LONGEST_CODE: Final = 50
PAGE: Final = 50
ENTRY_FACTS: Final = ("kind", "code", "name", "source", "valid_from", "valid_until")


class CodeList(StrEnum):
    """Which list."""

    FIELD = "field"
    """A field of procedures: `MX1X2-LV` of Decision 20/2020."""
    RESULT_TYPE = "result_type"
    """What a procedure results in: `KQ.G15.000031`. Codes are kept verbatim, malformed ones too."""


class CodeEntry(Model):
    """One entry of a list, from a day to a day."""

    __tablename__ = "code_entry"
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", "ends_after_it_begins"),
        Index("ux_code_entry_code", "kind", "code", unique=True, postgresql_where=text("valid_until IS NULL")),
        Index("ix_code_entry_folded", "kind", "folded"),
    )

    kind: Mapped[CodeList]
    code: Mapped[str | None] = mapped_column(String(LONGEST_CODE))
    name: Mapped[str]
    folded: Mapped[str]
    """`name` without diacritics and in lower case, to be found by."""
    source: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """First day on which the entry no longer holds."""


def add_entry(
    session: Session, kind: CodeList, *, code: str | None, name: str, source: str | None, by: Actor, at: datetime
) -> CodeEntry:
    """Enter a field or a kind of result, from today on.

    Raises:
        CodeListTextError: there is no name, or name or code are too long.
        CodeTakenError: an entry in force has the code.
    """
    said, code = _text(name, LONGEST_NAME), _code(code)
    _refuse_taken(session, kind, code, None)
    entry = CodeEntry(
        kind=kind,
        code=code,
        name=said,
        folded=folded_name(said),
        source=source or None,
        valid_from=civil_date(at),
    )
    session.add(entry)
    _note(session, entry, None, by=by, at=at)
    return entry


def change_entry(
    session: Session, entry_id: UUID, *, code: str | None, name: str, source: str | None, by: Actor, at: datetime
) -> CodeEntry:
    """Change how an entry is called. What says the same as before leaves no version.

    Raises:
        EntryUnknownError, EntryEndedError: there is none in force.
        CodeListTextError: there is no name, or name or code are too long.
        CodeTakenError: another entry in force has the code.
    """
    entry = _locked(session, entry_id)
    said = (_code(code), _text(name, LONGEST_NAME), source or None)
    if said == (entry.code, entry.name, entry.source):
        return entry
    _refuse_taken(session, entry.kind, said[0], entry.id)
    before = facts_of(entry, ENTRY_FACTS)
    entry.code, entry.name, entry.source = said
    entry.folded = folded_name(entry.name)
    _note(session, entry, before, by=by, at=at)
    return entry


def end_entry(session: Session, entry_id: UUID, *, by: Actor, at: datetime) -> CodeEntry:
    """End an entry today. What refers to it keeps it.

    Raises:
        EntryUnknownError, EntryEndedError: there is none in force.
    """
    entry = _locked(session, entry_id)
    before = facts_of(entry, ENTRY_FACTS)
    entry.valid_until = civil_date(at)
    _note(session, entry, before, by=by, at=at)
    return entry


def entries(
    session: Session, kind: CodeList, query: str, after: str | None = None
) -> tuple[Sequence[CodeEntry], str | None]:
    """Return a page of a list by name, those in force and those that ended, and where the next begins."""
    wanted = select(CodeEntry).where(CodeEntry.kind == kind)
    if folded := folded_name(query):
        wanted = wanted.where(or_(CodeEntry.folded.contains(folded, autoescape=True), _coded(query)))
    place = func.concat(CodeEntry.folded, " ", CodeEntry.id)
    if after:
        wanted = wanted.where(place > after)
    found = session.scalars(wanted.order_by(place).limit(PAGE + 1)).all()
    page = found[:PAGE]
    return page, f"{page[-1].folded} {page[-1].id}" if len(found) > PAGE else None


def entry(session: Session, kind: CodeList, entry_id: UUID) -> CodeEntry | None:
    """Return one entry of a list."""
    return session.scalars(select(CodeEntry).filter_by(id=entry_id, kind=kind)).one_or_none()


def field_names(session: Session, on: date) -> Sequence[str]:
    """Return the fields in force on a day, by name."""
    holds = CodeEntry.valid_from <= on, or_(CodeEntry.valid_until.is_(None), CodeEntry.valid_until > on)
    query = select(CodeEntry.name).where(CodeEntry.kind == CodeList.FIELD, *holds)
    return session.scalars(query.order_by(CodeEntry.folded)).all()


def _coded(query: str) -> ColumnElement[bool]:
    return func.upper(CodeEntry.code).contains(query.strip().upper(), autoescape=True)


def _locked(session: Session, entry_id: UUID) -> CodeEntry:
    query = select(CodeEntry).where(CodeEntry.id == entry_id).with_for_update(of=CodeEntry)
    entry = session.scalar(query.execution_options(populate_existing=True))
    if entry is None:
        raise EntryUnknownError
    if entry.valid_until is not None:
        raise EntryEndedError
    return entry


def _refuse_taken(session: Session, kind: CodeList, code: str | None, own: UUID | None) -> None:
    if code is None:
        return
    taken = select(CodeEntry.name).filter_by(kind=kind, code=code, valid_until=None)
    if own is not None:
        taken = taken.where(CodeEntry.id != own)
    if (other := session.scalar(taken)) is not None:
        raise CodeTakenError(code, other)


def _text(value: str, longest: int) -> str:
    found = tidy(value)
    if not found or len(found) > longest:
        raise CodeListTextError(LONGEST_NAME, LONGEST_CODE)
    return found


def _code(value: str | None) -> str | None:
    return _text(value, LONGEST_CODE) if value and value.strip() else None


def _note(session: Session, entry: CodeEntry, before: dict[str, object] | None, *, by: Actor, at: datetime) -> None:
    session.flush()
    record_change(
        session,
        EventTag.CODE_LIST_CHANGE,
        by=by,
        at=at,
        object=("code_entry", entry.id),
        before=before,
        after=facts_of(entry, ENTRY_FACTS),
    )
