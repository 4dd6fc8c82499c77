"""From whose hands into whose a dossier went: the lines of form 06 of Circular 03/2025."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.audit.tags import EventTag
from services.dossiers.desk.page import Desk, DeskLine
from services.dossiers.kinds import WITH_RESULT
from services.dossiers.timeliness import Standing
from services.people.officers import Officer


class Hand(StrEnum):
    """Who holds a dossier, as the slip calls them."""

    APPLICANT = "applicant"
    CENTRE = "centre"
    BODY = "body"
    SPECIALIST = "specialist"
    LEADER = "leader"
    CLERK = "clerk"


TAKEN: Final[Mapping[EventTag, tuple[Hand, Hand]]] = {
    EventTag.DOSSIER_RECEIVE: (Hand.APPLICANT, Hand.CENTRE),
    EventTag.DOSSIER_TAKE: (Hand.BODY, Hand.SPECIALIST),
    EventTag.DOSSIER_ACCEPT_SUPPLEMENT: (Hand.APPLICANT, Hand.CENTRE),
}
"""Acts of whoever receives: from whom, and as what."""
GIVEN: Final[Mapping[EventTag, tuple[Hand, Hand]]] = {
    EventTag.DOSSIER_HAND_OVER: (Hand.CENTRE, Hand.BODY),
    EventTag.DOSSIER_PROPOSE_SUPPLEMENT: (Hand.SPECIALIST, Hand.LEADER),
    EventTag.DOSSIER_APPROVE_SUPPLEMENT: (Hand.LEADER, Hand.CENTRE),
    EventTag.DOSSIER_REJECT_SUPPLEMENT: (Hand.LEADER, Hand.SPECIALIST),
    EventTag.DOSSIER_ASK_SUPPLEMENT: (Hand.CENTRE, Hand.APPLICANT),
    EventTag.DOSSIER_PROPOSE_EXTENSION: (Hand.SPECIALIST, Hand.LEADER),
    EventTag.DOSSIER_EXTEND: (Hand.LEADER, Hand.SPECIALIST),
    EventTag.DOSSIER_REJECT_EXTENSION: (Hand.LEADER, Hand.SPECIALIST),
    EventTag.DOSSIER_PROPOSE_STOP: (Hand.SPECIALIST, Hand.LEADER),
    EventTag.DOSSIER_REJECT_STOP: (Hand.LEADER, Hand.SPECIALIST),
    EventTag.DOSSIER_STOP: (Hand.LEADER, Hand.CENTRE),
    EventTag.RESULT_ASK_CONFIRMATION: (Hand.SPECIALIST, Hand.APPLICANT),
    EventTag.RESULT_CONFIRM: (Hand.APPLICANT, Hand.SPECIALIST),
    EventTag.RESULT_OBJECT: (Hand.APPLICANT, Hand.SPECIALIST),
    EventTag.RESULT_SUBMIT: (Hand.SPECIALIST, Hand.LEADER),
    EventTag.RESULT_SEND_BACK: (Hand.LEADER, Hand.SPECIALIST),
    EventTag.RESULT_APPROVE: (Hand.LEADER, Hand.CLERK),
    EventTag.DOSSIER_FINISH: (Hand.CLERK, Hand.CENTRE),
    EventTag.DOSSIER_RETURN: (Hand.CENTRE, Hand.APPLICANT),
}
"""Acts of whoever gives: as what, and to whom."""


@dataclass(frozen=True, slots=True, repr=False)
class Passing:
    """A dossier goes from one hand into another. Personal data.

    Attributes:
        act: the act by which it went.
        giver, giving: who gives, and the officer, where one did.
        taker, taking: who takes, and the officer: of an act not yet answered, nobody.
        latest: by when it had to go, where the law says so.
        late: whether it went later than that; None where nothing says by when.
        standing: against the due date, where the act ends the handling.
    """

    act: EventTag
    at: datetime
    giver: Hand
    giving: Officer | None
    taker: Hand
    taking: Officer | None
    latest: datetime | None = None
    late: bool | None = None
    standing: Standing | None = None


def passings(desk: Desk) -> Sequence[Passing]:
    """Return every passing of a dossier from hand to hand, the first first; none before the receipt that holds.

    Once it has its result it is only handed out: putting that right later is no part of its handling.
    """
    since = desk.dossier.received_at
    lines = [
        one for one in desk.history if since is not None and one.transition.at >= since and _is_of_the_handling(one)
    ]
    return [
        _passing(desk, line, lines[:place], lines[place + 1 :])
        for place, line in enumerate(lines)
        if line.transition.act in TAKEN.keys() | GIVEN.keys()
    ]


def _is_of_the_handling(line: DeskLine) -> bool:
    return line.transition.from_state not in WITH_RESULT or line.transition.act == EventTag.DOSSIER_RETURN


def _passing(desk: Desk, line: DeskLine, earlier: Sequence[DeskLine], later: Sequence[DeskLine]) -> Passing:
    act, details = EventTag(line.transition.act), line.transition.details or {}
    if act in TAKEN:
        giver, taker = TAKEN[act]
        return Passing(act, line.transition.at, giver, None, taker, line.officer)
    giver, taker = GIVEN[act]
    return Passing(
        act,
        line.transition.at,
        giver,
        line.officer or _first_as(giver, reversed(earlier)),  # the program finishes what the clerk approved
        taker,
        _first_as(taker, later),
        latest=datetime.fromisoformat(details["latest"]) if "latest" in details else None,
        late=details.get("late") if act is EventTag.DOSSIER_HAND_OVER else None,
        standing=desk.standing if act is EventTag.DOSSIER_FINISH else None,
    )


def _first_as(hand: Hand, lines: Iterable[DeskLine]) -> Officer | None:
    """Return the officer who acts first in a part."""
    return next((one.officer for one in lines if _acts_as(one) is hand), None)


def _acts_as(line: DeskLine) -> Hand | None:
    act = line.transition.act
    if act == EventTag.RESULT_APPROVE_SEAL:
        return Hand.CLERK
    return TAKEN[EventTag(act)][1] if act in TAKEN else GIVEN[EventTag(act)][0] if act in GIVEN else None
