"""Everything an officer has before them when a dossier lies on the desk, and what they may do with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.tags import EventTag
from services.calendar.days import WorkCalendar
from services.calendar.province import civil_date
from services.calendar.queries import work_calendar
from services.calendar.steps import Step
from services.catalogue.limits import EffectiveLimit
from services.catalogue.models import ProcedureVersion
from services.catalogue.queries import record_of
from services.catalogue.records import ProcedureRecord
from services.documents.models import Document
from services.dossiers.deadlines import Deadline, Start, due, hand_over_by
from services.dossiers.desk.checking import current_rows
from services.dossiers.desk.clock import Beginning, begins, countable, is_home, limit_under
from services.dossiers.desk.possible import possible_acts
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.forms.definitions import SubjectOf
from services.dossiers.forms.library import definition
from services.dossiers.kinds import DossierState, PartyRole
from services.dossiers.models import ComponentFile, Dossier, DossierDeadline, DossierParty, DossierTransition
from services.dossiers.papers import PaperRow, paper_rows
from services.dossiers.pauses import resumed
from services.dossiers.queries import called
from services.dossiers.supplements.rules import Afterwards, SupplementRule, supplement_rule
from services.dossiers.timeliness import Counted, Standing, classify, counted
from services.dossiers.visibility import visible_dossiers
from services.dossiers.workflow import Act
from services.people.hours import office_hours_of
from services.people.mandates import require_mandate
from services.people.officers import Officer, officers

STARTS_CLOCK = {DossierState.REGISTERED: Act.RECEIVE, DossierState.RECEIVED: Act.HAND_OVER}


@dataclass(frozen=True, slots=True, repr=False)
class DeskPaper:
    """One paper of the case with everything handed in for it, marks included.

    `former` is what a later delivery took the place of.
    """

    row: PaperRow
    answers: Sequence[ComponentFile]
    former: Sequence[ComponentFile] = ()


@dataclass(frozen=True, slots=True, repr=False)
class DeskLine:
    """One act of the history, and the officer who did it; None for the applicant and for the program."""

    transition: DossierTransition
    officer: Officer | None


@dataclass(frozen=True, slots=True, repr=False)
class DeskDeadline:
    """A due date as it was set, with every day that was counted."""

    deadline: DossierDeadline
    steps: Sequence[Step]
    officer: Officer | None


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """A dossier on the desk. Personal data.

    Attributes:
        standing: against its deadline; None before there is one, and while it stands still.
        counted: how the national figures count it at this moment.
        hand_over_by: by when it is, or was, to be handed over; None before receipt.
        limit: what the case and the channel allow; for the page to say why a day is asked for.
        acts: what the actor may do now.
        sets_day: whether the next act starts a clock for which no limit can be counted, so that a day is asked for.
        would_be: the due date that the next act would set if it were done this moment; None where it sets none.
        supplement: the rule by which papers are asked for in this procedure.
    """

    dossier: Dossier
    procedure_code: str
    record: ProcedureRecord
    parties: Sequence[DossierParty]
    papers: Sequence[DeskPaper]
    history: Sequence[DeskLine]
    deadlines: Sequence[DeskDeadline]
    handler: Officer | None
    standing: Standing | None
    counted: Counted
    hand_over_by: datetime | None
    limit: EffectiveLimit
    acts: Sequence[Act]
    sets_day: bool
    would_be: Deadline | None
    supplement: SupplementRule

    @property
    def applicant(self) -> DossierParty:
        """Whom the result is for, as last entered."""
        return [one for one in self.parties if one.role is PartyRole.APPLICANT][-1]

    def reading(self, by: Actor, at: datetime) -> Mapping[str, Any]:
        """Return the event of somebody reading this, for `gateway.db.record_apart`: reads change nothing here."""
        return {
            "tag": EventTag.DOSSIER_READ,
            "by": by,
            "at": at,
            "object": ("dossier", self.dossier.id),
            "concerning": [
                *(("person", one.person_id) for one in self.parties if one.person_id is not None),
                *(("organisation", one.organisation_id) for one in self.parties if one.organisation_id is not None),
            ],
        }


def dossier_desk(session: Session, written: str, actor: Actor, *, at: datetime) -> Desk:
    """Return a dossier by its code or reference, with everything about it.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor.
    """
    return _desk(session, _one(session, called(written), visible_dossiers(actor)), actor, at)


def dossier_under_mandate(session: Session, written: str, actor: Actor, *, at: datetime) -> Desk:
    """Return the same for an auditor, who may do nothing with it.

    Raises:
        DossierNotFoundError: there is none.
        OutsideMandateError: no mandate of that day covers the centre that received it or the body that decides.
    """
    dossier = _one(session, called(written))
    require_mandate(session, actor, (dossier.receipt_unit_id, dossier.competent_unit_id), civil_date(at))
    return _desk(session, dossier, actor, at)


def codes_of(session: Session, dossier_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return how dossiers are called, to name them in lists of events."""
    rows = session.execute(select(Dossier.id, Dossier.code, Dossier.reference).where(Dossier.id.in_(dossier_ids)))
    return {key: code or reference for key, code, reference in rows}


