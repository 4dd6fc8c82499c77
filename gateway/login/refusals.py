"""A refused login leaves one event, one line for the operator, and a plain page for the person."""

import re
from http import HTTPStatus
from typing import Final

from flask import current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed

from auth.errors import LoginRefusedError, Refusal
from auth.guards import current_actor
from auth.tables import LoginAttempt
from gateway.clock import now
from gateway.db import record_apart
from gateway.language import current_locale
from gateway.limits import Limit, spend
from gateway.login.wiring import CALLBACK
from gateway.words import in_words
from services.actor import SYSTEM
from services.audit.events import EventTag
from services.errors import DomainError

RETRY_AFTER: Final = "30"
CODE = re.compile(r"[A-Za-z_0-9]{1,60}")


def refused(error: LoginRefusedError, attempt: LoginAttempt | None) -> ResponseReturnValue:
    """Write the refusal down and show the page."""
    note(error, attempt)
    g.here = url_for("login.start")  # the link to the other language must not repeat what this address says
    page = render_template("login/refused.html", refusal=error.refusal)
    return page, HTTPStatus.BAD_REQUEST, {"Cache-Control": "no-store"}


def unavailable(error: DomainError, wanted: str) -> ResponseReturnValue:
    """Say that nobody signs in anew now, what still works, and what to do.

    Args:
        error: why.
        wanted: where the person was going, for another try.
    """
    page = render_template("login/unavailable.html", reason=in_words(error, current_locale()), wanted=wanted)
    return page, HTTPStatus.SERVICE_UNAVAILABLE, {"Cache-Control": "no-store", "Retry-After": RETRY_AFTER}


def note(error: LoginRefusedError, attempt: LoginAttempt | None) -> None:
    """Write the one event of a refused login, without anything that the provider or the browser said."""
    record_apart(
        tag=EventTag.LOGIN_REFUSED,
        by=current_actor() or SYSTEM,
        at=now(),
        object=("login_attempt", attempt.id if attempt else "unknown"),
        reason=error.refusal.value,
    )
    current_app.logger.warning("login refused: %s", " < ".join([error.refusal.value, *causes(error)]))


def causes(error: BaseException) -> list[str]:
    """Name what lies behind a refusal, as codes only: a description of the provider's could hold anything."""
    found = []
    cause = error.__cause__
    while cause is not None:
        said = str(getattr(cause, "error", None) or next(iter(cause.args), ""))
        found.append(type(cause).__name__ + (f" {said}" if CODE.fullmatch(said) else ""))
        cause = cause.__cause__
    return found


def refuse_posted_answer() -> None:
    """Note an answer that came as a form (`form_post`): we never ask for one. Werkzeug answers 405."""
    if (
        request.path == CALLBACK
        and request.method == "POST"
        and isinstance(request.routing_exception, MethodNotAllowed)
    ):
        spend(Limit.CALLBACK)
        note(LoginRefusedError(Refusal.METHOD), None)
