"""The daily list of papers that a centre hands over, printed and signed by both sides."""

from datetime import date, timedelta
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import reading
from gateway.officer.blueprint import bp
from services.calendar.province import civil_date
from services.dossiers.handed_over import batches_of_day

FIRST: Final = date(2025, 7, 1)
"""Before the two tiers of today nothing was handed over here."""


@bp.get("/ban-giao")
@requires(Permission.RECEIPT_DO)
def handed_over() -> ResponseReturnValue:
    """Show the list of a day, body by body; today's where the address names none."""
    today = civil_date(now())
    day = day_of(request.args.get("ngay"), today)
    step = timedelta(days=1)
    return render_template(
        "officer/handed_over.html",
        day=day,
        batches=batches_of_day(reading(), signed_in(), day),
        before=address(day - step) if day > FIRST else None,
        after=address(day + step) if day < today else None,
    )


def day_of(written: str | None, today: date) -> date:
    """Return the day that an address names, at most today; today for anything else."""
    try:
        day = date.fromisoformat(written or "")
    except ValueError:
        return today
    return day if FIRST <= day <= today else today


def address(day: date) -> str:
    """Return the address of the list of a day."""
    return url_for(".handed_over", ngay=day.isoformat())
