"""What became of a dossier, and when it was due: rows that are added and never changed."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.actor import Actor, Role
from services.audit.origin import is_seeding
from services.audit.tags import EventTag
from services.db import Code, CreatedAt, Model, Numbered
from services.dossiers.deadlines import LimitUnit
from services.dossiers.dossier import DUE_BY, Dossier
from services.dossiers.kinds import DeadlineKind, DossierState
from services.keys import HasDataKey, Sealed, SealedJson
from services.people.models import DutyException, OfficerPost, Person, Unit


class DossierTransition(HasDataKey, Model):
    """One act on a dossier, with the states before and after; equal where the act moved nothing.

    `note` is what an officer wrote, `details` what else the act left: the recipient of a result and the proof, the
    papers asked for, the originals returned.
    """

    __tablename__ = "dossier_transition"
    __table_args__ = (
        CheckConstraint("from_state BETWEEN 1 AND 10", "from_state"),
        CheckConstraint("to_state BETWEEN 1 AND 10", "to_state"),
        CheckConstraint("to_state NOT IN (3, 8) OR reason IS NOT NULL", "end_with_reason"),
        Index("ix_dossier_transition_dossier", "dossier_id", "at", "id"),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    at: Mapped[CreatedAt]
    act: Mapped[Code]
    """The value of the act's `EventTag`."""
    from_state: Mapped[DossierState | None] = mapped_column(Numbered(DossierState))
    to_state: Mapped[DossierState] = mapped_column(Numbered(DossierState))
    role: Mapped[Role]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    exception_id: Mapped[UUID | None] = mapped_column(ForeignKey("duty_exception.id"), index=True)
    """The leave under which one person joined duties that are kept apart."""
    reason: Mapped[Code | None]
    """A coded reason; the words are in the note."""
    legal_basis: Mapped[str | None]
    note_sealed: Mapped[bytes | None]
    details_sealed: Mapped[bytes | None]
    seeded: Mapped[bool] = mapped_column(default=False)

    note = Sealed("dossier_transition.note/1", "note_sealed")
    details = SealedJson[dict[str, Any]]("dossier_transition.details/1", "details_sealed")

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class DossierDeadline(HasDataKey, Model):
    """A due date as it was set, with its derivation. The first stays beside every later one."""

    __tablename__ = "dossier_deadline"
    __table_args__ = (
        CheckConstraint(DUE_BY, "due_by"),
        CheckConstraint("limit_value >= 1", "limit_value"),
        CheckConstraint("kind NOT IN ('set_by_hand', 'extended') OR note_sealed IS NOT NULL", "with_reason"),
        CheckConstraint("kind <> 'excluded' OR legal_basis IS NOT NULL", "with_legal_basis"),
        CheckConstraint("kind NOT IN ('computed', 'restarted') OR limit_unit IS NOT NULL", "with_limit"),
        CheckConstraint(
            "kind NOT IN ('restarted', 'excluded', 'extended') OR (form IS NOT NULL AND edition IS NOT NULL)",
            "with_paper",
        ),
        CheckConstraint("calendar_change_id IS NULL OR kind = 'recomputed'", "recomputed_by_a_change"),
        Index("ix_dossier_deadline_dossier", "dossier_id", "set_at", "id"),
        Index("ux_dossier_deadline_extended", "dossier_id", unique=True, postgresql_where=text("kind = 'extended'")),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    set_at: Mapped[CreatedAt]
    kind: Mapped[DeadlineKind]
    started_at: Mapped[datetime]
    """The instant from which the span was counted."""
    limit_value: Mapped[int | None]
    limit_unit: Mapped[LimitUnit | None]
    cutoff: Mapped[time | None]
    due_on: Mapped[date]
    due_at: Mapped[datetime | None]
    due_by: Mapped[datetime]
    confirmed: Mapped[bool]
    derivation: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """`services.calendar.steps.Step.as_data`, line by line."""
    calendar_change_id: Mapped[UUID | None] = mapped_column(ForeignKey("calendar_change.id"), index=True)
    """The change of the calendar by which it was counted anew."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    legal_basis: Mapped[str | None]
    form: Mapped[Code | None]
    edition: Mapped[int | None]
    """Number and edition of the paper that a later date rests on (services/documents/models.py)."""
    note_sealed: Mapped[bytes | None]
    seeded: Mapped[bool] = mapped_column(default=False)

    note = Sealed("dossier_deadline.note/1", "note_sealed")

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")


def add_line(
    session: Session,
    dossier: Dossier,
    act: EventTag,
    *,
    before: DossierState | None,
    by: Actor,
    at: datetime,
    leave: DutyException | None = None,
    **said: Any,
) -> DossierTransition:
    """Add a line to a dossier's history.

    Args:
        session: the caller's transaction.
        dossier: as it stands after the act.
        act: what was done.
        before: the state before it; None for the first line.
        by: who acted.
        at: when.
        leave: the leave under which the actor joined two duties.
        said: `reason`, `legal_basis`, `note` and `details`, where there are any.
    """
    line = DossierTransition(
        data_key=dossier.data_key,
        dossier=dossier,
        at=at,
        act=act.value,
        from_state=before,
        to_state=dossier.state,
        role=by.role,
        person_id=by.person_id,
        post_id=by.post_id,
        unit_id=by.unit_id,
        exception_id=leave.id if leave else None,
        seeded=is_seeding(session),
        **said,
    )
    session.add(line)
    return line


def last_delivery(session: Session, dossier_id: UUID) -> datetime | None:
    """Return when the applicant last delivered what was asked for; one statement."""
    return session.scalar(
        select(func.max(DossierTransition.at)).where(
            DossierTransition.dossier_id == dossier_id, DossierTransition.act == EventTag.DOSSIER_SUPPLEMENT.value
        )
    )
