"""Sessions, login attempts and the counters of rate limits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Integer, LargeBinary, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from services.actor import Role
from services.db import CreatedAt, Model

DIGEST_BYTES = 32


class LoginSession(Model):
    """One browser of one account, acting as one thing. Holds keys and instants; nothing personal is readable in it.

    The cookie's value is kept as its SHA-256 alone: who reads the table cannot sign in with it. Changing the role
    makes a new row, so what a session may do never changes under it.
    """

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("role <> 'system'", "never_the_system"),
        CheckConstraint("(role = 'citizen') = (post_id IS NULL)", "officers_have_a_post"),
        CheckConstraint("(post_id IS NULL) = (unit_id IS NULL)", "post_and_unit"),
        CheckConstraint("acting_for IS NULL OR role = 'citizen'", "officers_represent_nobody"),
        CheckConstraint("num_nonnulls(person_id, acting_for) > 0", "somebody"),
        CheckConstraint("expires_at > authenticated_at", "expires_after_login"),
        CheckConstraint("last_seen_at >= created_at", "seen_after_creation"),
        CheckConstraint("level IN (1, 2)", "level"),
    )

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES), unique=True)
    csrf: Mapped[str] = mapped_column(String(64))
    """The secret behind the form tokens of this session."""
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("officer_post.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    acting_for: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    several: Mapped[bool]
    """Whether there was a choice of what to act as, so that pages offer it without asking for it each time."""
    level: Mapped[int | None] = mapped_column(SmallInteger)
    """Level of identity at this login."""
    provider_sid: Mapped[str | None] = mapped_column(String(255))
    """The provider's name for its own session."""
    id_token_sealed: Mapped[bytes | None]
    """With it the provider signs out without asking, which a counter's next visitor depends on. Gone with the end."""
    authenticated_at: Mapped[CreatedAt]
    """The login; a change of role does not prolong anything."""
    created_at: Mapped[CreatedAt]
    last_seen_at: Mapped[datetime]
    """To the minute."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class LoginAttempt(Model):
    """A login on its way: made before the browser leaves for the provider, good for one answer.

    Kept on our side, because what lives in a cookie can be saved and sent twice.
    """

    __tablename__ = "login_attempt"
    __table_args__ = (CheckConstraint("used_at >= created_at", "used_after_creation"),)

    state_hash: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES), unique=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary(DIGEST_BYTES))
    """Of the cookie of the browser that set out: another one cannot finish for it."""
    nonce: Mapped[str] = mapped_column(String(64))
    code_verifier: Mapped[str] = mapped_column(String(128))
    next_path: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[CreatedAt] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


rate_limit = Table(
    "rate_limit",
    Model.metadata,
    Column("key", LargeBinary(DIGEST_BYTES), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False, index=True),
    CheckConstraint("count > 0", "counts"),
    prefixes=["UNLOGGED"],
)
"""How often, until when. Unlogged: after a crash the counters may start anew, and nothing else is in it.

`key` is an HMAC of the kind of request, the window and who asked: no address or account can be read from it.
"""
