"""The two verbs of the overlay: decide, and withdraw what has not begun."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.digests import PUBLIC, FieldList, digest
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.models import Procedure
from services.catalogue.overlay.checking import Around, check
from services.catalogue.overlay.decisions import Decision
from services.catalogue.overlay.errors import (
    DecidedMeanwhileError,
    DecisionBegunError,
    DecisionUnknownError,
    DecisionWithdrawnError,
)
from services.catalogue.overlay.models import LocalDecision, LocalDecisionUnit
from services.catalogue.overlay.queries import entered_about
from services.catalogue.queries import record_of, review_of, version_in_force
from services.people.models import Unit, UnitKind
from services.people.queries import held_on

DECISION_V1: Final = FieldList(
    "local_decision/1",
    (
        "number",
        "aspect",
        "restores",
        "case_title",
        "channel",
        "is_open",
        "online_level",
        "form",
        "limit_value",
        "limit_unit",
        "limit_cutoff",
        "fee",
        "note",
        "valid_from",
        "valid_until",
        "source",
        "confirmed",
        "withdrawn_on",
    ),
)


def around(session: Session, code: str, forms: Collection[str], today: date) -> Around:
    """Return what decisions about a procedure are judged by.

    Args:
        session: the caller's.
        code: of the procedure.
        forms: codes of the forms that it can be filed with.
        today: the province's day.

    Raises:
        ProcedureUnknownError: there is none of this code for citizens.
    """
    version = version_in_force(session, code, on=today)
    return Around(
        record=record_of(version, code),
        review=review_of(version),
        entered=entered_about(session, version.procedure_id),
        forms=forms,
        centres=list(one_stop_centres(session, today)),
        today=today,
    )


def one_stop_centres(session: Session, on: date) -> Mapping[str, str]:
    """Return the names of the one-stop centres in existence by code, in the order of names."""
    wanted = select(Unit.code, Unit.name).where(Unit.kind == UnitKind.ONE_STOP_CENTRE, held_on(Unit, on))
    return dict(session.execute(wanted.order_by(Unit.name)).all())


def decide(
    session: Session,
    code: str,
    decision: Decision,
    *,
    forms: Collection[str],
    seen: int,
    by: Actor,
    at: datetime,
) -> LocalDecision:
    """Enter a decision of the province about a procedure.

    Args:
        session: the caller's transaction.
        code: of the procedure.
        decision: what holds, and from when on.
        forms: codes of the forms that the procedure can be filed with.
        seen: the number of the newest decision when the page was shown.
        by: who enters it.
        at: when.

    Raises:
        ProcedureUnknownError: there is none of this code for citizens.
        DecidedMeanwhileError: the page does not show the newest decision.
        InvalidInputError, ConflictError: see `services.catalogue.overlay.checking`.
    """
    procedure = _locked(session, code)
    known = around(session, code, forms, civil_date(at))
    if known.last != seen:
        raise DecidedMeanwhileError
    check(decision, known)
    row = LocalDecision(
        procedure_id=procedure.id,
        number=known.last + 1,
        entered_on=known.today,
        entered_at=at,
        post_id=by.post_id,
        **_columns(decision),
    )
    session.add(row)
    session.flush()  # its units refer to it
    for unit_id in session.scalars(select(Unit.id).where(Unit.code.in_(decision.units))):
        session.add(LocalDecisionUnit(decision_id=row.id, unit_id=unit_id))
    _note(session, row, "restored" if decision.restores else "set", by=by, at=at)
    return row


def withdraw(session: Session, code: str, number: int, *, by: Actor, at: datetime) -> LocalDecision:
    """Withdraw a decision that has not begun; what held before it goes on.

    Raises:
        ProcedureUnknownError: there is no procedure of this code.
        DecisionUnknownError: no decision of this number.
        DecisionBegunError: it holds, or held.
        DecisionWithdrawnError: it is withdrawn already.
    """
    procedure = _locked(session, code)
    row = session.scalar(
        select(LocalDecision).where(LocalDecision.procedure_id == procedure.id, LocalDecision.number == number)
    )
    if row is None:
        raise DecisionUnknownError
    if row.withdrawn_at is not None:
        raise DecisionWithdrawnError
    today = civil_date(at)
    if row.valid_from <= today:
        raise DecisionBegunError(row.valid_from)
    before = digest(row, DECISION_V1, PUBLIC)
    row.withdrawn_on, row.withdrawn_at = today, at
    _note(session, row, "withdrawn", by=by, at=at, before=before)
    return row


def _locked(session: Session, code: str) -> Procedure:
    """Lock a procedure's row: decisions about it are numbered, and each is judged by those before it."""
    found = session.scalar(select(Procedure).where(Procedure.code == code).with_for_update())
    if found is None:
        raise ProcedureUnknownError(code)
    return found


def _columns(one: Decision) -> dict[str, Any]:
    limit = one.limit
    return {
        "aspect": one.aspect,
        "restores": one.restores,
        "case_title": one.case,
        "channel": one.channel,
        "is_open": one.is_open,
        "online_level": one.level,
        "form": one.form,
        "limit_value": limit.value if limit else None,
        "limit_unit": limit.unit if limit else None,
        "limit_cutoff": limit.cutoff if limit else None,
        "fee": one.fee,
        "note": one.note,
        "valid_from": one.valid_from,
        "valid_until": one.valid_until,
        "source": one.source,
        "confirmed": one.confirmed,
    }


def _note(
    session: Session, row: LocalDecision, what: str, *, by: Actor, at: datetime, before: str | None = None
) -> None:
    session.flush()
    record(
        session,
        EventTag.UNIT_PROCEDURE_CHANGE,
        by=by,
        at=at,
        object=("local_decision", row.id),
        concerning=[("procedure", row.procedure_id)],
        before=before,
        after=digest(row, DECISION_V1, PUBLIC),
        reason=f"{row.aspect.value}.{what}",
    )
