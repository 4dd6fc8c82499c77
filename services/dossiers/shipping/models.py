"""A shipment, the dossiers in it, and their papers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Code, CreatedAt, Model
from services.dossiers.dossier import Dossier
from services.dossiers.shipping.kinds import Payer, Purpose, ShipmentState, UndeliveredReason
from services.keys import HasDataKey, Sealed
from services.people.models import OfficerPost, Unit


class Shipment(HasDataKey, Model):
    """One postal item, with its two hand-overs: centre to post, post to addressee.

    It has a data key of its own, since one envelope holds papers of several dossiers; purging one of them takes the
    shipment's along.
    """

    __tablename__ = "shipment"
    __table_args__ = (
        UniqueConstraint("data_key_id"),
        UniqueConstraint("id", "purpose", "is_open"),
        CheckConstraint("is_open = (state IN ('prepared', 'handed_over'))", "is_open"),
        CheckConstraint("(purpose = 'to_body') = (to_unit_id IS NOT NULL)", "goes_to_a_body"),
        CheckConstraint(
            "(purpose = 'to_applicant') = (recipient_sealed IS NOT NULL AND address_sealed IS NOT NULL)",
            "goes_to_an_address",
        ),
        CheckConstraint("to_unit_id <> unit_id", "goes_elsewhere"),
        CheckConstraint("payer <> 'on_delivery' OR purpose = 'to_applicant'", "payer_receives"),
        CheckConstraint("fee >= 0", "fee"),
        CheckConstraint("state IN ('prepared', 'cancelled') OR number IS NOT NULL", "has_its_number"),
        CheckConstraint(
            "num_nonnulls(handed_at, handed_by_id, postal_worker_sealed)"
            " = CASE WHEN state IN ('prepared', 'cancelled') THEN 0 ELSE 3 END",
            "handed_over",
        ),
        CheckConstraint("num_nonnulls(closed_at, closed_by_id) = CASE WHEN is_open THEN 0 ELSE 2 END", "closed"),
        CheckConstraint("(state = 'delivered') = (delivered_on IS NOT NULL)", "delivered"),
        CheckConstraint(
            "num_nonnulls(receiver_sealed, proof_sealed)"
            " = CASE WHEN state = 'delivered' AND purpose = 'to_applicant' THEN 2 ELSE 0 END",
            "proven",
        ),
        CheckConstraint("(state IN ('returned', 'lost')) = (reason IS NOT NULL)", "ends_with_reason"),
        CheckConstraint("reason NOT IN ('lost', 'destroyed') OR state = 'lost'", "loss"),
        CheckConstraint("reason <> 'other' OR note_sealed IS NOT NULL", "other_is_told"),
        CheckConstraint("handed_at >= prepared_at AND closed_at >= COALESCE(handed_at, prepared_at)", "order"),
        Index(
            "ux_shipment_number",
            "operator",
            "number",
            unique=True,
            postgresql_where=text("number IS NOT NULL AND state <> 'cancelled'"),
        ),
        Index("ix_shipment_unit", "unit_id", "prepared_at", "id"),
        Index(
            "ix_shipment_to_unit", "to_unit_id", "prepared_at", "id", postgresql_where=text("to_unit_id IS NOT NULL")
        ),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    """Ours, on the slip; the operator's own is `number`."""
    key: Mapped[Code] = mapped_column(unique=True)
    """Sent along by the page: the same key once more finds the first row."""
    purpose: Mapped[Purpose]
    operator: Mapped[Code]
    number: Mapped[Code | None]
    """The operator's; often known only when the postal worker sticks the label on."""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    """The centre that sends."""
    to_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    recipient_sealed: Mapped[bytes | None]
    address_sealed: Mapped[bytes | None]
    phone_sealed: Mapped[bytes | None]
    payer: Mapped[Payer]
    fee: Mapped[int | None]
    """Dong; None while the post has not said."""
    state: Mapped[ShipmentState] = mapped_column(default=ShipmentState.PREPARED)
    is_open: Mapped[bool] = mapped_column(default=True)
    """Follows from the state; its items carry it along, so that no dossier is in two open shipments on one way."""
    prepared_at: Mapped[CreatedAt]
    prepared_by_id: Mapped[UUID] = mapped_column(ForeignKey("officer_post.id"))
    handed_at: Mapped[datetime | None]
    handed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    postal_worker_sealed: Mapped[bytes | None]
    closed_at: Mapped[datetime | None]
    """Delivered, come back, lost or cancelled: when that was entered."""
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    """At the competent body whoever confirmed that it is there, else whoever of the centre entered it."""
    delivered_on: Mapped[date | None]
    receiver_sealed: Mapped[bytes | None]
    proof_sealed: Mapped[bytes | None]
    reason: Mapped[UndeliveredReason | None]
    note_sealed: Mapped[bytes | None]
    version: Mapped[int] = mapped_column(default=1)

    recipient = Sealed("shipment.recipient/1", "recipient_sealed")
    address = Sealed("shipment.address/1", "address_sealed")
    phone = Sealed("shipment.phone/1", "phone_sealed")
    postal_worker = Sealed("shipment.postal_worker/1", "postal_worker_sealed")
    receiver = Sealed("shipment.receiver/1", "receiver_sealed")
    """Who of the house took it from the postal worker."""
    proof = Sealed("shipment.proof/1", "proof_sealed")
    """Number or mark of the post's proof of delivery."""
    note = Sealed("shipment.note/1", "note_sealed")
    """What was missing or damaged on arrival, or why it came to nothing."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id], lazy="raise_on_sql")
    to_unit: Mapped[Unit | None] = relationship(foreign_keys=[to_unit_id], lazy="raise_on_sql")
    prepared_by: Mapped[OfficerPost] = relationship(foreign_keys=[prepared_by_id], lazy="raise_on_sql")
    handed_by: Mapped[OfficerPost | None] = relationship(foreign_keys=[handed_by_id], lazy="raise_on_sql")
    closed_by: Mapped[OfficerPost | None] = relationship(foreign_keys=[closed_by_id], lazy="raise_on_sql")
    items: Mapped[list["ShipmentItem"]] = relationship(
        back_populates="shipment", order_by="ShipmentItem.position", passive_updates=True, lazy="raise_on_sql"
    )

    @property
    def contents(self) -> list[str]:
        """What is in it, as events vouch for it."""
        return [one.said(item.dossier_id) for item in self.items for one in item.papers]


class ShipmentItem(Model):
    """One dossier in a shipment."""

    __tablename__ = "shipment_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["shipment_id", "purpose", "is_open"],
            ["shipment.id", "shipment.purpose", "shipment.is_open"],
            name="fk_shipment_item_shipment",
            onupdate="CASCADE",
        ),
        UniqueConstraint("shipment_id", "dossier_id"),
        UniqueConstraint("shipment_id", "position"),
        Index("ux_shipment_item_open", "dossier_id", "purpose", unique=True, postgresql_where=text("is_open")),
        Index("ix_shipment_item_dossier", "dossier_id", "id"),
        CheckConstraint("position >= 0", "position"),
    )

    shipment_id: Mapped[UUID]
    purpose: Mapped[Purpose]
    is_open: Mapped[bool] = mapped_column(default=True)
    """The shipment's, brought along by the database."""
    position: Mapped[int] = mapped_column(SmallInteger)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))

    shipment: Mapped[Shipment] = relationship(back_populates="items", lazy="raise_on_sql")
    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    papers: Mapped[list["ShipmentPaper"]] = relationship(
        back_populates="item", order_by="ShipmentPaper.position", lazy="raise_on_sql"
    )