def _one(session: Session, *conditions: ColumnElement[bool]) -> Dossier:
    version = joinedload(Dossier.procedure_version).joinedload(ProcedureVersion.procedure)
    units = (joinedload(one) for one in (Dossier.competent_unit, Dossier.receipt_unit, Dossier.help_unit))
    found = session.scalar(select(Dossier).where(*conditions).options(version, *units))
    if found is None:
        raise DossierNotFoundError
    return found


def _desk(session: Session, dossier: Dossier, actor: Actor, at: datetime) -> Desk:
    code = dossier.procedure_version.procedure.code
    record = record_of(dossier.procedure_version, code)
    limit = limit_under(session, dossier.procedure_version, code, dossier)
    parties = session.scalars(
        select(DossierParty).where(DossierParty.dossier_id == dossier.id).order_by(DossierParty.id)
    ).all()
    history = session.scalars(
        select(DossierTransition)
        .where(DossierTransition.dossier_id == dossier.id)
        .order_by(DossierTransition.at, DossierTransition.id)
    ).all()
    deadlines = session.scalars(
        select(DossierDeadline)
        .where(DossierDeadline.dossier_id == dossier.id)
        .order_by(DossierDeadline.set_at, DossierDeadline.id)
    ).all()
    acted = [one.post_id for one in history] + [one.post_id for one in deadlines]
    known = officers(session, [dossier.handler_post_id, *acted])
    calendar = work_calendar(session)
    acts = possible_acts(session, dossier, history, actor, at)
    starts = _starts_clock(dossier, acts)
    rule = supplement_rule(code)
    goes_on = Act.ACCEPT_SUPPLEMENT in acts
    foreseen = _would_be(session, dossier, limit, calendar, _beginning(dossier, history, at)) if starts else None
    if goes_on:
        foreseen = _would_go_on(session, dossier, limit, calendar, history, rule)
    return Desk(
        dossier=dossier,
        procedure_code=code,
        record=record,
        parties=parties,
        papers=_papers(session, dossier, record, parties),
        history=[DeskLine(one, known.get(one.post_id) if one.post_id else None) for one in history],
        deadlines=[_deadline(one, known) for one in deadlines],
        handler=known.get(dossier.handler_post_id) if dossier.handler_post_id else None,
        standing=_standing(dossier, calendar, at),
        counted=counted(
            dossier.due_by,
            requests=dossier.asked_rounds,
            at=at,
            paused_at=dossier.paused_at,
            ended_at=dossier.ended_at,
        ),
        hand_over_by=_latest(session, dossier, calendar),
        limit=limit,
        acts=acts,
        sets_day=limit.limit is None and (starts or (goes_on and rule.afterwards is Afterwards.RESTART)),
        would_be=foreseen,
        supplement=rule,
    )


