"""What is in force as a list meets it: the last version of every procedure, whether it holds today or later."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.catalogue.importing.diffing import Catalogue, Outcome
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.models import ListState, StagedList, StagedRow
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.catalogue.queries import RECORD_COLUMNS, record_of
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.manifest import Manifest, manifest_of

MONTH = len("2026-01")


@dataclass(frozen=True, slots=True)
class Last:
    """The last version of a procedure.

    Attributes:
        record: what it says.
        is_open: it has no end.
        known_since: the newest day of which something is known of it: its record, its end, or an applied list that
            named it, be it to say the same.
        changed_on: when it begins, or for one that ends, when there is none any more.
    """

    record: ProcedureRecord
    is_open: bool
    known_since: date
    changed_on: date


@dataclass(frozen=True)
class Standing:
    """The last version of every procedure by code, and a digest of which versions these are."""

    last: Mapping[str, Last]
    base: bytes
    whole_since: date | None = None
    """The day of the newest whole list: it spoke of every code, also of those that it does not name."""

    @cached_property
    def live(self) -> Mapping[str, ProcedureRecord]:
        """The records of procedures that have no end."""
        return {code: one.record for code, one in self.last.items() if one.is_open}

    @cached_property
    def former(self) -> Mapping[str, ProcedureRecord]:
        """The last records of those that have."""
        return {code: one.record for code, one in self.last.items() if not one.is_open}

    @property
    def catalogue(self) -> Catalogue:
        """Return it as the comparison takes it."""
        return Catalogue(self.live, frozenset(self.former))

    def newer_than(self, codes: Iterable[str], signed_on: date, on: date) -> frozenset[str]:
        """Return which of some codes a list signed on one day and effective from another is too old for."""
        if self.whole_since and signed_on < self.whole_since:
            return frozenset(codes)
        found = ((code, self.last[code]) for code in codes if code in self.last)
        return frozenset(code for code, one in found if signed_on < one.known_since or on < one.changed_on)


def standing(session: Session) -> Standing:
    """Read what is in force, with three statements."""
    imports = {one.id: one for one in session.scalars(select(CatalogueImport))}
    manifests = {key: manifest_of(one.as_of, one.source, one.details) for key, one in imports.items()}
    named = _named(session)
    rows = session.execute(_last_versions(*RECORD_COLUMNS, "import_id", "ended_by_import_id")).all()
    last = {}
    for row in rows:
        later = [imports[row.ended_by_import_id].as_of] if row.ended_by_import_id else []
        later += [named[row.code]] if row.code in named else []
        last[row.code] = _last(row, manifests[row.import_id], later)
    wholes = [one.as_of for one in imports.values() if _is_whole_list(one)]
    return Standing(last, _digest(rows), max(wholes, default=None))


def base_of(session: Session) -> bytes:
    """Return the digest alone."""
    return _digest(session.execute(_last_versions()).all())


def _is_whole_list(one: CatalogueImport) -> bool:
    return one.decision_no is not None and one.undone_at is None and one.scope is Scope.WHOLE


def _named(session: Session) -> dict[str, date]:
    """Return the day of signing of the newest applied list that said something of each code."""
    rows = session.execute(
        select(StagedRow.code, func.max(StagedList.signed_on))
        .join(StagedList, StagedList.id == StagedRow.list_id)
        .where(StagedList.state == ListState.APPLIED, StagedRow.outcome != Outcome.REJECTED)
        .group_by(StagedRow.code)
    )
    return {code: signed_on for code, signed_on in rows if code is not None}


def _last(row: Row[Any], manifest: Manifest, later: Iterable[date]) -> Last:
    record = record_of(row, row.code)
    said = manifest.as_of_record(record)
    return Last(
        record=record,
        is_open=row.valid_until is None,
        known_since=max([date.fromisoformat(f"{said}-01" if len(said) == MONTH else said), *later]),
        changed_on=row.valid_until or row.valid_from,
    )


def _last_versions(*names: str) -> Select[Any]:
    """Select the last version of each procedure that ever held, in the order of codes."""
    columns = [getattr(ProcedureVersion, name) for name in ("id", "valid_from", "valid_until", *names)]
    return (
        select(Procedure.code, *columns)
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .where(or_(ProcedureVersion.valid_until.is_(None), ProcedureVersion.valid_until > ProcedureVersion.valid_from))
        .ext(distinct_on(Procedure.code))
        .order_by(Procedure.code, ProcedureVersion.valid_until.desc().nulls_first())
    )


def _digest(rows: Sequence[Row[Any]]) -> bytes:
    told = "\n".join(sorted(f"{row.code} {row.id} {row.valid_until}" for row in rows))
    return hashlib.sha256(told.encode()).digest()
