"""Dossiers in any state, and officers at any unit: the least valid rows, without the way that leads there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.models import AuditEvent
from services.audit.tags import EventTag
from services.catalogue.kinds import Channel
from services.catalogue.models import Procedure, ProcedureVersion
from services.dossiers.desk import Finding, check_components
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import (
    ComponentAnswer,
    ComponentMark,
    DossierState,
    PartyRole,
    RequestStage,
    SubjectKind,
    WaitingFor,
)
from services.dossiers.models import (
    ComponentFile,
    Dossier,
    DossierParty,
    DossierTransition,
    SupplementItem,
    SupplementRequest,
)
from services.ids import new_id
from services.keys import DataKey
from services.people.models import OfficerPost, Unit
from tests.factories import FRIDAY, a_citizen, a_person

CENTRE, BODY, ROOM = "X01273.TT", "X01273", "X01273.VP"
PROVINCE_CENTRE, DEPARTMENT = "TTPVHCC", "STP"
DUE_ON = date(2026, 11, 27)
DUE_BY = datetime(2026, 11, 27, 17, tzinfo=FRIDAY.tzinfo)  # 24:00 of that day, in the province

GOT = {"received_at": FRIDAY}
HANDLED = GOT | {"arrived_at": FRIDAY, "due_on": DUE_ON, "due_by": DUE_BY, "due_confirmed": True}
ENDED = {"ended_at": FRIDAY, "waiting_for": None}
ASKED = {"waiting_for": WaitingFor.APPLICANT, "asked_rounds": 1, "answer_by": date(2026, 12, 1)}
STANDS: dict[DossierState, dict[str, Any]] = {
    DossierState.REGISTERED: {"waiting_for": WaitingFor.RECEIVER},
    DossierState.RECEIVED: HANDLED | {"waiting_for": WaitingFor.RECEIVER},
    DossierState.REFUSED: ENDED,
    DossierState.IN_PROGRESS: HANDLED | {"waiting_for": WaitingFor.SPECIALIST},
    DossierState.SUPPLEMENT_ASKED: HANDLED | ASKED,
    DossierState.PAYMENT_ASKED: HANDLED | {"waiting_for": WaitingFor.APPLICANT},
    DossierState.WITHDRAWN: HANDLED | ENDED,
    DossierState.STOPPED: HANDLED | ENDED,
    DossierState.FINISHED: HANDLED | {"ended_at": FRIDAY, "waiting_for": WaitingFor.RECEIVER},
    DossierState.RETURNED: HANDLED | ENDED | {"returned_at": FRIDAY},
}


def unit_id(session: Session, code: str) -> UUID:
    """The key of a unit."""
    return session.scalars(select(Unit.id).where(Unit.code == code)).one()


def a_post(
    session: Session, role: Role, unit: str, *, person_id: UUID | None = None, sent_by: str | None = None
) -> Actor:
    """An officer in a post of their own."""
    post = OfficerPost(
        person_id=person_id or a_person(session, "Cán Bộ Thử Mẫu").id,
        unit_id=unit_id(session, unit),
        role=role,
        title="Chuyên viên thử",
        seconded_from_id=unit_id(session, sent_by) if sent_by else None,
        valid_from=FRIDAY.date() - timedelta(days=30),
    )
    session.add(post)
    session.flush()
    return Actor(post.person_id, role, post_id=post.id, unit_id=post.unit_id)


def staff(session: Session, body: str) -> None:
    """Give a body everybody it needs to decide: without them nothing can be filed there."""
    for role in (Role.SPECIALIST, Role.LEADER, Role.CLERK):
        a_post(session, role, body)


def a_dossier(
    session: Session,
    state: DossierState = DossierState.REGISTERED,
    *,
    code: str = "2.000908",
    centre: str = CENTRE,
    body: str = BODY,
    applicant: Actor | None = None,
    files: int = 1,
    mark: ComponentMark | None = ComponentMark.GOOD,
    **changes: Any,
) -> Dossier:
    """A dossier as it stands in a state. In state 1 everything is marked, so that it may be received."""
    applicant = applicant or a_citizen(session)
    values = {"channel": Channel.ONLINE, "submitted_at": FRIDAY} | STANDS[state] | changes
    version = session.scalars(
        select(ProcedureVersion.id)
        .join(Procedure)
        .where(Procedure.code == code, ProcedureVersion.valid_until.is_(None))
    ).one()
    dossier = Dossier(
        data_key=DataKey.make(session.info["keys"]),
        reference=f"T{new_id().hex.upper()}",
        code=f"K{new_id().hex.upper()}" if values.get("received_at") else None,
        procedure_version_id=version,
        form="generic/1",
        receipt_unit_id=unit_id(session, centre),
        competent_unit_id=unit_id(session, body),
        state=state,
        **values,
    )
    key = dossier.data_key
    whose = {"organisation_id": applicant.acting_for} if applicant.acting_for else {"person_id": applicant.person_id}
    subject = SubjectKind.ENTERPRISE if applicant.acting_for else SubjectKind.CITIZEN
    session.add(dossier)
    session.flush()
    session.add(
        DossierParty(
            data_key=key, dossier=dossier, role=PartyRole.APPLICANT, subject=subject, name="Người Thử Mẫu", **whose
        )
    )
    marked = {"mark": mark, "marked_at": FRIDAY, "remark": "mờ"} if mark else {}
    session.add_all(
        ComponentFile(data_key=key, dossier=dossier, component_no=n, answer=ComponentAnswer.LOOK_UP, **marked)
        for n in range(files)
    )
    if dossier.asked_rounds:
        session.add(a_request(dossier))
    session.flush()
    return dossier


def a_request(dossier: Dossier, fault: ComponentMark = ComponentMark.MISSING) -> SupplementRequest:
    """The first request for papers, about component 1."""
    return SupplementRequest(
        data_key=dossier.data_key,
        dossier=dossier,
        number=dossier.asked_rounds,
        stage=RequestStage.RECEIPT,
        asked_at=FRIDAY,
        answer_by=dossier.answer_by or DUE_ON,
        items=[SupplementItem(data_key=dossier.data_key, position=0, component_no=0, fault=fault)],
    )


def answered(session: Session, dossier: Dossier) -> None:
    """Put together, without delivering it, an answer to everything that is asked."""
    key, asked = dossier.data_key, dossier.asked_rounds
    numbers = session.scalars(
        select(SupplementItem.component_no)
        .join(SupplementRequest)
        .where(SupplementRequest.dossier_id == dossier.id, SupplementRequest.number == asked)
        .distinct()
    ).all()
    session.add_all(
        ComponentFile(data_key=key, dossier=dossier, component_no=n, round=asked, answer=ComponentAnswer.LOOK_UP)
        for n in numbers
    )
    session.flush()


def mark_all(session: Session, dossier: Dossier, by: Actor, at: datetime = FRIDAY) -> None:
    """Find everything good."""
    findings = [Finding(row.id, ComponentMark.GOOD) for row in handed_in(session, dossier.id)]
    check_components(session, dossier.id, findings, by=by, at=at)


def lines(session: Session, dossier: Dossier) -> list[DossierTransition]:
    """The history of a dossier."""
    return list(
        session.scalars(
            select(DossierTransition).where(DossierTransition.dossier_id == dossier.id).order_by(DossierTransition.id)
        )
    )


def jobs_about(session: Session, dossier: Dossier) -> list[str]:
    """The names of the jobs that were promised about a dossier."""
    query = sa.text("SELECT task_name FROM procrastinate_jobs WHERE args ->> 'dossier_id' = :key ORDER BY id")
    return list(session.scalars(query, {"key": str(dossier.id)}))


def count_events(session: Session) -> int:
    """How many events there are."""
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def newest_tags(session: Session, count: int) -> list[EventTag]:
    """The names of the newest events, oldest first."""
    found = session.scalars(select(AuditEvent.body).order_by(AuditEvent.id.desc()).limit(count)).all()
    return [EventTag(body.split(b'"action":"')[1].split(b'"')[0].decode()) for body in reversed(found)]


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """The statements that a block sends."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):
            seen.append(statement)

    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", note)
    yield seen
    sa.event.remove(connection, "before_cursor_execute", note)
