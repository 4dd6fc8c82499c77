"""Which bodies of this province a record means, and which of them is competent."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.catalogue.folding import folded_name
from services.catalogue.kinds import Level
from services.catalogue.records import ProcedureRecord

AGENCY: Final = "AGENCY"
"""In `bodies.csv`: the provincial body of the procedure's field, whichever that is."""
BY_LEVEL: Final = "LEVEL"
"""In `bodies.csv`: whichever body the procedure's levels name."""


class Tier(StrEnum):
    """Which kind of unit is competent."""

    COMMUNE = "commune"
    """The commune that the applicant picks."""
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Competence:
    """Who may be asked, the default first. `agency` is a unit's code, set when `Tier.AGENCY` is among the tiers."""

    tiers: tuple[Tier, ...]
    agency: str | None


@dataclass(frozen=True, slots=True)
class Directory:
    """The bodies of this province, as the catalogue's files name them.

    Attributes:
        names: folded name as records write it → code of a unit or class, or "" for a body that is not here.
        receiving: codes of the units, and of the class of communes, that take filings of our procedures.
        root: the provincial people's committee, which decides but whose agencies handle.
        communes: the class of the communes' committees.
    """

    names: Mapping[str, str]
    receiving: frozenset[str]
    root: str
    communes: str

    def unknown_bodies(self, record: ProcedureRecord) -> tuple[str, ...]:
        """Return the names that no row explains; they count as not here until somebody adds one."""
        return tuple(name for name in record.executing_bodies if folded_name(name) not in self.names)

    def executing_units(self, record: ProcedureRecord) -> tuple[str, ...]:
        """Return the codes of the bodies here that carry the procedure out, in the record's order."""
        found: dict[str, None] = {}
        for name in record.executing_bodies:
            for code in self._meant(self.names.get(folded_name(name), ""), record):
                if code in self.receiving:
                    found[code] = None
        return tuple(found)

    def competence(self, record: ProcedureRecord) -> Competence:
        """Return who is competent.

        Provincial procedures belong to their agency, a commune's to the commune that the applicant picks; what both may
        do is the commune's by default and the agency's on request.
        """
        tiers = []
        if Level.COMMUNE in record.levels:
            tiers.append(Tier.COMMUNE)
        if Level.PROVINCE in record.levels:
            tiers.append(Tier.AGENCY)
        return Competence(tuple(tiers), self._agency(record) if Tier.AGENCY in tiers else None)

    def _agency(self, record: ProcedureRecord) -> str:
        """The record's agency, unless the record names other bodies of ours and not it: then the first of those."""
        named = [code for code in self.executing_units(record) if code not in {self.root, self.communes}]
        return named[0] if named and record.agency not in named else record.agency

    def _meant(self, code: str, record: ProcedureRecord) -> tuple[str, ...]:
        if code == AGENCY:
            return (record.agency,)
        if code == BY_LEVEL:
            by_level = {Level.COMMUNE: self.communes, Level.PROVINCE: record.agency}
            return tuple(by_level[level] for level in record.levels if level in by_level)
        return (code,)
