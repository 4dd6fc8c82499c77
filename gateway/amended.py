"""What became of issued results, and what a result does to another: by number and day, never whom it is about."""

from collections.abc import Mapping, Sequence
from typing import Final

from gateway.words import N_, catalogue
from services.results.amendments import Tie, Ties
from services.results.kinds import Amendment

AMENDED_BY: Final = {
    Amendment.REPLACEMENT: N_("Được thay thế bằng văn bản số %(number)s ngày %(day)s"),
    Amendment.CORRECTION: N_("Được đính chính bằng công văn số %(number)s ngày %(day)s, vẫn còn hiệu lực"),
    Amendment.RECALL: N_("Bị thu hồi theo quyết định số %(number)s ngày %(day)s"),
}
AMENDS: Final = {
    Amendment.REPLACEMENT: N_("Thay thế văn bản số %(number)s ngày %(day)s"),
    Amendment.CORRECTION: N_("Đính chính văn bản số %(number)s ngày %(day)s"),
    Amendment.RECALL: N_("Thu hồi văn bản số %(number)s ngày %(day)s"),
}


def amended_in_words(ties: Ties, locale: str) -> Sequence[str]:
    """Return what became of a result, a line for each paper."""
    return [_said(AMENDED_BY, one, locale) for one in ties.amended_by]


def ties_in_words(ties: Ties, locale: str) -> Sequence[str]:
    """Return what a result does to another, then what became of it, a line for each paper."""
    does = [_said(AMENDS, ties.amends, locale)] if ties.amends else []
    return [*does, *amended_in_words(ties, locale)]


def _said(sentences: Mapping[Amendment, str], tie: Tie, locale: str) -> str:
    sentence = catalogue(locale).gettext(sentences[tie.amendment])
    return sentence % {"number": tie.number, "day": tie.dated_on.strftime("%d/%m/%Y")}
