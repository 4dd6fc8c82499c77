"""The list of one-stops and the page of each. Anybody may look; nobody signs in, nothing is kept."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import public
from gateway.clock import now
from gateway.converters import CONVERTERS
from gateway.db import reading
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.onestops.pages import OneStopPage, groups
from gateway.words.places import place_of
from services.calendar.opening import opening_days
from services.calendar.province import civil_date
from services.calendar.queries import work_calendar
from services.catalogue.nearby import find
from services.people.errors import OneStopUnknownError
from services.people.hours import office_hours_of
from services.people.one_stops import former_names, one_stop, one_stops

LONGEST_QUERY = 200

bp = Blueprint("onestops", __name__)
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))


@bp.get("/mot-cua")
@public()
@limited(Limit.SEARCH)
def index() -> ResponseReturnValue:
    """List every one-stop, or those that a name leads to, former communes included."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    stops = one_stops(reading(), civil_date(now()))
    found = find(query, stops, former_names(reading())) if query else ()
    return render_template("onestops/list.html", query=query, found=found, groups=groups(stops), place_of=place_of)


@bp.get("/mot-cua/<unit_code:code>")
@public()
def page(code: str) -> ResponseReturnValue:
    """Show one: how to reach it, and when it is open this week. A body's code leads to its one-stop."""
    at = now()
    on = civil_date(at)
    stop = one_stop(reading(), code, on)
    if stop is None:
        raise OneStopUnknownError
    canonical = url_for(".page", code=stop.centre.code)
    if request.path != canonical:
        return redirect(canonical, 301)
    hours = office_hours_of(reading(), stop.centre.id, on)
    days = opening_days(work_calendar(reading()), hours, on)
    return render_template("onestops/page.html", page=OneStopPage(stop, days, at, current_locale()), place_of=place_of)