def _papers(
    session: Session, dossier: Dossier, record: ProcedureRecord, parties: Sequence[DossierParty]
) -> list[DeskPaper]:
    """Put what was handed in beside the papers of the case, those that the form or the case leaves out included."""
    of_organisation = any(one.role is PartyRole.APPLICANT and one.organisation_id for one in parties)
    subject = SubjectOf.ORGANISATION if of_organisation else SubjectOf.PERSON
    rows = session.scalars(
        select(ComponentFile)
        .where(ComponentFile.dossier_id == dossier.id, ComponentFile.round <= dossier.delivered_rounds)
        .order_by(ComponentFile.component_no, ComponentFile.round, ComponentFile.position)
        .options(joinedload(ComponentFile.document).joinedload(Document.blob))
    ).all()
    wanted = paper_rows(record, dossier.case_title, definition(dossier.form), dossier.answers or {}, subject)
    counting = {row.id for row in current_rows(rows)}
    return [
        DeskPaper(
            one,
            [row for row in rows if row.component_no == one.number and row.id in counting],
            [row for row in rows if row.component_no == one.number and row.id not in counting],
        )
        for one in wanted
    ]


def _deadline(one: DossierDeadline, known: Mapping[UUID, Officer]) -> DeskDeadline:
    steps = [Step.from_data(step) for step in one.derivation]
    return DeskDeadline(one, steps, known.get(one.post_id) if one.post_id else None)


def _standing(dossier: Dossier, calendar: WorkCalendar, at: datetime) -> Standing | None:
    if dossier.due_by is None or dossier.paused_at is not None:
        return None
    return classify(dossier.due_by, at=at, finished_at=dossier.ended_at, calendar=calendar)


def _would_be(
    session: Session, dossier: Dossier, limit: EffectiveLimit, calendar: WorkCalendar, begun: Beginning
) -> Deadline | None:
    if (known := countable(limit)) is None:
        return None
    hours = office_hours_of(session, dossier.competent_unit_id, civil_date(begun.since))
    return due(begun.since, known, calendar, hours, start=begun.start)


def _beginning(dossier: Dossier, history: Sequence[DossierTransition], at: datetime) -> Beginning:
    """Return since when the limit is counted if the next act starts its clock at a moment."""
    if dossier.state is not DossierState.REGISTERED:
        return Beginning(at)
    return begins(dossier, max(_deliveries(history), default=None), at)


def _deliveries(history: Sequence[DossierTransition]) -> list[datetime]:
    return [one.at for one in history if one.act == EventTag.DOSSIER_SUPPLEMENT]


def _would_go_on(
    session: Session,
    dossier: Dossier,
    limit: EffectiveLimit,
    calendar: WorkCalendar,
    history: Sequence[DossierTransition],
    rule: SupplementRule,
) -> Deadline | None:
    """Return the due date that accepting a delivery gives: it does not depend on when that is done."""
    delivered = _deliveries(history)[-1]
    if rule.afterwards is Afterwards.RESTART:
        return _would_be(session, dossier, limit, calendar, Beginning(delivered, Start.COMPLETED))
    if dossier.paused_at is None or dossier.due_on is None:
        return None
    return resumed(
        dossier.due_on,
        dossier.due_at,
        countable(limit),
        paused_at=dossier.paused_at,
        resumed_at=delivered,
        calendar=calendar,
        hours=office_hours_of(session, dossier.competent_unit_id, civil_date(dossier.paused_at)),
    )


def _latest(session: Session, dossier: Dossier, calendar: WorkCalendar) -> datetime | None:
    if dossier.received_at is None:
        return None
    hours = office_hours_of(session, dossier.receipt_unit_id, civil_date(dossier.received_at))
    return hand_over_by(dossier.received_at, calendar, hours)


def _starts_clock(dossier: Dossier, acts: Sequence[Act]) -> bool:
    """Tell whether the next act starts the clock: receipt at the centre of the deciding body, else the hand-over."""
    act = STARTS_CLOCK.get(dossier.state)
    if act not in acts or dossier.arrived_at is not None:
        return False
    return act is Act.HAND_OVER or is_home(dossier.receipt_unit, dossier.competent_unit)
