"""What a procedure said before, says, and will say; and how it ended. For anybody: it is the history of the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from services.calendar.days import ONE_DAY
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.importing.models import ProcedureSuccessor
from services.catalogue.kinds import ProcedureKind
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.catalogue.queries import RECORD_COLUMNS, record_of
from services.catalogue.records import ProcedureRecord


class Standing(StrEnum):
    """Where a version stands on a day."""

    IN_FORCE = "in_force"
    AHEAD = "ahead"
    OVER = "over"
    NEVER = "never"
    """It was taken back, or another began on the same day."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that an import rests on; `number` is None for the data that come with the program."""

    number: str | None
    issuer: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a procedure. `until` is the first day on which it no longer holds."""

    number: int
    since: date
    until: date | None
    standing: Standing
    decision: Decision
    record: ProcedureRecord

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, None where none is known."""
        return self.until - ONE_DAY if self.until else None


@dataclass(frozen=True, slots=True)
class Successor:
    """A procedure that came in the place of another."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Former:
    """A procedure that is no more: what it said last, since when it is not, by which decision, what came instead."""

    record: ProcedureRecord
    since: date
    decision: Decision | None
    successors: Sequence[Successor]


def versions_of(session: Session, code: str, on: date) -> Sequence[Version]:
    """Return every version of a procedure that citizens may see, the newest first.

    Args:
        session: the caller's.
        code: of the procedure.
        on: the province's day.

    Raises:
        ProcedureUnknownError: there is none of this code for citizens.
    """
    rows = session.execute(
        _versions(
            code,
            CatalogueImport.decision_no.label("by_decision"),  # a record names a decision of its own
            CatalogueImport.source,
            CatalogueImport.signed_on,
        ).join(CatalogueImport, CatalogueImport.id == ProcedureVersion.import_id)
    ).all()
    if not rows:
        raise ProcedureUnknownError(code)
    return [
        Version(
            number=row.number,
            since=row.valid_from,
            until=row.valid_until,
            standing=_standing(row, on),
            decision=Decision(row.by_decision, row.source, row.signed_on),
            record=record_of(row, code),
        )
        for row in rows
    ]


def former_procedure(session: Session, code: str, on: date) -> Former | None:
    """Return a procedure that was and is no more, None where it is in force or never was.

    Args:
        session: the caller's.
        code: of the procedure.
        on: the province's day.
    """
    rows = session.execute(_versions(code, ProcedureVersion.ended_by_import_id, ProcedureVersion.procedure_id)).all()
    held = [row for row in rows if row.valid_until is None or row.valid_until > row.valid_from]
    begun = [row for row in held if row.valid_from <= on]
    if not begun or begun[0].valid_until is None or begun[0].valid_until > on:
        return None
    last = begun[0]
    ended_by = last.ended_by_import_id and session.get(CatalogueImport, last.ended_by_import_id)
    decision = Decision(ended_by.decision_no, ended_by.source, ended_by.signed_on) if ended_by else None
    return Former(record_of(last, code), last.valid_until, decision, _successors(session, last.procedure_id, on))


def _versions(code: str, *columns: Any) -> Select[Any]:
    own = [getattr(ProcedureVersion, name) for name in (*RECORD_COLUMNS, "number", "valid_from", "valid_until")]
    return (
        select(*own, *columns)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .where(Procedure.code == code, ProcedureVersion.kind == ProcedureKind.STANDARD)
        .order_by(ProcedureVersion.number.desc())
    )


def _standing(row: Row[Any], on: date) -> Standing:
    if row.valid_until is not None and row.valid_until <= row.valid_from:
        return Standing.NEVER
    if row.valid_from > on:
        return Standing.AHEAD
    return Standing.OVER if row.valid_until is not None and row.valid_until <= on else Standing.IN_FORCE


def _successors(session: Session, procedure_id: UUID, on: date) -> Sequence[Successor]:
    """Return what came in its place and is in force, by the imports that stand."""
    version = aliased(ProcedureVersion)
    rows = session.execute(
        select(Procedure.code, version.name)
        .join(ProcedureSuccessor, ProcedureSuccessor.successor_id == Procedure.id)
        .join(CatalogueImport, CatalogueImport.id == ProcedureSuccessor.import_id)
        .join(version, version.procedure_id == Procedure.id)
        .where(
            ProcedureSuccessor.procedure_id == procedure_id,
            CatalogueImport.undone_at.is_(None),
            version.valid_from <= on,
            (version.valid_until.is_(None)) | (version.valid_until > on),
            version.kind == ProcedureKind.STANDARD,
        )
        .distinct()
        .order_by(Procedure.code)
    )
    return [Successor(code, name) for code, name in rows]
