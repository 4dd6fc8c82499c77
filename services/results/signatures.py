"""Who signed what, and by which right."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import CreatedAt, Model
from services.people.models import Delegation, OfficerPost, SigningForm, Unit
from services.results.kinds import SigningStep
from services.results.result import Result, ResultFile


class SignatureRecord(Model):
    """One signature, with the right to it as it stood at that moment: delegations and posts end, this stays.

    Never changed. Unique per result and step: a worker that runs twice signs once.
    """

    __tablename__ = "signature_record"
    __table_args__ = (
        UniqueConstraint("result_id", "step"),
        CheckConstraint("octet_length(digest_shown) = 32", "digest_shown_length"),
        CheckConstraint("octet_length(certificate_sha256) = 32", "certificate_sha256_length"),
        CheckConstraint("step <> 'leader' OR post_id IS NOT NULL", "leader_has_a_post"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey("result.id"))
    step: Mapped[SigningStep]
    file_id: Mapped[UUID] = mapped_column(ForeignKey("result_file.id"), unique=True)
    """The revision that carries the signature."""
    digest_shown: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of the bytes the signer saw and approved."""
    approved_at: Mapped[datetime]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    delegation_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation.id"))
    form: Mapped[SigningForm | None]
    signer: Mapped[str]
    """Name and title as printed: an officer acting in office, shown to everybody who checks the result."""
    certificate: Mapped[bytes]
    certificate_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    signed_at: Mapped[CreatedAt]
    timestamped_at: Mapped[datetime | None]
    level: Mapped[str]
    """Of PAdES (ETSI EN 319 142-1), such as `B-LT`."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the check right after signing found."""

    result: Mapped[Result] = relationship(lazy="raise_on_sql")
    file: Mapped[ResultFile] = relationship(lazy="raise_on_sql")
    post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    delegation: Mapped[Delegation | None] = relationship(lazy="raise_on_sql")
