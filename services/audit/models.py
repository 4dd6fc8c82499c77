"""The log of acts: rows that are added and never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import UserDefinedType

from services.db import CreatedAt, Model


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's `xid8`: a transaction's number that never wraps around."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Name the type in DDL."""
        return "xid8"

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Turn what the driver hands out as text into a number."""
        del dialect, coltype
        return lambda value: None if value is None else int(value)


ischema_names["xid8"] = TransactionId


class AuditEvent(Model):
    """One act, as canonical JSON kept byte for byte (services/audit/events.py).

    No foreign keys: an event outlives what it speaks of. `xid` lets the sealer take only rows of transactions that
    are all finished; numbers of a sequence would become visible out of order.
    """

    __tablename__ = "audit_event"

    xid: Mapped[int] = mapped_column(TransactionId, server_default=text("pg_current_xact_id()"), index=True)
    at: Mapped[CreatedAt] = mapped_column(index=True)
    body: Mapped[bytes]


class AuditSubject(Model):
    """Whom or what an event concerns, so that auditors find it. Repeats nothing that `body` does not say.

    The log is proven by `audit_event` alone; these rows can be made anew from it.
    """

    __tablename__ = "audit_subject"
    __table_args__ = (Index("ix_audit_subject_found", "kind", "object_id", "at", "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("audit_event.id"), index=True)
    kind: Mapped[str]
    object_id: Mapped[UUID]
    at: Mapped[datetime]

    event: Mapped[AuditEvent] = relationship(lazy="raise_on_sql")
