"""Communes of the province by code, by name and by the names they had before the mergers."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from services.catalogue.folding import folded_name
from services.catalogue.source.bundle import SHIPPED
from services.catalogue.source.places import Commune, read_communes
from services.catalogue.source.province import province
from services.catalogue.source.reading import Problems
from services.dossiers.forms.errors import CommuneAmbiguousError, CommuneUnknownError


@cache
def communes() -> Mapping[str, str]:
    """Return the names of the communes by their five-digit codes, in the order of the list."""
    return MappingProxyType({commune.code: commune.name for commune in _all()})


def commune_code(written: str) -> str:
    """Return the code of a commune that was chosen by code or written by its name, an old one too.

    Raises:
        CommuneUnknownError: there is none.
        CommuneAmbiguousError: there are several.
    """
    if written in communes():
        return written
    found = _by_name().get(folded_name(written), frozenset())
    if not found:
        raise CommuneUnknownError
    if len(found) > 1:
        raise CommuneAmbiguousError([communes()[code] for code in sorted(found)])
    return next(iter(found))


def commune_in(address: str) -> str | None:
    """Return the name of the commune in an address as identity cards write it: `…, commune, province`.

    None where it is of another province, or cannot be told: names from before the mergers may mean several.
    """
    *parts, last = [part.strip() for part in address.split(",")]
    if folded_name(last).removeprefix("tinh ") != folded_name(province().name):
        return None
    for part in reversed(parts):
        found = _by_name().get(folded_name(part), frozenset())
        if len(found) == 1:
            return communes()[next(iter(found))]
    return None


@cache
def _all() -> tuple[Commune, ...]:
    problems = Problems("communes.csv")
    return tuple(read_communes(SHIPPED / "communes.csv", problems))


@cache
def _by_name() -> Mapping[str, frozenset[str]]:
    """Names with and without their type; today's name goes before an old one of another commune."""
    now: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for commune in _all():
        for found, name in ((now, commune.name), *((before, former.name) for former in commune.merged_from)):
            found[folded_name(name)].add(commune.code)
            found[_without_type(folded_name(name))].add(commune.code)
    return {name: frozenset(now.get(name) or before[name]) for name in {*now, *before}}


def _without_type(folded: str) -> str:
    for kind in ("phuong ", "xa ", "thi tran "):
        if folded.startswith(kind):
            return folded.removeprefix(kind)
    return folded
