"""From a refusal to an answer: the status of each kind, decided here once, as a page or as problem+json (RFC 9457)."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import DataError, InterfaceError, NoResultFound, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from auth.errors import LoginRefusedError, NotSignedInError, ProviderUnavailableError, RoleForbiddenError
from gateway.db import AuditorAddressMissingError
from gateway.hosts import ForeignHostError
from gateway.language import current_locale
from gateway.refusals import note_refusal
from gateway.request_id import current_id
from gateway.security import ForeignOriginError
from gateway.words import in_words
from services.errors import ConflictError, DomainError, ForbiddenError, InvalidInputError, NotFoundError
from services.storage import FileTooLargeError, StoreUnavailableError

STATUSES: dict[type[DomainError], HTTPStatus] = {
    NotSignedInError: HTTPStatus.UNAUTHORIZED,
    RoleForbiddenError: HTTPStatus.FORBIDDEN,
    LoginRefusedError: HTTPStatus.BAD_REQUEST,
    ProviderUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    FileTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
WRITTEN_DOWN = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
"""What somebody signed in was refused with leaves an event; a form to be corrected does not."""
FORM_EXPIRED = "form_expired"
RETRY_AFTER = "5"


def status_of(error: DomainError) -> HTTPStatus:
    """Return the HTTP status of a refusal: that of the nearest kind it belongs to, else 409."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return HTTPStatus.CONFLICT


def wants_json() -> bool:
    """Tell whether the caller is a program: the API's part of the address space."""
    return request.path.startswith("/api/")


def answer(
    status: HTTPStatus,
    *,
    reason: str | None = None,
    code: str | None = None,
    index: int | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Build the error page, or the problem document. Nothing of the request is repeated in it but the id we gave it.

    One line of the log says which page was refused: whoever calls about it reads out the id. `index` says which item
    of a list that a program sent is wrong; `more` has what else a program is told.
    """
    current_app.logger.info("answered %d at %s: %s", status, request.endpoint, code)
    if wants_json():
        response = jsonify(
            {"type": "about:blank", "title": status.phrase, "status": status.value}
            | ({"detail": reason} if reason else {})
            | ({"code": code} if code else {})
            | ({"index": index} if index is not None else {})
            | dict(more or {})
            | {"request": current_id()}
        )
        response.mimetype = "application/problem+json"
    else:
        response = Response(
            render_template("errors/error.html", status=status.value, reason=reason), mimetype="text/html"
        )
    response.status_code = status
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(error: DomainError) -> ResponseReturnValue:
    """Answer a refusal of the domain: its status, its sentence; somebody not signed in goes to the login."""
    if isinstance(error, NotSignedInError) and not wants_json():
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("login.start", next=wanted), 303)
    status = status_of(error)
    if status in WRITTEN_DOWN:
        note_refusal(error.code)
    reason = in_words(error, current_locale())
    return answer(status, reason=reason, code=error.code, index=error.data.get("index"))


def absent(_: Exception) -> ResponseReturnValue:
    """Answer `session.get_one` and `scalars().one()` finding nothing: a 404, decided here once."""
    note_refusal("not_found")
    return answer(HTTPStatus.NOT_FOUND)


def overtaken(_: Exception) -> ResponseReturnValue:
    """Answer a row that somebody else changed in the same moment: the version column noticed."""
    note_refusal("overtaken")
    return answer(HTTPStatus.CONFLICT)


def not_from_here(_: Exception) -> ResponseReturnValue:
    """Answer a form whose token is not this session's, or that another site sent."""
    note_refusal(FORM_EXPIRED)
    return answer(HTTPStatus.BAD_REQUEST, code=FORM_EXPIRED)


def elsewhere(error: ForeignHostError) -> ResponseReturnValue:
    """Answer what was sent to another name of this machine: where it belongs, as the settings have it."""
    reason = gettext(
        "Hệ thống chỉ nhận thông tin tại %(address)s. Chưa có gì được lưu: hãy mở địa chỉ này rồi gửi lại.",
        address=error.origin,
    )
    return answer(HTTPStatus.BAD_REQUEST, reason=reason, code="foreign_host")


def unstorable(_: Exception) -> ResponseReturnValue:
    """Answer text or numbers that no column can hold, a NUL character above all: nothing can be called so."""
    current_app.logger.warning("asked for what no column holds at %s", request.endpoint)
    return answer(HTTPStatus.BAD_REQUEST)


def database_down(error: Exception) -> ResponseReturnValue:
    """Answer while the database cannot be reached or has no connection left: try again shortly."""
    current_app.logger.error("database unavailable: %s", type(error).__name__)
    return answer(HTTPStatus.SERVICE_UNAVAILABLE)


def store_down(error: StoreUnavailableError) -> ResponseReturnValue:
    """Answer while the disk of stored files refuses: full, read-only or gone."""
    current_app.logger.error("file store unavailable: errno %s", error.errno)
    return answer(HTTPStatus.SERVICE_UNAVAILABLE)


def plain(error: HTTPException) -> ResponseReturnValue:
    """Answer what Werkzeug refuses: no such page, wrong method, too large."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error  # a redirect of Werkzeug's own
    if error.code == HTTPStatus.NOT_FOUND:
        note_refusal("not_found")
    response = answer(HTTPStatus(error.code))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def broken(error: Exception) -> ResponseReturnValue:
    """Answer a mistake of ours: logged with its traceback, shown without."""
    current_app.logger.error("unexpected %s", type(error).__name__, exc_info=error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR)


HANDLERS: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    DomainError: refused,
    NoResultFound: absent,
    StaleDataError: overtaken,
    CSRFError: not_from_here,
    ForeignOriginError: not_from_here,
    ForeignHostError: elsewhere,
    DataError: unstorable,
    OperationalError: database_down,
    InterfaceError: database_down,
    PoolTimeout: database_down,
    DriverError: database_down,
    AuditorAddressMissingError: database_down,
    StoreUnavailableError: store_down,
    HTTPException: plain,
    Exception: broken,
}


def init_app(app: Flask) -> None:
    """Register every handler."""
    for kind, handler in HANDLERS.items():
        app.register_error_handler(kind, handler)
