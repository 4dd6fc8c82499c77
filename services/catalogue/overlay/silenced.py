"""Which decisions of the province an official list would leave without effect, for whoever reads its report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.catalogue.importing.applying import TIMES
from services.catalogue.importing.diffing import FieldChange, amended
from services.catalogue.kinds import Aspect
from services.catalogue.limits import LocalLimit, ReviewedLimits, decided_cases, effective_limit
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.overlay.decisions import Decision
from services.catalogue.overlay.models import LocalDecision
from services.catalogue.overlay.queries import decision_of, lasts
from services.catalogue.queries import record_of, review_of
from services.catalogue.records import ProcedureRecord


class Silence(StrEnum):
    """Why a decision says nothing any more."""

    NOT_SHORTER = "not_shorter"
    """The new limit is shorter, or in a unit by which nobody can tell."""
    CASE_GONE = "case_gone"
    """No case is called so any more."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """A decision that a list would leave without effect. `number` counts those about its procedure."""

    number: int
    aspect: Aspect
    why: Silence


def silenced(
    session: Session, changes: Mapping[str, Sequence[FieldChange]], on: date
) -> Mapping[str, Sequence[Silenced]]:
    """Return the decisions about limits and fees that amendments leave without effect, by code; one statement.

    Args:
        session: the caller's.
        changes: the amended fields of procedures, by code.
        on: the day from which they hold; decisions that have ended by then are not asked.
    """
    if not changes:
        return {}
    wanted = (
        select(Procedure.code, ProcedureVersion, LocalDecision)
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .join(LocalDecision, LocalDecision.procedure_id == Procedure.id)
        .where(
            Procedure.code.in_(changes),
            ProcedureVersion.valid_until.is_(None),
            LocalDecision.aspect.in_([Aspect.LIMIT, Aspect.FEE]),
            ~LocalDecision.restores,
            LocalDecision.withdrawn_at.is_(None),
            lasts(on),
        )
        .order_by(Procedure.code, LocalDecision.number)
    )
    found: dict[str, list[Silenced]] = {}
    for code, version, row in session.execute(wanted):
        why = _why(version, code, changes[code], decision_of(row))
        if why is not None:
            found.setdefault(code, []).append(Silenced(row.number, row.aspect, why))
    return found


def _why(version: ProcedureVersion, code: str, fields: Sequence[FieldChange], decision: Decision) -> Silence | None:
    before, review = record_of(version, code), review_of(version)
    after = amended(before, fields)
    kept = None if any(one.name == TIMES for one in fields) else review
    if decision.case in set(_cases(before, review)) - set(_cases(after, kept)):
        return Silence.CASE_GONE
    if decision.limit is None:
        return None
    local = [LocalLimit(decision.limit, decision.source, decision.confirmed)]
    had, has = (
        effective_limit(record, how, case=decision.case, channel=decision.channel, local=local).local
        for record, how in ((before, review), (after, kept))
    )
    return Silence.NOT_SHORTER if had is not None and has is None else None


def _cases(record: ProcedureRecord, review: ReviewedLimits | None) -> Iterator[str]:
    yield from (case.title for case in record.cases if case.title)
    yield from decided_cases(review)
