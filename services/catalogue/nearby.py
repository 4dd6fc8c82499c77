"""Finding the one-stop of a place or a body by any name of it: today's, a former one, typed with marks or without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.catalogue.folding import words
from services.people.models import Unit, UnitAlias
from services.people.one_stops import OneStop

SHORT: Final = {"p": ["phuong"], "x": ["xa"], "tt": ["thi", "tran"]}
"""How the kind of a place is shortened in front of its name."""
WORST: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A one-stop, for which body it was found, and by which former name where it was none of today's."""

    one_stop: OneStop
    body: Unit
    former: UnitAlias | None


def find(query: str, stops: Sequence[OneStop], former: Sequence[UnitAlias]) -> Sequence[Found]:
    """Return the one-stops that a query names, the closest first.

    Args:
        query: what somebody typed: "Hợp Giang", "p. hop giang", "sở tư pháp".
        stops: every one-stop.
        former: the other names of units.
    """
    wanted = words(query)
    wanted = [*SHORT.get(wanted[0], wanted[:1]), *wanted[1:]] if len(wanted) > 1 else wanted
    if not wanted:
        return ()
    ranked = [
        (rank, found.former is not None, found.body.name, found)
        for found, said in _names(stops, former)
        if (rank := _distance(wanted, said)) < WORST
    ]
    best: dict[str, Found] = {}
    for *_, found in sorted(ranked, key=lambda one: one[:3]):
        best.setdefault(found.body.code, found)
    return list(best.values())


def _names(stops: Sequence[OneStop], former: Sequence[UnitAlias]) -> Iterator[tuple[Found, list[str]]]:
    places = {body.id: (stop, body) for stop in stops for body in stop.bodies}
    for stop, body in places.values():
        yield Found(stop, body, None), words(body.name)
        if body is stop.bodies[0]:
            yield Found(stop, body, None), words(stop.centre.name)
    for alias in former:
        if alias.unit_id in places:
            yield Found(*places[alias.unit_id], alias), alias.folded.split()


def _distance(wanted: list[str], said: list[str]) -> int:
    """Return how far a name is from what was asked: 0 ends with it, 1 holds it, 2 has its last word begun, 3 neither.

    Names end with what tells them apart: "Ủy ban nhân dân phường …".
    """
    size = len(wanted)
    if said[-size:] == wanted:
        return 0
    starts = range(len(said) - size + 1)
    if any(said[start : start + size] == wanted for start in starts):
        return 1
    begun = any(
        said[start : start + size - 1] == wanted[:-1] and said[start + size - 1].startswith(wanted[-1])
        for start in starts
    )
    return 2 if begun else WORST
