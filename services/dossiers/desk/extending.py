"""One apology with one new date: the specialist proposes it, a leader approves it while the old date is still ahead.

The rule is data (services/catalogue/data/extension.json). Nothing else moves because of it, and what is late is
finished all the same: an apology that would come too late is refused, the handling is not.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.days import ONE_DAY
from services.calendar.province import civil_date
from services.calendar.queries import held_calendar
from services.calendar.steps import Step, StepKind
from services.dossiers.act_errors import (
    DueDateUnusableError,
    ExtendedBeforeError,
    NewDateNotLaterError,
    NotHandlingError,
    TooLateToApologiseError,
)
from services.dossiers.deadlines import Deadline, end_of
from services.dossiers.desk.acting import Begun, begin, conclude, written
from services.dossiers.desk.clock import set_due
from services.dossiers.desk.duties import keep_apart, note_leave
from services.dossiers.desk.proposals import answered, rejected
from services.dossiers.kinds import DeadlineKind
from services.dossiers.models import Dossier, DossierDeadline
from services.dossiers.workflow import Act
from services.jobs import defer

APOLOGY: Final = "04"
"""The form by which a new date is given."""
UNTIL, FORMER = "until", "former"
"""Names under which a line of history keeps the new day and the old one."""


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How many days before the old date an apology has to be out, and by which text."""

    days_before: int
    source: str
    confirmed: bool


@cache
def extension_rule() -> ExtensionRule:
    """Return the rule of the country."""
    text = (files("services.catalogue") / "data" / "extension.json").read_text(encoding="utf-8")
    return ExtensionRule(**json.loads(text))


def propose_extension(
    session: Session, dossier_id: UUID, until: date, why: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Ask the leader to apologise and to give one new date.

    Args:
        session: the caller's transaction.
        dossier_id: which.
        until: the new day, a working day after the old one.
        why: in words; the paper prints it.
        by: the specialist who took the dossier.
        at: when.
        version: of the page that the act was chosen on.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        NotHandlingError: another specialist took the dossier.
        ExtendedBeforeError: there was an apology; a second one is not allowed.
        TooLateToApologiseError: the last day for it is over.
        NewDateNotLaterError, DueDateUnusableError: the day.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.PROPOSE_EXTENSION, by=by, at=at, version=version)
    if begun.dossier.handler_post_id != by.post_id:
        raise NotHandlingError(Act.PROPOSE_EXTENSION)
    _new_deadline(begun, until)
    conclude(begun, note=written(why), details={UNTIL: until.isoformat()})
    return begun.dossier


def approve_extension(
    session: Session, dossier_id: UUID, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Apologise and give the new date as proposed, beside the old one, and have form 04 drawn.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        DutiesJoinedError: the same person received or handles the dossier, and no leave covers the day.
        ExtendedBeforeError, TooLateToApologiseError, NewDateNotLaterError, DueDateUnusableError: what was true when
            it was proposed is not any more.
    """
    begun = begin(session, dossier_id, Act.APPROVE_EXTENSION, by=by, at=at, version=version)
    dossier = begun.dossier
    proposed = answered(begun, Act.APPROVE_EXTENSION)
    leave = keep_apart(session, dossier, Act.APPROVE_EXTENSION, by=by, at=at)
    deadline = _new_deadline(begun, date.fromisoformat((proposed.details or {})[UNTIL]))
    note_leave(session, leave, dossier, by=by, at=at)
    former = dossier.due_on
    set_due(
        session,
        dossier,
        deadline,
        DeadlineKind.EXTENDED,
        None,
        started_at=at,
        by=by,
        at=at,
        legal_basis=extension_rule().source,
        note=proposed.note,
        form=APOLOGY,
        edition=1,
    )
    told: dict[str, Any] = {FORMER: former and former.isoformat(), UNTIL: deadline.due_on.isoformat()}
    line = conclude(begun, note=proposed.note, legal_basis=extension_rule().source, details=told, leave=leave)
    defer(session, "form_04", dossier_id=dossier.id, line_id=line.id)
    return dossier


def reject_extension(
    session: Session, dossier_id: UUID, words: str, *, by: Actor, at: datetime, version: int | None = None
) -> Dossier:
    """Keep the date as it is, and say why.

    Raises:
        DossierNotFoundError, DossierChangedElsewhereError and those of the table: see `begin`.
        OwnProposalError: the same person proposed it, perhaps in another post.
        WordsMissingError, WordsTooLongError: nobody said why.
    """
    begun = begin(session, dossier_id, Act.REJECT_EXTENSION, by=by, at=at, version=version)
    return rejected(begun, Act.REJECT_EXTENSION, words)


def apologise_by(dossier: Dossier) -> date | None:
    """Return the last day on which an apology may go out; None before there is a date to move."""
    return dossier.due_on - extension_rule().days_before * ONE_DAY if dossier.due_on else None


def may_extend(session: Session, dossier: Dossier, at: datetime) -> bool:
    """Tell whether there is still an apology to give, and time for it."""
    last = apologise_by(dossier)
    return last is not None and civil_date(at) <= last and not was_extended(session, dossier)


def was_extended(session: Session, dossier: Dossier) -> bool:
    """Tell whether a dossier has had its apology."""
    wanted = exists().where(DossierDeadline.dossier_id == dossier.id, DossierDeadline.kind == DeadlineKind.EXTENDED)
    return bool(session.scalar(select(wanted)))


def _new_deadline(begun: Begun, until: date) -> Deadline:
    """Return the new due date.

    Raises:
        ExtendedBeforeError, TooLateToApologiseError, NewDateNotLaterError, DueDateUnusableError: see the verbs.
    """
    dossier, last = begun.dossier, apologise_by(begun.dossier)
    if last is None or dossier.due_on is None:
        raise ValueError("a dossier that is handled is due")  # a CHECK of the database says so
    if was_extended(begun.session, dossier):
        raise ExtendedBeforeError
    today = civil_date(begun.at)
    if today > last:
        raise TooLateToApologiseError(last)
    if until <= dossier.due_on:
        raise NewDateNotLaterError(dossier.due_on)
    calendar = held_calendar(begun.session)
    if not calendar.is_working_day(until):
        raise DueDateUnusableError(until)
    steps = (Step(dossier.due_on, StepKind.FORMER_DUE), Step(until, StepKind.DUE))
    return Deadline(until, None, end_of(until), steps, calendar.confirmed(today, until))
