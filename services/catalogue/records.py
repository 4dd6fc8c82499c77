"""A procedure's record as values: what a version holds, what the pages show, what the rules read."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from services.catalogue.kinds import (
    PEOPLE,
    Admission,
    Applicant,
    Assignment,
    Channel,
    Completeness,
    ComponentRole,
    Currency,
    FeeKind,
    Level,
    OnlineLevel,
    ProcedureKind,
    TimeUnit,
)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A number and its unit, as the record has them."""

    value: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a fee line."""

    amount: int
    currency: Currency


@dataclass(frozen=True, slots=True)
class Fee:
    """What one channel costs. `unverified`: the record's own source is doubtful."""

    kind: FeeKind
    amounts: tuple[Amount, ...] = ()
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One line of the table of channels; a channel may have several. `time` is None where none is given."""

    channel: Channel
    time: TimeLimit | None
    fee: Fee


@dataclass(frozen=True, slots=True)
class Component:
    """A paper of the dossier. Originals and copies may both be zero: then the row is a note."""

    name: str
    role: ComponentRole
    originals: int
    copies: int
    has_form: bool


@dataclass(frozen=True, slots=True)
class Case:
    """The papers of one case. Without a title it is the only or the general one, and holds for every applicant."""

    title: str | None
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class ResultName:
    """What the applicant gets. The code is verbatim, irregular ones included."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class ProcedureRecord:
    """One procedure as the national record has it. Where a value is None or empty, it is unknown."""

    code: str
    name: str
    kind: ProcedureKind
    field: str
    ministry: str
    levels: tuple[Level, ...]
    agency: str
    executing_bodies: tuple[str, ...]
    vertical: bool
    applicants: tuple[Applicant, ...]
    assigned_by_law: Assignment | None
    decision_no: str | None
    online_channel: bool | None
    online_level: OnlineLevel | None
    channels: tuple[ChannelRow, ...]
    cases: tuple[Case, ...]
    legal_basis: tuple[str, ...]
    results: tuple[ResultName, ...]
    completeness: Completeness

    @property
    def is_public(self) -> bool:
        """Whether citizens may see it at all."""
        return self.kind is ProcedureKind.STANDARD

    @property
    def admission(self) -> Admission:
        """Whom it is for, as far as the record says: a filing of the others is warned about and not refused."""
        people = len(PEOPLE.intersection(self.applicants))
        if not self.applicants or 0 < people < len(self.applicants):
            return Admission.BOTH
        return Admission.PEOPLE if people else Admission.ORGANISATIONS

    @property
    def component_count(self) -> int:
        """How many papers all cases have together."""
        return sum(len(case.components) for case in self.cases)

    def facts(self) -> dict[str, Any]:
        """Return the record as plain JSON values, in the shape of the source's lines."""
        found: dict[str, Any] = json.loads(json.dumps(self, default=_by_name))
        for row in found["channels"]:
            if not row["fee"]["unverified"]:
                del row["fee"]["unverified"]
        return found


def _by_name(part: Any) -> dict[str, Any]:
    """Return a part of a record by the names of its fields; a third of what `dataclasses.asdict` takes."""
    return {name: getattr(part, name) for name in part.__slots__}


def content_hash(facts: dict[str, Any]) -> str:
    """Return the SHA-256 of the facts, independent of the order of keys: equal hash, same version."""
    plain = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
