"""Count a deadline. Anybody may; nothing is kept, and the page's address holds the whole question."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from auth.guards import public
from gateway.clock import now
from gateway.converters import CONVERTERS
from gateway.db import reading
from gateway.deadlines.forms import DeadlineForm, beginning
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.words import in_words
from gateway.words.calendar import hours_in_words, weekday_in_words
from gateway.words.procedures import counted
from services.calendar.errors import BeyondCalendarError
from services.calendar.province import civil_date
from services.dossiers.deadlines import Deadline, LimitUnit
from services.dossiers.what_if import WhatIf
from services.people.queries import units_called

ASKED = frozenset({"ngay-ngay", "ngay-thang", "ngay-nam", "gio"})
"""Parts of a question that only the form itself sends; a link brings at most a limit and an office along."""

bp = Blueprint("deadlines", __name__)
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))


@dataclass(frozen=True, slots=True)
class Answer:
    """A due date as the page tells it. `office` and `hours` are told of limits in hours alone."""

    deadline: Deadline
    received_at: datetime
    limit: str
    office: str | None
    hours: list[str]


@bp.get("/tinh-han")
@public()
@limited(Limit.SEARCH)
def page() -> ResponseReturnValue:
    """Show the form, and once it is filled in the due date with the reason of each day."""
    at, what_if = now(), WhatIf(reading())
    form = form_of(what_if, at)
    answer, status = None, 200
    if is_asked() and form.validate():
        try:
            answer = answer_to(form, what_if)
        except BeyondCalendarError as error:
            form.ngay.errors = [in_words(error, current_locale())]
    if form.errors:
        status = 422
    return render_template("deadlines/page.html", form=form, answer=answer, weekday=weekday, counted_at=at), status


def is_asked() -> bool:
    """Tell whether the form was sent, rather than its page opened."""
    return not ASKED.isdisjoint(request.args)


def form_of(what_if: WhatIf, at: datetime) -> DeadlineForm:
    """Return the form as it was sent, or as it begins."""
    if is_asked():
        form = DeadlineForm(formdata=request.args)
    else:
        number, unit = request.args.get("so", ""), request.args.get("don_vi", LimitUnit.WORKING_DAY)
        form = DeadlineForm(formdata=None, data=beginning(at, number=number, unit=unit))
        form.co_quan.data = request.args.get("co_quan")
    form.offer(units_called(reading(), what_if.timetables.differing(), civil_date(at)))
    return form


def answer_to(form: DeadlineForm, what_if: WhatIf) -> Answer:
    """Count what a valid form asks.

    Raises:
        BeyondCalendarError: receipt or answer lie outside the years that the calendar answers for.
    """
    locale, limit = current_locale(), form.limit
    office = form.office or what_if.timetables.top
    deadline = what_if.due(form.received_at, limit, office)
    in_hours = limit.unit is LimitUnit.HOUR
    hours = what_if.timetables.of(office, civil_date(form.received_at)) if in_hours and office else None
    return Answer(
        deadline,
        form.received_at,
        in_words(limit.unit, locale) if limit.value is None else counted(limit.unit, limit.value, locale),
        form.office_name if in_hours else None,
        hours_in_words(hours, locale) if hours else [],
    )


def weekday(day: date) -> str:
    """Return what a day of the week is called in the language of the request."""
    return weekday_in_words(day, current_locale())
