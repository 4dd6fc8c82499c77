"""What is announced, on one page for everybody: maintenance to come, notices in force, and the last that were."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from auth.guards import public
from gateway.announced import current_announcements
from gateway.clock import now
from gateway.db import reading
from services.announcements.queries import published
from services.calendar.province import civil_date

bp = Blueprint("noticeboard", __name__)


@bp.get("/thong-bao")
@public()
def notices() -> ResponseReturnValue:
    """List notices with their days, the newest first."""
    on = civil_date(now())
    found = published(reading(), on)
    return render_template(
        "noticeboard.html",
        windows=current_announcements().windows,
        current=[one for one in found if one.holds(on)],
        over=[one for one in found if not one.holds(on)],
    )
