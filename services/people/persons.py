"""Persons and organisations, the numbers they are known by, and the accounts they sign in with."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import CreatedAt, Model
from services.keys import HasDataKey, Sealed


class Source(StrEnum):
    """Where what we hold about somebody comes from; what the identity provider said is locked in forms."""

    IDENTITY_PROVIDER = "identity_provider"
    COUNTER = "counter"
    DIRECTORY = "directory"


class IdentityKind(StrEnum):
    """A kind of number that identifies a person (domain brief §4.4)."""

    CITIZEN_ID = "citizen_id"
    CMND = "cmnd"
    PASSPORT = "passport"


class Person(HasDataKey, Model):
    """A human being, with or without an account. What identifies somebody is sealed under the person's own key."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("data_key_id"),)

    source: Mapped[Source]
    name_sealed: Mapped[bytes | None]
    birth_sealed: Mapped[bytes | None]
    sex_sealed: Mapped[bytes | None]
    nationality_sealed: Mapped[bytes | None]
    residence_commune_sealed: Mapped[bytes | None]
    residence_sealed: Mapped[bytes | None]
    email_sealed: Mapped[bytes | None]
    phone_sealed: Mapped[bytes | None]
    seeded: Mapped[bool] = mapped_column(default=False)
    """Invented for the demonstration."""
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt]

    name = Sealed("person.name/1", "name_sealed")
    birth = Sealed("person.birth/1", "birth_sealed")
    """A partial date: `1948`, `1948-05` or `1948-05-09`."""
    sex = Sealed("person.sex/1", "sex_sealed")
    nationality = Sealed("person.nationality/1", "nationality_sealed")
    residence_commune = Sealed("person.residence_commune/1", "residence_commune_sealed")
    residence = Sealed("person.residence/1", "residence_sealed")
    email = Sealed("person.email/1", "email_sealed")
    phone = Sealed("person.phone/1", "phone_sealed")

    numbers: Mapped[list["IdentityNumber"]] = relationship(back_populates="person", lazy="raise_on_sql")


class Organisation(HasDataKey, Model):
    """An enterprise, cooperative or other body that files or is represented."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("data_key_id"),)

    source: Mapped[Source]
    name_sealed: Mapped[bytes | None]
    tax_code_sealed: Mapped[bytes | None]
    tax_code_index: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    address_sealed: Mapped[bytes | None]
    commune_sealed: Mapped[bytes | None]
    email_sealed: Mapped[bytes | None]
    phone_sealed: Mapped[bytes | None]
    representative_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    representative_title: Mapped[str | None]
    seeded: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt]

    name = Sealed("organisation.name/1", "name_sealed")
    tax_code = Sealed("organisation.tax_code/1", "tax_code_sealed")
    address = Sealed("organisation.address/1", "address_sealed")
    commune = Sealed("organisation.commune/1", "commune_sealed")
    email = Sealed("organisation.email/1", "email_sealed")
    phone = Sealed("organisation.phone/1", "phone_sealed")

    representative: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class IdentityNumber(HasDataKey, Model):
    """A number that somebody is or was known by, sealed under that person's key.

    Two persons may carry the same number (a typing error, a re-issued old number): they are never merged by
    themselves, which is why the blind index is not unique.
    """

    __tablename__ = "identity_number"
    __table_args__ = (UniqueConstraint("person_id", "kind", "number_index"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[IdentityKind]
    number_sealed: Mapped[bytes]
    number_index: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    source: Mapped[Source]
    created_at: Mapped[CreatedAt]
    ended_at: Mapped[datetime | None]
    """When we learned that the number is no longer this person's."""

    number = Sealed("identity_number.number/1", "number_sealed")

    person: Mapped[Person] = relationship(back_populates="numbers", lazy="raise_on_sql")


class Account(Model):
    """An electronic identity: whoever `issuer` calls `subject`. There are no passwords and no accounts of our own."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        CheckConstraint("num_nonnulls(person_id, organisation_id) = 1", "person_or_organisation"),
        CheckConstraint("level IN (1, 2)", "level"),
        CheckConstraint("last_login_at >= created_at", "login_after_creation"),
    )

    issuer: Mapped[str]
    subject: Mapped[str] = mapped_column(String(255))
    technical_id: Mapped[str | None] = mapped_column(String(255))
    """The provider's own id of the account where it differs from `subject`; national synchronisation sends it back."""
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    """Level of identity (Decree 69/2024); None where the provider did not say."""
    created_at: Mapped[CreatedAt]
    last_login_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
