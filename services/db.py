"""The base of every model, the naming of constraints and the shapes that columns share."""

from datetime import datetime
from enum import Enum, IntEnum
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.ids import new_id


def _rule_name(constraint: CheckConstraint, _: Table) -> str:
    """Name a CHECK: an enum's by its column, since a table may hold one enum twice, any other by its own name."""
    if constraint._type_bound:  # noqa: SLF001 - the only mark of a CHECK that a column type brought along
        return next(iter(constraint.columns)).name
    return str(constraint.name)


NAMING: dict[str, Any] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(rule_constraint_name)s",
    "rule_constraint_name": _rule_name,
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Code = Annotated[str, mapped_column(String(50))]
"""A number or code that people read: opaque, never parsed, at most 50 characters (domain brief §1.5)."""

CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""The instant of an act, always handed in by the caller, never taken from the database's clock."""


E = TypeVar("E", bound=IntEnum)


class Numbered(TypeDecorator[E]):
    """An enum whose numbers others define, such as the national states 1–10. The table says with a CHECK which."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Store the number."""
        del dialect
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> E | None:
        """Return the member."""
        del dialect
        return None if value is None else self.kind(value)


class Model(DeclarativeBase):
    """A table with a UUIDv7 key that exists from construction on, so that sealed columns can bind to it."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        bytes: LargeBinary,
        str: Text,
        dict[str, Any]: JSONB(none_as_null=True),
        list[str]: JSONB(none_as_null=True),
        list[dict[str, Any]]: JSONB(none_as_null=True),
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
        # These two come first, whatever the order of the keywords: a sealed column seals with both (services/keys).
        for name in sorted(values, key=lambda name: name not in ("id", "data_key")):
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, values[name])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"
