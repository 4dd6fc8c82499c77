"""What pages will say under decisions, on a day that has not come."""

from collections.abc import Iterable
from datetime import date

from services.catalogue.overlay.decisions import Entered
from services.catalogue.overlay.rule import rule_of
from services.catalogue.queries import Listed
from services.catalogue.snapshot import Entry, Snapshot, entry_of


def entry_under(entry: Entry, catalogue: Snapshot, entered: Iterable[Entered], on: date) -> Entry:
    """Return a procedure as its page will show it on a day.

    Args:
        entry: as it is shown today.
        catalogue: that it is of.
        entered: every decision about it, those that are only being looked at included.
        on: the day.
    """
    rule = rule_of(entered, on, entry.local.route)
    listed = Listed(entry.version, entry.record, entry.review, rule)
    return entry_of(listed, catalogue.state, catalogue.unit_names)
