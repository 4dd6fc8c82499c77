"""What a unit is called: its name and electronic code, and every name and code it had before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.folding import folded_name
from services.people.contacts import UNIT_FACTS, locked_unit
from services.people.electronic_codes import canonical
from services.people.errors import (
    AliasKnownError,
    AliasUnknownError,
    ElectronicCodeTakenError,
    UnitTextError,
)
from services.people.models import AliasKind, Unit, UnitAlias
from services.text import tidy

LONGEST: Final = 300
ALIAS_FACTS: Final = ("unit_id", "kind", "value", "code", "valid_until", "source")


@dataclass(frozen=True, slots=True)
class Naming:
    """A unit as it is to be called; `electronic_code` in either notation, None where it has none."""

    name: str
    electronic_code: str | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Called:
    """Another way in which a unit is called.

    Attributes:
        kind: what kind of name or code.
        value: the name, or the code.
        code: the own code of a former commune.
        valid_until: the first day on which it no longer held.
        source: the document that says so.
    """

    kind: AliasKind
    value: str
    code: str | None
    valid_until: date | None
    source: str | None


def rename(session: Session, unit_id: UUID, naming: Naming, *, by: Actor, at: datetime) -> Unit:
    """Call a unit otherwise from today on. A name that goes stays findable as a former one.

    Raises:
        UnitTextError: there is no name, or it is too long.
        ElectronicCodeUnusableError: the code is written in neither notation.
        ElectronicCodeTakenError: another unit has it.
    """
    unit = locked_unit(session, unit_id)
    name = text_of(naming.name)
    said = (naming.electronic_code or "").strip()
    code = unit.electronic_code if said == unit.electronic_code else canonical(said) if said else None
    if (name, code, naming.confirmed) == (unit.name, unit.electronic_code, unit.electronic_code_confirmed):
        return unit
    taken = select(Unit.name).where(Unit.electronic_code == code, Unit.id != unit.id)
    if code is not None and (other := session.scalar(taken)) is not None:
        raise ElectronicCodeTakenError(code, other)
    before = facts_of(unit, UNIT_FACTS)
    if name != unit.name:
        _keep_former(session, unit, at)
    unit.name, unit.electronic_code, unit.electronic_code_confirmed = name, code, naming.confirmed
    session.flush()
    after = facts_of(unit, UNIT_FACTS)
    record_change(session, EventTag.UNIT_CHANGE, by=by, at=at, object=("unit", unit.id), before=before, after=after)
    return unit


def add_alias(session: Session, unit_id: UUID, called: Called, *, by: Actor, at: datetime) -> UnitAlias:
    """Note another name or code of a unit.

    Raises:
        UnitTextError: there is none, or it is too long.
        AliasKnownError: it stands there already.
    """
    unit = locked_unit(session, unit_id)
    value = text_of(called.value)
    same = select(UnitAlias.id).filter_by(unit_id=unit.id, kind=called.kind, value=value)
    if session.scalar(same) is not None:
        raise AliasKnownError(value)
    alias = _alias(unit, value, called)
    session.add(alias)
    session.flush()
    _note(session, alias, None, facts_of(alias, ALIAS_FACTS), by=by, at=at)
    return alias


def drop_alias(session: Session, unit_id: UUID, alias_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take away a name or code that a unit never had; the log keeps it.

    Raises:
        AliasUnknownError: the unit has no such one.
    """
    locked_unit(session, unit_id)
    alias = session.scalars(select(UnitAlias).filter_by(id=alias_id, unit_id=unit_id)).one_or_none()
    if alias is None:
        raise AliasUnknownError
    before = facts_of(alias, ALIAS_FACTS)
    session.delete(alias)
    session.flush()
    _note(session, alias, before, None, by=by, at=at)


def text_of(text: str) -> str:
    """Return a name as it is kept.

    Raises:
        UnitTextError: there is none, or it is too long.
    """
    found = tidy(text)
    if not found or len(found) > LONGEST:
        raise UnitTextError(LONGEST)
    return found


def _keep_former(session: Session, unit: Unit, at: datetime) -> None:
    held = {"unit_id": unit.id, "kind": AliasKind.FORMER_NAME, "value": unit.name}
    if session.scalar(select(UnitAlias.id).filter_by(**held)) is None:
        session.add(_alias(unit, unit.name, Called(AliasKind.FORMER_NAME, unit.name, None, civil_date(at), None)))


def _alias(unit: Unit, value: str, called: Called) -> UnitAlias:
    return UnitAlias(
        unit_id=unit.id,
        kind=called.kind,
        value=value,
        folded=folded_name(value),
        code=called.code or None,
        valid_until=called.valid_until,
        source=called.source or None,
    )


def _note(
    session: Session,
    alias: UnitAlias,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    record_change(
        session,
        EventTag.UNIT_CHANGE,
        by=by,
        at=at,
        object=("unit_alias", alias.id),
        before=before,
        after=after,
        concerning=[("unit", alias.unit_id)],
    )
