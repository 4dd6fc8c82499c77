"""The receiver looks at every component before the dossier is received (Decree 118/2025 Art. 17)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import digest
from services.dossiers.act_errors import (
    ComponentMarkedTwiceError,
    ComponentNotInDossierError,
    ComponentsFaultyError,
    ComponentsUncheckedError,
    RemarkMissingError,
)
from services.dossiers.desk.acting import begin, conclude, written
from services.dossiers.digests import MARKS_V1
from services.dossiers.kinds import FINE, TOLD_IN_WORDS, ComponentMark
from services.dossiers.models import ComponentFile, Dossier
from services.dossiers.workflow import Act


@dataclass(frozen=True, slots=True)
class Finding:
    """What the receiver found of one thing handed in. What is wrong has to be said in words."""

    component_file_id: UUID
    mark: ComponentMark
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a dossier, as an event vouches for them."""

    id: UUID
    marks: list[dict[str, Any]]


def check_components(
    session: Session,
    dossier_id: UUID,
    findings: Sequence[Finding],
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Dossier:
    """Note what was found of some or all components. A later finding replaces an earlier one.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        ComponentMarkedTwiceError, ComponentNotInDossierError: a form that is not ours.
        RemarkMissingError: something is wrong and nobody said what.
        WordsTooLongError: a remark does not fit on the paper.
    """
    begun = begin(session, dossier_id, Act.CHECK_COMPONENTS, by=by, at=at, version=version)
    dossier = begun.dossier
    rows = {row.id: row for row in handed_in(session, dossier.id)}
    if len({one.component_file_id for one in findings}) != len(findings):
        raise ComponentMarkedTwiceError
    before = _digest(dossier, rows.values())
    for one in findings:
        row = rows.get(one.component_file_id)
        if row is None:
            raise ComponentNotInDossierError
        _mark(row, one, by, at)
    conclude(begun, digests=(before, _digest(dossier, rows.values())))
    return dossier


def handed_in(session: Session, dossier_id: UUID) -> Sequence[ComponentFile]:
    """Return what counts of everything that was handed in with a dossier, in order.

    Of a component that was asked for, what was delivered last; not what the applicant is still putting together.
    """
    rows = session.scalars(
        select(ComponentFile)
        .join(Dossier, ComponentFile.dossier_id == Dossier.id)
        .where(Dossier.id == dossier_id, ComponentFile.round <= Dossier.delivered_rounds)
        .order_by(ComponentFile.component_no, ComponentFile.round, ComponentFile.position)
    ).all()
    return current_rows(rows)


def current_rows(rows: Sequence[ComponentFile]) -> Sequence[ComponentFile]:
    """Return the rows of the newest delivery of each component, in their order."""
    newest: dict[int, int] = {}
    for row in rows:
        newest[row.component_no] = max(row.round, newest.get(row.component_no, 0))
    return [row for row in rows if row.round == newest[row.component_no]]


def require_complete(rows: Sequence[ComponentFile]) -> None:
    """Make sure that a dossier may be received.

    Raises:
        ComponentsUncheckedError: something has no mark yet.
        ComponentsFaultyError: something is missing, unreadable or wrong.
    """
    require_checked(rows)
    if faulty := _numbers(row for row in rows if row.mark not in FINE):
        raise ComponentsFaultyError(faulty)


def require_checked(rows: Sequence[ComponentFile]) -> None:
    """Make sure that everything was looked at.

    Raises:
        ComponentsUncheckedError: something has no mark yet.
    """
    if unchecked := _numbers(row for row in rows if row.mark is None):
        raise ComponentsUncheckedError(unchecked)


def _mark(row: ComponentFile, found: Finding, by: Actor, at: datetime) -> None:
    remark = found.remark and found.remark.strip() and written(found.remark)
    if found.mark in TOLD_IN_WORDS and not remark:
        raise RemarkMissingError(row.component_no + 1)
    row.mark, row.remark = found.mark, remark or None
    row.marked_at, row.marked_by_id = at, by.post_id


def _numbers(rows: Iterator[ComponentFile]) -> list[int]:
    return sorted({row.component_no + 1 for row in rows})


def _digest(dossier: Dossier, rows: Any) -> str:
    told = [
        {
            "component": row.component_no,
            "round": row.round,
            "position": row.position,
            "mark": row.mark,
            "remark": row.remark,
        }
        for row in rows
    ]
    return digest(Marks(dossier.id, told), MARKS_V1, dossier.data_key)
