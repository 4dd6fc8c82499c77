"""The table of synonyms as it stands: what is shipped, without what was taken out, with what was added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.catalogue.folding import folded_name
from services.catalogue.kinds import SynonymAct
from services.catalogue.search.language import shipped_pairs
from services.catalogue.search.sayings import Pair


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it was entered. Without `entered_at` it is only being looked at."""

    number: int
    act: SynonymAct
    pair: Pair
    entered_at: datetime | None = None
    post_id: UUID | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A saying that holds, and whether the province added it."""

    pair: Pair
    is_added: bool


def lines_with(changes: Iterable[Change]) -> list[Line]:
    """Return the table under changes: the shipped lines in their order, then those that were added."""
    standing = [one for one in changes if one.undone_at is None]
    out = {one.pair for one in standing if one.act is SynonymAct.WITHDRAWN}
    shipped = [Line(pair, is_added=False) for pair in shipped_pairs() if pair not in out]
    added = sorted((one for one in standing if one.act is SynonymAct.ADDED), key=lambda one: one.number)
    return shipped + [Line(one.pair, is_added=True) for one in added]


def like(lines: Sequence[Line], text: str) -> list[Line]:
    """Return the lines that say or mean something with these words; all of them without any."""
    wanted = folded_name(text)
    return [one for one in lines if wanted in folded_name(one.pair.line)] if wanted else list(lines)


def as_file(lines: Iterable[Line]) -> str:
    """Return the table as a file like the shipped one."""
    return "".join(f"{one.pair.line}\n" for one in lines)
