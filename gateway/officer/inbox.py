"""What lies on an officer's desk: one list at a time, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission, may
from gateway.clock import now
from gateway.db import reading
from gateway.keyset import position_of, written
from gateway.language import current_locale
from gateway.officer.blueprint import bp
from gateway.officer.standing import Shown, shown_standing
from services.actor import Role
from services.dossiers.board import Board, Count, board
from services.dossiers.inbox import Due, Filters, InboxLine, Tray, inbox, tray_of
from services.dossiers.kinds import WITH_RESULT
from services.results.confirming import OBJECTED
from services.results.listing import issued_states, turned_down

TRAY_NAMES: Final = {
    "cho-tiep-nhan": Tray.TO_RECEIVE,
    "tu-choi-cho-duyet": Tray.TO_APPROVE,
    "cho-chuyen": Tray.TO_HAND_OVER,
    "bo-sung": Tray.SUPPLEMENTS,
    "cho-thu-ly": Tray.TO_TAKE,
    "cua-toi": Tray.MINE,
    "cho-xu-ly": Tray.WAITING,
    "dang-giai-quyet": Tray.RUNNING,
    "cho-tra": Tray.TO_RETURN,
    "sua-thu-hoi": Tray.AMENDMENTS,
}
DUE_NAMES: Final = {"hom-nay": Due.TODAY, "qua-han": Due.OVERDUE}
WITHOUT_DUE_DATE: Final = frozenset(
    {Tray.TO_RECEIVE, Tray.TO_APPROVE, Tray.TO_HAND_OVER, Tray.SUPPLEMENTS, Tray.TO_RETURN, Tray.AMENDMENTS}
)
"""Lists in which narrowing by the due date says nothing: there is none yet, or it is met."""


DRAFTING: Final = frozenset({Tray.MINE, Tray.AMENDMENTS})
"""Lists that say of a dossier why its last draft came back."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a list, or to a part of it."""

    words: Tray | Due | None
    href: str
    is_here: bool
    count: Count | None = None


@bp.get("")
@requires(Permission.DESK_READ)
def desk_list() -> ResponseReturnValue:
    """Show one list of the officer, page by page; the most pressing that holds something where none is named."""
    by, at = signed_in(), now()
    wanted = TRAY_NAMES.get(request.args.get("khay", ""))
    tray_of(by, wanted)
    counted = board(reading(), by, at=at)
    tray = wanted or counted.opening
    due = None if tray in WITHOUT_DUE_DATE else DUE_NAMES.get(request.args.get("han", ""))
    after = position_of(request.args.get("sau"))
    found = inbox(reading(), by, Filters(tray=tray, due=due), after, at=at)
    return render_template(
        "officer/inbox.html",
        tray=tray,
        due=due,
        trays=list(trays(tray, counted)),
        narrowings=list(narrowings(tray, due)),
        pressing=[(due, address(Tray.RUNNING, due), figure) for due, figure in counted.pressing.items()],
        rows=[(line, standing_of(line)) for line in found.lines],
        issued=issued_states(reading(), [one.id for one in found.lines if one.state in WITH_RESULT]),
        turned_down=turned_down(reading(), [one.id for one in found.lines] if tray in DRAFTING else ()),
        objected=OBJECTED,
        first=address(tray, due) if after else None,
        following=address(tray, due, written(found.following)) if found.following else None,
        at_centre=by.role in {Role.RECEIVER, Role.CENTRE_HEAD},
        has_books=may(by.role, Permission.BOOK_READ),
        hands_over=tray is Tray.TO_HAND_OVER and may(by.role, Permission.RECEIPT_DO),
    )


def trays(here: Tray, counted: Board) -> Iterator[Way]:
    """Return the lists of a role with their figures."""
    for tray, count in counted.trays.items():
        yield Way(tray, address(tray), tray is here, count)


def narrowings(tray: Tray, here: Due | None) -> Iterator[Way]:
    """Return how a list may be narrowed by the due date; not at all where that says nothing."""
    if tray in WITHOUT_DUE_DATE:
        return
    for due in (None, *Due):
        yield Way(due, address(tray, due), due is here)


def address(tray: Tray, due: Due | None = None, after: str | None = None) -> str:
    """Return the address of a list, or of what follows a line of it."""
    khay = next(name for name, one in TRAY_NAMES.items() if one is tray)
    han = next((name for name, one in DUE_NAMES.items() if one is due), None)
    return url_for(".desk_list", khay=khay, han=han, sau=after)  # what is None stays out of it


def standing_of(line: InboxLine) -> Shown | None:
    """Say how a dossier stands against its deadline; None before there is one."""
    return shown_standing(line.standing, line.due_at, current_locale()) if line.standing else None
