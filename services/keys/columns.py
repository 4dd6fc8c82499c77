"""Attributes whose column holds ciphertext.

A SQLAlchemy type sees a value but not its row, so it could not bind the two; a descriptor can. Usage:

    class Person(HasDataKey, Model):
        name_sealed: Mapped[bytes | None]
        name = Sealed("person.name/1", "name_sealed")

Lists sort and filter by plain columns only; nothing here works inside a query.
"""

import json
from typing import Any, Generic, Self, TypeVar, overload
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from services.keys.data_key import DataKey

T = TypeVar("T")


class HasDataKey:
    """Mixin of a model with sealed columns: `data_key_id`, and `data_key` that comes with the row."""

    data_key_id: Mapped[UUID] = mapped_column(ForeignKey("data_key.id"))

    @declared_attr
    @classmethod
    def data_key(cls) -> Mapped[DataKey]:
        """The key, joined: one indexed look-up within the same statement, while list pages count their statements.

        A query that locks rows says which, `with_for_update(of=Dossier)`, or it locks the key's row as well.
        """
        return relationship(lazy="joined", innerjoin=True)


class SealedColumn(Generic[T]):
    """An attribute sealed into a `*_sealed` column under the row's data key, bound to context, row id and data key id.

    Args:
        context: names what this is and its version (`person.name/1`). It goes into the ciphertext's binding, so it
            is a fixed string for good: never the table's name, which a migration may change.
        column: name of the mapped `bytes | None` attribute.
    """

    def __init__(self, context: str, column: str) -> None:
        self.context = context
        self.column = column

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: Any, owner: type) -> T | None: ...
    def __get__(self, row: Any, owner: type) -> Self | T | None:
        """Open the value.

        Raises:
            SealBrokenError: changed, or not sealed for this attribute of this row.
            DataKeyDestroyedError: the row was purged.
        """
        if row is None:
            return self
        sealed: bytes | None = getattr(row, self.column)
        if sealed is None:
            return None
        return self._decode(self._key(row).unseal(sealed, self.context, row.id.bytes))

    def __set__(self, row: Any, value: T | None) -> None:
        """Seal the value, or empty the column."""
        sealed = None if value is None else self._key(row).seal(self._encode(value), self.context, row.id.bytes)
        setattr(row, self.column, sealed)

    def _key(self, row: Any) -> DataKey:
        key: DataKey | None = row.data_key
        if key is None:
            raise TypeError(f"{type(row).__name__}.{self.name} is sealed: set data_key (the object, not its id) first")
        return key

    def _encode(self, value: T) -> bytes:
        raise NotImplementedError

    def _decode(self, plain: bytes) -> T:
        raise NotImplementedError


class Sealed(SealedColumn[str]):
    """Sealed text, kept exactly as given. Dates too: a birth date may be known in part only."""

    def _encode(self, value: str) -> bytes:
        return value.encode()

    def _decode(self, plain: bytes) -> str:
        return plain.decode()


class SealedJson(SealedColumn[T]):
    """Sealed JSON: `SealedJson[dict[str, Any]]("draft.answers/1", "answers_sealed")`.

    Each reading gives a new object: change it and assign it back, a change in place is not kept.
    """

    def _encode(self, value: T) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _decode(self, plain: bytes) -> T:
        value: T = json.loads(plain)
        return value
