"""Units of the administration: the province, its departments, communes, one-stop centres and their rooms."""

from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Code, Model


class UnitKind(StrEnum):
    """What a unit is. Since 2025-07-01 there are two tiers, province and commune (domain brief §8.1)."""

    PROVINCE = "province"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    ONE_STOP_CENTRE = "one_stop_centre"
    ROOM = "room"
    VERTICAL = "vertical"
    PUBLIC_SERVICE = "public_service"
    SUPPORT_POINT = "support_point"


class AliasKind(StrEnum):
    """Another way in which a unit is called: on old papers, in other systems, in another spelling."""

    FORMER_NAME = "former_name"
    FORMER_COMMUNE = "former_commune"
    OTHER_CODE = "other_code"
    SPELLING = "spelling"


class Unit(Model):
    """A body or a part of one. Everything here is public office data and stays readable.

    `code` is what our addresses show; `electronic_code` is the one of Decision 20/2020, provisional until the province
    confirms it. The communes of one area share `commune_code` with their centre and rooms.
    """

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("parent_id <> id", "not_its_own_parent"),
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
        CheckConstraint("kind <> 'commune' OR commune_code IS NOT NULL", "commune_has_its_code"),
        CheckConstraint("length(electronic_code) <= 35", "electronic_code_length"),
        CheckConstraint(
            "contact_source IS NOT NULL OR num_nonnulls(address, phone, email, way) = 0", "contact_names_its_source"
        ),
        Index("ux_unit_commune", "commune_code", unique=True, postgresql_where=text("kind = 'commune'")),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[UnitKind]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    electronic_code: Mapped[Code | None] = mapped_column(unique=True)
    electronic_code_confirmed: Mapped[bool] = mapped_column(default=False)
    commune_code: Mapped[str | None] = mapped_column(String(5), index=True)
    line_ministry: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    way: Mapped[str | None]
    """How to get there, as one tells somebody who comes for the first time."""
    contact_source: Mapped[str | None]
    """Who or what said the address and the rest; without it nothing of them is known."""
    contact_invented: Mapped[bool] = mapped_column(default=False)
    """Made up for the demonstration: nobody is to go there, and pages say so."""
    confirmed: Mapped[bool] = mapped_column(default=True)
    """False: compiled from public records, not confirmed by the province; shown as such."""
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """First day on which the unit is no more."""

    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id", lazy="raise_on_sql")
    aliases: Mapped[list["UnitAlias"]] = relationship(back_populates="unit", lazy="raise_on_sql")
    hours: Mapped[list["OfficeHours"]] = relationship(back_populates="unit", lazy="raise_on_sql")


class UnitAlias(Model):
    """An old name or code of a unit: papers keep the names of communes that were merged away."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "kind", "value"),)

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[AliasKind]
    value: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    """`value` without diacritics and in lower case, to be found by."""
    code: Mapped[Code | None]
    """The own code of a commune that was merged away: with the name it is a row of the old-to-new table."""
    valid_until: Mapped[date | None]
    source: Mapped[str | None]

    unit: Mapped[Unit] = relationship(back_populates="aliases", lazy="raise_on_sql")


class OfficeHours(Model):
    """One window of one weekday in which a unit works. A unit without rows keeps the hours of its parent."""

    __tablename__ = "office_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 7", "iso_weekday"),
        CheckConstraint("closes > opens", "closes_after_it_opens"),
        CheckConstraint("valid_until > valid_from", "ends_after_it_begins"),
        UniqueConstraint("unit_id", "weekday", "opens", "valid_from"),
    )

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    weekday: Mapped[int]
    """ISO 8601: Monday is 1."""
    opens: Mapped[time]
    closes: Mapped[time]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]

    unit: Mapped[Unit] = relationship(back_populates="hours", lazy="raise_on_sql")
