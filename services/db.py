"""The base of every model, the naming of constraints and the shapes that columns share."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, MetaData, String, Text
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Code = Annotated[str, mapped_column(String(50))]
"""A number or code that people read: opaque, never parsed, at most 50 characters (domain brief §1.5)."""

CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""The instant of an act, always handed in by the caller, never taken from the database's clock."""


class Model(DeclarativeBase):
    """A table with a UUIDv7 key that exists from construction on, so that sealed columns can bind to it."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        bytes: LargeBinary,
        str: Text,
        dict[str, Any]: JSONB,
        list[str]: JSONB,
        list[dict[str, Any]]: JSONB,
        Enum: EnumType(
            Enum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda members: [str(member.value) for member in members],
        ),
    }

    id: Mapped[UUID] = mapped_column(primary_key=True)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        # The key comes first: a sealed column seals with it (services/keys.py).
        self.id = values.pop("id")
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"
