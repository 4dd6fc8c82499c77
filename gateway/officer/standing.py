"""How a dossier stands, to the eye: which shape and colour go with the words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.words.calendar import standing_in_words
from services.dossiers.kinds import DossierState
from services.dossiers.timeliness import Standing, Timeliness

STATE_KINDS: Final = {
    DossierState.REFUSED: "refused",
    DossierState.SUPPLEMENT_ASKED: "waiting",
    DossierState.PAYMENT_ASKED: "waiting",
    DossierState.STOPPED: "refused",
    DossierState.FINISHED: "done",
    DossierState.RETURNED: "done",
}
"""The urgency of a state as templates/components/state.html draws it; neutral for all others."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A standing in words that begin with its shape, and the kind whose colour repeats it."""

    words: str
    kind: str


def shown_standing(standing: Standing, due_at: datetime | None, locale: str) -> Shown:
    """Return a standing as lists show it."""
    return Shown(standing_in_words(standing, locale, due_at), _kind(standing))


def _kind(standing: Standing) -> str:
    if standing.timeliness is Timeliness.OVERDUE:
        return "overdue"
    if standing.finished:
        return "done"
    return "soon" if standing.last_day else "on_track"


def state_kind(state: DossierState) -> str:
    """Return the kind of a state."""
    return STATE_KINDS.get(state, "neutral")
