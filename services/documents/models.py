"""One paper in a draft or dossier, whoever made it."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Code, CreatedAt, Model
from services.keys import HasDataKey, Sealed, SealedJson
from services.people.models import Person
from services.storage import Blob


class DocumentKind(StrEnum):
    """Where a paper comes from."""

    UPLOADED = "uploaded"
    SCANNED = "scanned"
    FORM = "form"
    """Made by the system: a receipt, a notice, a confirmation."""
    WORKING_PAPER = "working_paper"


class Document(HasDataKey, Model):
    """A file with its name, sealed under the key of the draft or dossier it belongs to.

    When a draft becomes a dossier the row and its blob move under the dossier's key (`Blob.move_to`). A signed paper
    is kept byte for byte; what was found of its signatures stands in `verdict`.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("num_nonnulls(draft_id, dossier_id) = 1", "of_a_draft_or_dossier"),
        CheckConstraint("(kind = 'form') = (form IS NOT NULL)", "form_is_named"),
        CheckConstraint("edition >= 1", "edition"),
        CheckConstraint("pages >= 0", "pages"),
        UniqueConstraint("dossier_id", "form", "edition"),
    )

    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id"), index=True)
    dossier_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossier.id"))
    kind: Mapped[DocumentKind]
    form: Mapped[Code | None]
    """`01` to `07` of Circular 03/2025, or `confirmation`. Drawn once per edition: a second request finds the first."""
    edition: Mapped[int] = mapped_column(default=1)
    number: Mapped[Code | None]
    blob_id: Mapped[UUID] = mapped_column(ForeignKey("blob.id"), unique=True)
    name_sealed: Mapped[bytes | None]
    pages: Mapped[int | None]
    signed: Mapped[bool] = mapped_column(default=False)
    verdict_sealed: Mapped[bytes | None]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[CreatedAt]

    name = Sealed("document.name/1", "name_sealed")
    verdict = SealedJson[dict[str, Any]]("document.verdict/1", "verdict_sealed")

    blob: Mapped[Blob] = relationship(lazy="raise_on_sql")
    created_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
