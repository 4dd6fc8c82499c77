"""What became of issued results, and what a result does to another: by number and day, never whom it is about."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from flask_babel import gettext

from gateway.words import N_, catalogue
from services.dossiers.models import DossierTransition
from services.results.amending import DATED_ON, EFFECTS, NUMBER
from services.results.amendments import Tie, Ties
from services.results.kinds import Amendment

DAY: Final = "%d/%m/%Y"
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


def amending_paper(line: DossierTransition) -> str | None:
    """Say which paper replaced, corrected or recalled a result, where a line of a history does."""
    details = line.details or {}
    if line.act not in {effect.tag for effect in EFFECTS.values()} or NUMBER not in details:
        return None
    day = f"{date.fromisoformat(details[DATED_ON]):{DAY}}"
    return str(gettext("Văn bản số %(number)s ngày %(day)s", number=details[NUMBER], day=day))


def _said(sentences: Mapping[Amendment, str], tie: Tie, locale: str) -> str:
    sentence = catalogue(locale).gettext(sentences[tie.amendment])
    return sentence % {"number": tie.number, "day": f"{tie.dated_on:{DAY}}"}
