"""Find a procedure, and see what the province decided about it: now, later and before."""

from dataclasses import dataclass
from math import ceil

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import current_actor, requires
from auth.permissions import Permission, may
from gateway.administrator.blueprint import bp
from gateway.administrator.procedure_page import AdministratedPage
from gateway.clock import now
from gateway.db import reading
from gateway.live import current_catalogue
from gateway.numbers import LAST_PAGE, whole
from services.calendar.province import civil_date
from services.catalogue.folding import folded_name
from services.catalogue.overlay.queries import decided_codes
from services.catalogue.search.finder import LONGEST_QUERY
from services.catalogue.snapshot import Entry
from services.people.officers import officers

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of the procedures that were asked for; without a query those about which something is decided."""

    query: str
    entries: list[Entry]
    total: int
    number: int
    decided: frozenset[str]

    def address(self, number: int) -> str | None:
        """Return the address of another page, None where there is none."""
        if not 1 <= number <= max(1, ceil(self.total / PAGE_SIZE)):
            return None
        return url_for(".procedures", q=self.query or None, trang=number if number > 1 else None)


@bp.get("/thu-tuc")
@requires(Permission.ADMIN_READ)
def procedures() -> ResponseReturnValue:
    """Find procedures; without a query, those about which the province decided something."""
    return render_template("administrator/procedures.html", found=found())


def found() -> FoundPage:
    """Return what the address asks for."""
    catalogue, decided = current_catalogue(), decided_codes(reading(), civil_date(now()))
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    number = whole(request.args.get("trang"), LAST_PAGE) or 1
    start = (number - 1) * PAGE_SIZE
    if query:
        lines = catalogue.lines(query, start=start, most=PAGE_SIZE)
        return FoundPage(query, [line.entry for line in lines.lines], lines.total, number, decided)
    known = [catalogue.by_code[code] for code in decided if code in catalogue.by_code]
    known.sort(key=lambda one: (folded_name(one.record.name), one.record.code))
    return FoundPage("", known[start : start + PAGE_SIZE], len(known), number, decided)


@bp.get("/thu-tuc/<procedure_code:code>")
@requires(Permission.ADMIN_READ)
def procedure(code: str) -> ResponseReturnValue:
    """Show what the catalogue says of a procedure and what was decided about it."""
    canonical = url_for(".procedure", code=code)
    if request.path != canonical:
        return redirect(canonical, 301)
    page = AdministratedPage.of(reading(), code, civil_date(now()))
    known = officers(reading(), [one.post_id for one in page.entered])
    actor = current_actor()
    decides = actor is not None and may(actor.role, Permission.CATALOGUE_DECIDE)
    return render_template("administrator/procedure.html", page=page, officers=known, decides=decides)
