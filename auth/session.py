"""Who is signed in on this request. Signed in means a row in PostgreSQL that an opaque cookie names.

An anonymous browser has no cookie at all, until a form or a notice needs one: then a signed one with a nonce for form
tokens. A session is found in one statement, noted as used at most once a minute, and ends for every process at once.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Flask, Request, Response, g, request
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from auth.lookup import find
from auth.operations import touch
from services.actor import Actor

BETWEEN_TOUCHES: Final = timedelta(minutes=1)

SIGNED_IN = "gateway_session"
FORM = "gateway_form"
CSRF = "csrf_token"
NEXT = "next"
KEPT_IN_COOKIE = frozenset({CSRF, NEXT, "_flashes"})
"""All that a browser keeps for us: the nonce, where it was going, notices. No personal data belongs into a notice."""


@dataclass(frozen=True, slots=True)
class CurrentLogin:
    """The session of this request, for what an `Actor` does not say."""

    id: UUID
    level: int | None
    several: bool


def current_login() -> CurrentLogin | None:
    """Return the session of this request, or None for an anonymous one."""
    found: CurrentLogin | None = g.get("login")
    return found


def browser_session() -> "BrowserSession":
    """Return this request's session itself, for a view that begins or ends one."""
    found: BrowserSession = flask_session._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - its name
    return found


class BrowserSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session: the form nonce and notices. Flask-WTF and `flash` need no more."""

    modified = False

    def __init__(self, token: str | None, kept: dict[str, Any]) -> None:
        def changed(_: Any) -> None:
            self.modified = True

        super().__init__(kept, changed)
        self.token = token
        self.had_form_cookie = bool(kept)
        self.signed_in = False
        self.sends: str | None = None
        self.leaves = False

    def adopt(self, token: str) -> None:
        """Give the browser a new session: always a new name, never one it brought along (no fixation)."""
        self.clear()
        self.sends, self.signed_in, self.leaves = token, False, False

    def leave(self) -> None:
        """Take the session's cookie from the browser."""
        self.clear()
        self.signed_in, self.leaves = False, True


class DatabaseSessions(SessionInterface):
    """Flask's sessions, kept in the tables of auth/tables.py.

    Args:
        reading: opens a session that only reads.
        unit_of_work: opens a transaction.
        now: the clock.
        secure: whether people come over https.
        without: endpoints that never ask who is signed in.
    """

    def __init__(
        self,
        *,
        reading: Callable[[], AbstractContextManager[Session]],
        unit_of_work: Callable[[], AbstractContextManager[Session]],
        now: Callable[[], datetime],
        secure: bool,
        without: frozenset[str],
    ) -> None:
        self._reading, self._unit_of_work, self._now = reading, unit_of_work, now
        self._without = without
        self._secure = secure
        prefix = "__Host-" if secure else ""
        self.signed_in_cookie, self.form_cookie = prefix + SIGNED_IN, prefix + FORM

    def init_app(self, app: Flask) -> None:
        """Make this the application's sessions."""
        app.session_interface = self
        app.before_request(self.load)

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """Read the cookies. The database is asked in `load`, where its failure has an answer."""
        kept: dict[str, Any] = {}
        if signed := request.cookies.get(self.form_cookie):
            try:
                kept = self._signer(app).loads(signed)
            except BadSignature:
                kept = {}
        return BrowserSession(request.cookies.get(self.signed_in_cookie), kept)

    def load(self) -> None:
        """Find who is signed in, before anything of the request is decided."""
        session = browser_session()
        if session.token is None or request.endpoint in self._without:
            return
        at = self._now()
        with self._reading() as reading:
            row = find(reading, session.token, at=at)
            if row is None:
                session.leaves = True
                return
            g.actor_name = row.Organisation.name if row.Organisation else row.Person.name
        g.actor = Actor(row.person_id, row.role, row.account_id, row.post_id, row.unit_id, row.acting_for)
        g.actor_unit = row.unit
        g.login = CurrentLogin(row.id, row.level, row.several)
        dict.__setitem__(session, CSRF, row.csrf)  # kept in the row, so the cookie has not changed
        session.signed_in = True
        if at - row.last_seen_at >= BETWEEN_TOUCHES:
            with self._unit_of_work() as writing:
                touch(writing, row.id, at=at)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookies that changed.

        Raises:
            TypeError: a view kept something in the session that does not belong there.
        """
        if not isinstance(session, BrowserSession):
            return
        if foreign := session.keys() - KEPT_IN_COOKIE:
            raise TypeError(f"the session keeps no {sorted(foreign)}: use a row, a form or an address")
        if request.endpoint not in self._without:
            response.vary.add("Cookie")
        if session.sends is not None:
            response.headers["Cache-Control"] = "no-store"
            self._set(response, self.signed_in_cookie, session.sends)
        elif session.leaves:
            self._delete(response, self.signed_in_cookie)
        if session.modified:
            self._save_form(app, session, response)

    def _save_form(self, app: Flask, session: BrowserSession, response: Response) -> None:
        kept = {key: value for key, value in session.items() if key != CSRF or not session.signed_in}
        if kept:
            self._set(response, self.form_cookie, str(self._signer(app).dumps(kept)))
        elif session.had_form_cookie:
            self._delete(response, self.form_cookie)

    def _set(self, response: Response, name: str, value: str) -> None:
        """Set a cookie that lives as long as the browser's window and that no script can read."""
        response.set_cookie(name, value, path="/", secure=self._secure, httponly=True, samesite="Lax")

    def _delete(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", secure=self._secure, httponly=True, samesite="Lax")

    @staticmethod
    def _signer(app: Flask) -> URLSafeSerializer:
        return URLSafeSerializer(app.secret_key or "", salt="gateway.form/1")
