"""What was handed in for each component of the procedure, and what the receiver found."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Model
from services.documents.models import Document
from services.dossiers.dossier import Dossier
from services.dossiers.drafts import Draft
from services.dossiers.kinds import ComponentAnswer, ComponentMark, CopyKind, Digitisation
from services.keys import HasDataKey, Sealed
from services.people.models import OfficerPost


class ComponentFile(HasDataKey, Model):
    """One answer to one component: a file, a paper, a look-up, or that it does not apply.

    A component is named by its place in the case of the pinned version: a record may list one name twice. A component
    may have several files; `round` counts the deliveries, 0 for the filing itself, 1 for the first supplement.
    """

    __tablename__ = "component_file"
    __table_args__ = (
        CheckConstraint("num_nonnulls(draft_id, dossier_id) = 1", "of_a_draft_or_dossier"),
        CheckConstraint("answer <> 'upload' OR document_id IS NOT NULL", "upload_has_its_file"),
        CheckConstraint(
            "answer NOT IN ('not_my_case', 'shown', 'form', 'absent') OR document_id IS NULL", "nothing_handed_in"
        ),
        CheckConstraint(
            "originals >= 0 AND copies >= 0 AND certified >= 0 AND (answer <> 'paper' OR position > 0"
            " OR COALESCE(originals, 0) + COALESCE(copies, 0) + COALESCE(certified, 0) >= 1)",
            "paper_is_counted",
        ),
        CheckConstraint("NOT compared OR answer = 'paper'", "compared_on_paper"),
        CheckConstraint("(mark IS NULL) = (marked_at IS NULL)", "marked"),
        CheckConstraint("mark IS NULL OR dossier_id IS NOT NULL", "marked_in_a_dossier"),
        CheckConstraint(
            "mark NOT IN ('wrong', 'mismatch', 'data_not_found') OR remark_sealed IS NOT NULL", "fault_is_told"
        ),
        CheckConstraint("component_no >= 0 AND position >= 0 AND round >= 0", "counts"),
        UniqueConstraint("draft_id", "component_no", "position"),
        UniqueConstraint("dossier_id", "component_no", "round", "position"),
    )

    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id"))
    dossier_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossier.id"))
    component_no: Mapped[int] = mapped_column(SmallInteger)
    """Counted from 0 within the case."""
    round: Mapped[int] = mapped_column(SmallInteger, default=0)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    answer: Mapped[ComponentAnswer]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), unique=True)
    note_sealed: Mapped[bytes | None]
    originals: Mapped[int | None] = mapped_column(SmallInteger)
    copies: Mapped[int | None] = mapped_column(SmallInteger)
    certified: Mapped[int | None] = mapped_column(SmallInteger)
    """Certified copies, counted apart from plain ones."""
    compared: Mapped[bool] = mapped_column(default=False)
    """The receiver held the copy against the original and gave that back."""
    copy_kind: Mapped[CopyKind | None]
    digitisation: Mapped[Digitisation] = mapped_column(default=Digitisation.NONE)
    mark: Mapped[ComponentMark | None]
    remark_sealed: Mapped[bytes | None]
    marked_at: Mapped[datetime | None]
    marked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))

    note = Sealed("component_file.note/1", "note_sealed")
    """Of the filer: where the data may be looked up, why it does not apply."""
    remark = Sealed("component_file.remark/1", "remark_sealed")
    """Of the receiver: what is wrong with it."""

    draft: Mapped[Draft | None] = relationship(lazy="raise_on_sql")
    dossier: Mapped[Dossier | None] = relationship(lazy="raise_on_sql")
    document: Mapped[Document | None] = relationship(lazy="raise_on_sql")
    marked_by: Mapped[OfficerPost | None] = relationship(lazy="raise_on_sql")
