"""Changes of the table of synonyms. Only added; each may be undone once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.catalogue.kinds import SynonymAct
from services.db import CreatedAt, Model


class SynonymChange(Model):
    """A saying with its meaning that was added, or one of the shipped table that was taken out."""

    __tablename__ = "synonym_change"
    __table_args__ = (
        CheckConstraint("number >= 1", "number"),
        CheckConstraint("undone_at >= entered_at", "undone_after_it_was_entered"),
        CheckConstraint("btrim(said) <> '' AND btrim(means) <> ''", "says_and_means_something"),
        CheckConstraint("said || means !~ '[[:cntrl:]]'", "fits_a_line"),
        Index("ux_synonym_change_standing", "said", "means", unique=True, postgresql_where=text("undone_at IS NULL")),
    )

    number: Mapped[int] = mapped_column(unique=True)
    """1 for the first change; the newest is the version of the table."""
    act: Mapped[SynonymAct]
    said: Mapped[str]
    means: Mapped[str]
    """Phrases of the records, separated as in the shipped table."""
    entered_at: Mapped[CreatedAt]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"), index=True)
    """Who entered it."""
    undone_at: Mapped[datetime | None]
