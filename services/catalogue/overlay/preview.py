"""What pages will say under decisions, on a day that has not come."""

from collections.abc import Iterable, Mapping
from datetime import date

from services.catalogue.overlay.decisions import Entered
from services.catalogue.overlay.rule import rule_of
from services.catalogue.snapshot import Entry, under


def entry_under(entry: Entry, entered: Iterable[Entered], on: date, names: Mapping[str, str]) -> Entry:
    """Return a procedure as its page will show it on a day, if its version still holds then.

    Args:
        entry: as it is shown today.
        entered: every decision about it, those that are only being looked at included.
        on: the day.
        names: of all units by code.
    """
    return under(entry, rule_of(entered, on, entry.local.route), names)
