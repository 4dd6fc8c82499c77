"""What officers may act as, and for how long: posts, delegations, mandates of auditors, exceptions."""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.actor import Role
from services.db import CreatedAt, Model
from services.people.persons import Person
from services.people.units import Unit


class SigningForm(StrEnum):
    """How one signs for another (Decree 30/2020 Art. 13): KT. deputy, TM. collective, TL. by order, TUQ. authorised."""

    KT = "KT"
    TM = "TM"
    TL = "TL"
    TUQ = "TUQ"


class Duty(StrEnum):
    """A duty that one person may not join with another in the same dossier, unless excepted (domain brief §8.3)."""

    RECEIVE = "receive"
    HANDLE = "handle"
    DECIDE = "decide"


SAME_POST: Final = "hashtextextended(((person_id)::text || (unit_id)::text) || (role)::text, 0::bigint)"


class OfficerPost(Model):
    """One person in one role at one unit, from a day to a day. An officer acts in one post at a time.

    `signature_lines` is what stands above the name under a signed paper, line by line.
    """

    __tablename__ = "officer_post"
    __table_args__ = (
        CheckConstraint("role NOT IN ('citizen', 'system')", "role_of_an_officer"),
        CheckConstraint("valid_until >= valid_from", "ends_after_it_begins"),
        UniqueConstraint("person_id", "unit_id", "role", "valid_from"),
        ExcludeConstraint(
            # GiST has no equality for uuid of its own, but ranges have: one that holds a digest of the three alone.
            (text(f"int8range({SAME_POST}, {SAME_POST}, '[]'::text)"), "="),
            (text("daterange(valid_from, valid_until)"), "&&"),
            name="ex_officer_post_overlap",
        ),
        Index("ix_officer_post_unit_role", "unit_id", "role"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[Role]
    title: Mapped[str]
    signature_lines: Mapped[list[str]] = mapped_column(default=list)
    seconded_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    """The body that sent this officer to the one-stop centre; its dossiers are what the officer receives."""
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """First day on which the post is no longer held; that of its beginning for one given by mistake."""
    decision: Mapped[str | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id], lazy="raise_on_sql")
    seconded_from: Mapped[Unit | None] = relationship(foreign_keys=[seconded_from_id], lazy="raise_on_sql")


class Delegation(Model):
    """The right of a post to sign for another. A written authorisation (TUQ.) always ends and is never passed on."""

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
        CheckConstraint("form <> 'TUQ' OR valid_until IS NOT NULL", "authorisation_ends"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("officer_post.id"), index=True)
    form: Mapped[SigningForm]
    for_post: Mapped[str]
    scope: Mapped[str]
    fields: Mapped[list[str] | None]
    """The same scope for the program: fields of procedures. None: every field."""
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    document: Mapped[str]
    """Number and date of the paper that delegates."""

    post: Mapped[OfficerPost] = relationship(lazy="raise_on_sql")


class Mandate(Model):
    """The decision by which an auditor may read the content of dossiers of some units within some dates."""

    __tablename__ = "mandate"
    __table_args__ = (CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("officer_post.id"), index=True)
    decision: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]

    post: Mapped[OfficerPost] = relationship(lazy="raise_on_sql")
    units: Mapped[list["MandateUnit"]] = relationship(back_populates="mandate", lazy="raise_on_sql")


class MandateUnit(Model):
    """One unit within a mandate."""

    __tablename__ = "mandate_unit"
    __table_args__ = (UniqueConstraint("mandate_id", "unit_id"),)

    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandate.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))

    mandate: Mapped[Mandate] = relationship(back_populates="units", lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class DutyException(Model):
    """Leave for one person to join duties that are kept apart, by a dated decision; every use is logged."""

    __tablename__ = "duty_exception"
    __table_args__ = (
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
        CheckConstraint("jsonb_array_length(duties) >= 2", "joins_duties"),
        Index("ix_duty_exception_person_unit", "person_id", "unit_id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    duties: Mapped[list[str]]
    """Values of `Duty`."""
    decision: Mapped[str]
    reason: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    """First day on which the exception no longer holds."""
    created_at: Mapped[CreatedAt]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
