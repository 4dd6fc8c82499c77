"""The register of results: rows that are added and never changed. What a result is now is its latest status."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Code, CreatedAt, Model
from services.dossiers.models import Dossier
from services.keys import HasDataKey, Sealed, SealedJson
from services.people.models import OfficerPost, Person, Unit
from services.results.kinds import Amendment, Outcome, ResultState
from services.storage import Blob


class Result(HasDataKey, Model):
    """One result from its first draft on. A draft that was sent back, and what amends another, are new results."""

    __tablename__ = "result"
    __table_args__ = (
        UniqueConstraint("dossier_id", "ordinal"),
        CheckConstraint("ordinal >= 1", "ordinal"),
        CheckConstraint("replaces_id <> id", "replaces_another"),
        CheckConstraint("corrects_id <> id AND recalls_id <> id", "amends_another"),
        CheckConstraint("num_nonnulls(replaces_id, corrects_id, recalls_id) <= 1", "one_amendment"),
        CheckConstraint("paper_only OR template IS NOT NULL", "drawn_from_a_template"),
        Index("ix_result_unit_created", "unit_id", "created_at", "id"),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"))
    ordinal: Mapped[int] = mapped_column(SmallInteger)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    """The body that issues it."""
    book_kind: Mapped[Code]
    """In which book of the unit it takes its number."""
    name: Mapped[str]
    code: Mapped[Code | None]
    """`KQ.…` verbatim from the catalogue; about one in a hundred is irregular."""
    outcome: Mapped[Outcome]
    template: Mapped[Code | None]
    signers: Mapped[list[str]]
    """Values of `SigningStep`: the set of signatures that makes it genuine."""
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """128 random bits in the address behind its QR code."""
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("result.id"), index=True)
    """Wrong content: an equal document takes its place (Decree 30/2020 Art. 18.3)."""
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("result.id"), index=True)
    """Wrong form: a letter corrects it, and it stays in force (Art. 18.4)."""
    recalls_id: Mapped[UUID | None] = mapped_column(ForeignKey("result.id"), index=True)
    """Recalled by this signed decision (Art. 18.3)."""
    paper_only: Mapped[bool] = mapped_column(default=False)
    content_sealed: Mapped[bytes | None]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    created_at: Mapped[CreatedAt]
    seeded: Mapped[bool] = mapped_column(default=False)

    content = SealedJson[dict[str, Any]]("result.content/1", "content_sealed")
    """What the template is filled with."""

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    replaces: Mapped["Result | None"] = relationship(
        foreign_keys=[replaces_id], remote_side="Result.id", lazy="raise_on_sql"
    )
    created_by: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")

    @property
    def amendment(self) -> Amendment | None:
        """What it does to another result; None for a result of its own."""
        named = {
            Amendment.REPLACEMENT: self.replaces_id,
            Amendment.CORRECTION: self.corrects_id,
            Amendment.RECALL: self.recalls_id,
        }
        return next((kind for kind, key in named.items() if key is not None), None)

    @property
    def amended_id(self) -> UUID | None:
        """The result that it replaces, corrects or recalls."""
        return self.replaces_id or self.corrects_id or self.recalls_id


class ResultFile(Model):
    """The bytes of a result at one step, for good: revision 0 as rendered, then one more with each signature."""

    __tablename__ = "result_file"
    __table_args__ = (
        UniqueConstraint("result_id", "revision"),
        CheckConstraint("octet_length(sha256) = 32", "sha256_length"),
        CheckConstraint("size > 0", "size"),
        CheckConstraint("revision >= 0", "revision"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey("result.id"))
    revision: Mapped[int] = mapped_column(SmallInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    blob_id: Mapped[UUID] = mapped_column(ForeignKey("blob.id"), unique=True)
    created_at: Mapped[CreatedAt]

    result: Mapped[Result] = relationship(lazy="raise_on_sql")
    blob: Mapped[Blob] = relationship(lazy="raise_on_sql")


class ResultStatus(HasDataKey, Model):
    """One step in the life of a result. `ordinal` counts them: of two at once, the second breaks the unique key."""

    __tablename__ = "result_status"
    __table_args__ = (
        UniqueConstraint("result_id", "ordinal"),
        CheckConstraint("ordinal >= 1", "ordinal"),
        CheckConstraint("octet_length(digest) = 32", "digest_length"),
        CheckConstraint("state NOT IN ('approved', 'seal_approved') OR digest IS NOT NULL", "approved_bytes"),
        CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", "replaced_by_what"),
        CheckConstraint("state <> 'revoked' OR decision IS NOT NULL", "revoked_by_decision"),
        CheckConstraint("state <> 'refused' OR reason IS NOT NULL", "refused_with_reason"),
        Index("ix_result_status_state", "state", "at", "id"),
    )

    result_id: Mapped[UUID] = mapped_column(ForeignKey("result.id"))
    ordinal: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[ResultState]
    at: Mapped[CreatedAt]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """SHA-256 of the file that was shown and approved."""
    reason: Mapped[Code | None]
    decision: Mapped[str | None]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("result.id"), index=True)
    note_sealed: Mapped[bytes | None]
    facts_sealed: Mapped[bytes | None]
    seeded: Mapped[bool] = mapped_column(default=False)

    note = Sealed("result_status.note/1", "note_sealed")
    facts = SealedJson[dict[str, Any]]("result_status.facts/1", "facts_sealed")
    """What the step added to the content: the personal number fetched after the applicant's confirmation."""

    result: Mapped[Result] = relationship(foreign_keys=[result_id], lazy="raise_on_sql")
    replaced_by: Mapped[Result | None] = relationship(foreign_keys=[replaced_by_id], lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    post: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
