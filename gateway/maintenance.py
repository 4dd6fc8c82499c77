"""While maintenance runs nothing can be written: such a form comes back whole, with until when and what still works.

Reading, tracking and checking go on, and so do signing in and out: who looks at a dossier has to say who they are.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from auth.guards import policy_of
from gateway.announced import running_maintenance
from gateway.clock import now
from gateway.errors import answer, wants_json
from gateway.language import current_locale
from gateway.security import SAFE
from gateway.words import in_words
from services.announcements.errors import ReadOnlyError
from services.announcements.queries import MaintenanceWindow
from services.audit.events import EventTag

STILL_WORKS: Final = frozenset(
    {
        EventTag.ROLE_CHOOSE.value,
        EventTag.LOGOUT.value,
        EventTag.AUDIT_READ.value,
        EventTag.RESULT_VERIFY.value,
        EventTag.MAINTENANCE_ANNOUNCE.value,
        EventTag.MAINTENANCE_END.value,
    }
)
"""What is sent and yet changes no matter of anybody's; and the end of the maintenance itself."""
TOKEN: Final = "csrf_token"  # noqa: S105 - the name of a field


def writes() -> bool:
    """Tell whether this request would change something that maintenance protects. Open routes only ask."""
    if request.method in SAFE or request.endpoint is None:
        return False
    policy = policy_of(current_app.view_functions[request.endpoint])
    return policy is not None and policy.permission is not None and policy.event not in STILL_WORKS


def read_only() -> ResponseReturnValue | None:
    """Answer in place of the view while maintenance runs; nothing is done, nothing is lost."""
    if not writes() or (window := running_maintenance()) is None:
        return None
    return held_back(window)


def held_back(window: MaintenanceWindow) -> Response:
    """Say until when, and hold what was typed in the page and nowhere else."""
    if wants_json():
        error = ReadOnlyError(window.ends_at)
        response = answer(HTTPStatus.SERVICE_UNAVAILABLE, reason=in_words(error, current_locale()), code=error.code)
    else:
        typed = [(name, value) for name in request.form if name != TOKEN for value in request.form.getlist(name)]
        sent_file = any(one.filename for one in request.files.values())
        page = render_template("errors/maintenance.html", window=window, typed=typed, sent_file=sent_file)
        response = Response(page, HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/html")
    response.headers["Retry-After"] = str(seconds_left(window, now()))
    response.headers["Cache-Control"] = "no-store"
    return response


def seconds_left(window: MaintenanceWindow, at: datetime) -> int:
    """Return in how many seconds to try again."""
    return max(1, int((window.ends_at - at).total_seconds()))


def init_app(app: Flask) -> None:
    """Look at every request that may reach its view."""
    app.before_request(read_only)
