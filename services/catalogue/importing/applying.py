"""The verb by which a list begins to count."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.catalogue.importing.diffing import CHANGING, NO_MORE, FieldChange, Outcome, amended
from services.catalogue.importing.errors import (
    FindingsBlockError,
    ListOutdatedError,
    NothingToApplyError,
    ReportRenewedError,
    SecondPersonNeededError,
    WaiverReasonMissingError,
)
from services.catalogue.importing.findings import FindingKind
from services.catalogue.importing.models import ListState, ProcedureSuccessor, StagedList, StagedRow
from services.catalogue.importing.staging import OBJECT, locked_list
from services.catalogue.importing.standing import base_of
from services.catalogue.limits import ReviewedLimits
from services.catalogue.loading.load import lock_catalogue
from services.catalogue.loading.versions import end_version, version_numbers, version_of
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.catalogue.queries import record_of, review_of
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.procedures import read_procedure
from services.catalogue.source.reading import Problems
from services.text import tidy

IMPORT: Final = "catalogue_import"
TIMES: Final = "channels"
"""The field of a record in which its time limits stand."""
LONGEST_REASON: Final = 1_000


def apply(
    session: Session, number: int, *, waivers: Mapping[FindingKind, str], seen: int, by: Actor, at: datetime
) -> CatalogueImport:
    """Bring a list into force: new versions, ends and successors, all or none.

    They hold from the day the list names, or from today where that is past: what was filed before was filed under what
    stood here then.

    Args:
        session: the caller's transaction.
        number: of the list.
        waivers: the circuit breakers that are overruled, each with its reason.
        seen: the version of the list when its report was read.
        by: who applies; not who staged.
        at: when.

    Raises:
        ListUnknownError, ListNotReadyError: as `locked_list`.
        SecondPersonNeededError: the same person staged it.
        ReportRenewedError: it was compared again since the report was read.
        FindingsBlockError: circuit breakers fell that nobody may overrule.
        WaiverReasonMissingError: one fell that may be, and nobody says why.
        NothingToApplyError: it changes nothing.
        ListOutdatedError: what is in force is not what it was compared with.
    """
    lock_catalogue(session)
    staged = locked_list(session, number, ListState.READY)
    if by.person_id is None or by.person_id == staged.staged_by_id:
        raise SecondPersonNeededError
    if staged.version != seen:
        raise ReportRenewedError
    reasons = _reasons(staged, waivers)
    rows = _changing(session, staged)
    if not rows:
        raise NothingToApplyError
    if base_of(session) != staged.base:
        raise ListOutdatedError
    found = CatalogueImport(
        source=staged.issuer,
        as_of=staged.signed_on,
        sha256=staged.sha256,
        counts=staged.counts or {},
        imported_at=at,
        decision_no=staged.decision_no,
        signed_on=staged.signed_on,
        effective_on=max(staged.effective_on, civil_date(at)),
        scope=staged.scope,
    )
    session.add(found)
    session.flush()  # versions refer to the import
    _bring_in(session, rows, found, at)
    staged.state = ListState.APPLIED
    staged.decided_at, staged.decided_by_id, staged.decided_by_post_id = at, by.person_id, by.post_id
    staged.waivers = {kind.value: reason for kind, reason in reasons.items()}
    staged.import_id = found.id
    session.flush()
    record(session, EventTag.CATALOGUE_APPLY, by=by, at=at, object=(IMPORT, found.id), concerning=[(OBJECT, staged.id)])
    return found


def _reasons(staged: StagedList, waivers: Mapping[FindingKind, str]) -> dict[FindingKind, str]:
    fallen = [FindingKind(one["kind"]) for one in staged.findings or ()]
    if blocking := [kind for kind in fallen if not kind.may_be_waived]:
        raise FindingsBlockError(blocking)
    reasons = {kind: tidy(waivers.get(kind, ""))[:LONGEST_REASON] for kind in fallen}
    for kind, reason in reasons.items():
        if not reason:
            raise WaiverReasonMissingError(kind)
    return reasons


def _changing(session: Session, staged: StagedList) -> Sequence[StagedRow]:
    wanted = select(StagedRow).where(StagedRow.list_id == staged.id, StagedRow.outcome.in_(CHANGING))
    return session.scalars(wanted.order_by(StagedRow.position)).all()


def _bring_in(session: Session, rows: Sequence[StagedRow], found: CatalogueImport, at: datetime) -> None:
    codes = {row.code for row in rows} | {code for row in rows for code in row.successors or ()}
    procedures = {one.code: one for one in session.scalars(select(Procedure).where(Procedure.code.in_(codes)))}
    for row in rows:
        if row.code not in procedures:
            procedures[str(row.code)] = Procedure(code=row.code, created_at=at)
            session.add(procedures[str(row.code)])
    open_ones = _open_versions(session, codes)
    numbers = version_numbers(session)
    fresh = []
    for row in rows:
        procedure, present = procedures[str(row.code)], open_ones.get(str(row.code))
        if row.outcome not in NO_MORE:
            version = _version(row, present)
            version.procedure_id = procedure.id
            version.import_id = found.id
            version.number = numbers.get(procedure.id, 0) + 1
            version.valid_from = _day(found)
            fresh.append(version)
        end_version(present, import_id=found.id, on=_day(found))
    session.flush()  # what ends must end before its successor begins: one version a day is a rule of the database
    session.add_all(fresh)
    session.add_all(
        ProcedureSuccessor(
            procedure_id=procedures[str(row.code)].id, successor_id=procedures[code].id, import_id=found.id
        )
        for row in rows
        for code in row.successors or ()
    )
    session.flush()


def _open_versions(session: Session, codes: set[Any]) -> dict[str, ProcedureVersion]:
    rows = session.execute(
        select(Procedure.code, ProcedureVersion)
        .join(Procedure, ProcedureVersion.procedure_id == Procedure.id)
        .where(Procedure.code.in_(codes), ProcedureVersion.valid_until.is_(None))
    )
    return dict(rows.all())


def _version(row: StagedRow, present: ProcedureVersion | None) -> ProcedureVersion:
    """Build the version that a row makes.

    A reviewed limit goes over to it, unless the list itself says anew how long things take: what was decided about the
    former times decides nothing about these.
    """
    if row.outcome is Outcome.ADDED or present is None:
        return version_of(_record(row), None)
    fields = [FieldChange(**one) for one in row.fields or ()]
    review: ReviewedLimits | None = review_of(present)
    if any(one.name == TIMES for one in fields):
        review = None
    return version_of(amended(record_of(present, str(row.code)), fields), review)


def _record(row: StagedRow) -> ProcedureRecord:
    problems = Problems(str(row.code))
    found = read_procedure(row.record, problems)
    if problems:
        raise ValueError("\n".join(map(str, problems)))  # the comparison checked it: somebody changed the row by hand
    return found


def _day(found: CatalogueImport) -> date:
    if found.effective_on is None:
        raise ValueError(found.id)
    return found.effective_on
