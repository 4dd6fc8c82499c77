"""What a procedure said before, says, and will say; and how it ended. For anybody: it is the history of the law."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    """A procedure that came in the place of another.

    Attributes:
        code: of it.
        name: as it is called, or was.
        since: from when it holds, None where it does already.
        through: those between that are no more themselves, the oldest first.
    """

    code: str
    name: str
    since: date | None = None
    through: tuple["Successor", ...] = ()


@dataclass(frozen=True, slots=True)
class Former:
    """A procedure that is no more.

    Attributes:
        record: what it said last.
        since: the first day on which it is no more.
        decision: by which, None where nobody noted it.
        successors: what is to be used instead: what came in its place, or in the place of that, and holds or will.
        past: where there is nothing to be used, what came in its place and is no more either.
    """

    record: ProcedureRecord
    since: date
    decision: Decision | None
    successors: Sequence[Successor]
    past: Sequence[Successor] = ()


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
    rows = session.execute(
        _versions(code, ProcedureVersion.ended_by_import_id, ProcedureVersion.procedure_id)
        .join(CatalogueImport, CatalogueImport.id == ProcedureVersion.import_id)
        .where(CatalogueImport.undone_at.is_(None))
    ).all()
    begun = [row for row in rows if row.valid_from <= on]
    if not begun or begun[0].valid_until is None or begun[0].valid_until > on:
        return None
    last = begun[0]
    ended_by = last.ended_by_import_id and session.get(CatalogueImport, last.ended_by_import_id)
    decision = Decision(ended_by.decision_no, ended_by.source, ended_by.signed_on) if ended_by else None
    came = _Following(session, on)
    came.follow(last.procedure_id, ended_by.imported_at if ended_by else None)
    successors = sorted(came.found, key=lambda one: one.code)
    return Former(record_of(last, code), last.valid_until, decision, successors, () if successors else came.past)


def former_or_unknown(session: Session, code: str, on: date) -> Former:
    """Return a procedure that is no more.

    Raises:
        ProcedureUnknownError: there never was one for citizens.
    """
    found = former_procedure(session, code, on)
    if found is None:
        raise ProcedureUnknownError(code)
    return found


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


class _Following:
    """The way from a procedure that is no more to what holds, one statement for each step of it."""

    def __init__(self, session: Session, on: date) -> None:
        self.found: list[Successor] = []
        self.past: list[Successor] = []
        self._session = session
        self._on = on

    def follow(self, procedure_id: UUID, entered_at: datetime | None) -> None:
        """Follow what was said to come in its place when its last end was entered, or later."""
        ends: dict[UUID, _End] = {procedure_id: _End(entered_at)}
        seen = {procedure_id}
        while ends:
            after: dict[UUID, list[Row[Any]]] = {}
            for row in self._session.execute(_steps(ends)):
                ended_at = ends[row.procedure_id].at
                if row.successor_id not in seen and (ended_at is None or row.told_at >= ended_at):
                    after.setdefault(row.successor_id, []).append(row)
            seen |= after.keys()
            ends = {key: end for key, rows in after.items() if (end := self._end(ends[rows[0].procedure_id], rows))}

    def _end(self, before: "_End", versions: Sequence[Row[Any]]) -> "_End | None":
        """Take a successor in by its versions, the newest first; return its end where it is no more itself."""
        begun = [row for row in versions if row.valid_from <= self._on or row.valid_until == row.valid_from]
        if not begun:
            self.found.append(Successor(versions[-1].code, versions[-1].name, versions[-1].valid_from, before.through))
            return None
        last = begun[0]
        if last.valid_until is None or last.valid_until > max(self._on, last.valid_from):
            self.found.append(Successor(last.code, last.name, None, before.through))
            return None
        one = Successor(last.code, last.name)
        self.past.append(one)
        return _End(last.ended_at, (*before.through, one))


@dataclass(frozen=True, slots=True)
class _End:
    """When the end of a procedure was entered, and what leads from the first one to it."""

    at: datetime | None
    through: tuple[Successor, ...] = ()


def _steps(ends: Iterable[UUID]) -> Select[Any]:
    """Select the versions of what came in the place of procedures, by the imports that stand."""
    version, (told, made, ended) = aliased(ProcedureVersion), (aliased(CatalogueImport) for _ in range(3))
    columns: list[Any] = [
        *(ProcedureSuccessor.procedure_id, ProcedureSuccessor.successor_id, told.imported_at.label("told_at")),
        *(Procedure.code, version.name, version.valid_from, version.valid_until, ended.imported_at.label("ended_at")),
    ]
    return (
        select(*columns)
        .join(Procedure, Procedure.id == ProcedureSuccessor.successor_id)
        .join(told, told.id == ProcedureSuccessor.import_id)
        .join(version, version.procedure_id == Procedure.id)
        .join(made, made.id == version.import_id)
        .outerjoin(ended, ended.id == version.ended_by_import_id)
        .where(
            ProcedureSuccessor.procedure_id.in_(list(ends)),
            told.undone_at.is_(None),
            made.undone_at.is_(None),
            version.kind == ProcedureKind.STANDARD,
        )
        .order_by(Procedure.code, version.number.desc())
    )
