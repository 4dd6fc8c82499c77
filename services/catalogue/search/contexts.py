"""What a query says beside its matter: where somebody asks, by names of today or before, and how they put it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from services.catalogue.folding import words
from services.catalogue.source.bundle import SHIPPED
from services.catalogue.source.places import Commune, read_communes, read_departments, read_extra_units
from services.catalogue.source.province import province
from services.catalogue.source.reading import Problems
from services.catalogue.source.tables import read_table

SHORT_TYPES = {"thi tran": "tt", "thanh pho": "tp", "huyen": "h", "phuong": "p", "xa": "x"}


class ContextsError(ValueError):
    """The file of former names cannot be read: the program was installed with a broken one."""


@dataclass(frozen=True, slots=True)
class Context:
    """A place or an office as people call it, or how they frame their question.

    `now` is what it is called since the mergers, None if the name still holds or nobody took its place as a whole.
    `agencies` are the bodies whose procedures are meant. `is_bare` names have no word like "huyện" before them: such
    a one counts only where its words stand together in no title.
    """

    said: tuple[str, ...]
    now: str | None = None
    agencies: frozenset[str] = frozenset()
    is_bare: bool = False


class Contexts:
    """All places and offices, found by their words; of several that begin at one word the longest wins."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        self._by_first: dict[str, list[Context]] = {}
        for one in sorted(contexts, key=lambda one: -len(one.said)):
            self._by_first.setdefault(one.said[0], []).append(one)

    def at(self, typed: Sequence[str], start: int) -> Context | None:
        """Return the longest name that the folded words from `start` on begin with."""
        fits = (one for one in self._by_first.get(typed[start], ()) if _begins(typed, start, one.said))
        return next(fits, None)

    def __iter__(self) -> Iterator[Context]:
        return (one for several in self._by_first.values() for one in several)


def _begins(typed: Sequence[str], start: int, said: tuple[str, ...]) -> bool:
    return tuple(typed[start : start + len(said)]) == said


@cache
def shipped_contexts() -> Contexts:
    """Return the places and offices that come with the program.

    Raises:
        ContextsError: a file of them is broken.
    """
    problems = Problems("former_names.csv")
    communes = read_communes(SHIPPED / "communes.csv", problems)
    found = [*_offices(problems), *_communes(communes), *_elsewhere(), *_frames()]
    if problems:
        raise ContextsError("\n".join(map(str, problems)))
    return Contexts({one.said: one for one in reversed(found)}.values())


def _offices(problems: Problems) -> Iterator[Context]:
    """Offices as people call them, most of them by names from before the mergers."""
    names = {
        one.code: one.name
        for one in (
            *read_departments(SHIPPED / "departments.csv", problems),
            *read_extra_units(SHIPPED / "extra_units.csv", problems),
        )
    }
    for row in read_table(SHIPPED / "former_names.csv", ("names", "units", "told", "note"), problems):
        units = (row.text_or_none("units", 200) or "").split("; ")
        told = row.text_or_none("told", 10) == "yes"
        for unknown in set(units) - names.keys() - {""}:
            row.problem("units", f"{unknown} is no unit")
        now = " / ".join(names[unit] for unit in units if unit in names) if told else None
        for name in row.text("names", 1_000).split(" | "):
            yield Context(tuple(words(name)), now, frozenset(units) - {""})


def _communes(communes: Sequence[Commune]) -> Iterator[Context]:
    """The communes, and what they were merged from."""
    today = {tuple(words(one.name)) for one in communes}
    heirs: dict[tuple[str, ...], set[str]] = {}
    for one in communes:
        for former in one.merged_from:
            heirs.setdefault(tuple(words(former.name)), set()).add(one.name)
    old = {said: next(iter(now)) if len(now) == 1 else None for said, now in heirs.items() if said not in today}
    districts = {tuple(words(name)): None for one in communes for name in one.former_districts}
    whole = {tuple(words(province().full_name)): None} | dict.fromkeys(today) | districts | old
    for said, now in whole.items():
        yield Context(said, now)
        type_words = next(words(kind) for kind in (*SHORT_TYPES, "tinh") if " ".join(said).startswith(f"{kind} "))
        bare = said[len(type_words) :]
        if short := SHORT_TYPES.get(" ".join(type_words)):
            yield Context((short, *bare), now)
        if len(bare) > 1:
            yield Context(bare, now, is_bare=True)


def _elsewhere() -> Iterator[Context]:
    """The other provinces, old and new: people say where they come from or go to."""
    for name in _listed("other_provinces.txt"):
        yield Context(("tinh", *words(name)))
        yield Context(tuple(words(name)), is_bare=True)


def _frames() -> Iterator[Context]:
    """How a question is framed: nothing of it is what is asked for."""
    return (Context(tuple(words(phrase))) for phrase in _listed("filler_phrases.txt"))


def _listed(file: str) -> Iterator[str]:
    for line in (SHIPPED / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield from line.split(" | ")