class ShipmentPaper(HasDataKey, Model):
    """One kind of paper of a dossier, counted; sealed under the dossier's key, because a name may be about a person."""

    __tablename__ = "shipment_paper"
    __table_args__ = (
        UniqueConstraint("item_id", "position"),
        CheckConstraint("position >= 0 AND originals >= 0 AND copies >= 0 AND certified >= 0", "counts"),
        CheckConstraint("originals + copies + certified >= 1", "something"),
        CheckConstraint("sheets >= 1", "sheets"),
    )

    item_id: Mapped[UUID] = mapped_column(ForeignKey("shipment_item.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    name_sealed: Mapped[bytes]
    originals: Mapped[int] = mapped_column(SmallInteger)
    copies: Mapped[int] = mapped_column(SmallInteger)
    certified: Mapped[int] = mapped_column(SmallInteger)
    sheets: Mapped[int | None] = mapped_column(SmallInteger)
    """All of them together; None where nobody counted."""

    name = Sealed("shipment_paper.name/1", "name_sealed")

    item: Mapped[ShipmentItem] = relationship(back_populates="papers", lazy="raise_on_sql")

    def said(self, dossier_id: UUID) -> str:
        """Return the line as a digest takes it in."""
        return f"{dossier_id} {self.originals}+{self.copies}+{self.certified}/{self.sheets or 0} {self.name}"
