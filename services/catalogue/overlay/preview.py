"""What pages will say under decisions, on a day that has not come."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.catalogue.fees import fee_at_a_glance
from services.catalogue.filing import opened_on
from services.catalogue.limits import effective_limit
from services.catalogue.overlay.decisions import Entered
from services.catalogue.overlay.rule import rule_of
from services.catalogue.snapshot import Entry


def entry_under(entry: Entry, entered: Iterable[Entered], on: date) -> Entry:
    """Return a procedure as its page will show it on a day, if its version still holds then.

    Args:
        entry: as it is shown today.
        entered: every decision about it, those that are only being looked at included.
        on: the day.
    """
    record, rule = entry.record, rule_of(entered, on, entry.local.route)
    return replace(
        entry,
        local=rule,
        opening=opened_on(record, rule),
        limit=effective_limit(record, entry.review, local=rule.shorter),
        fee=fee_at_a_glance(record, rule.charged),
    )
