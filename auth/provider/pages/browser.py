"""Who is signed in with this browser. The cookie is signed and holds an identifier; the rest is in memory."""

import secrets

from flask import session

from auth.provider.memory import BrowserSession
from auth.provider.people import Person
from auth.provider.state import provider

KEY = "sid"


def current_session() -> BrowserSession | None:
    """Return the session of this browser, if it is alive."""
    return provider().sessions.get(session.get(KEY, ""))


def sign_in(person: Person, *, answering: str) -> BrowserSession:
    """Begin a session; nothing of an older one, not even its form token, goes on.

    Args:
        person: who has proved themselves.
        answering: the authorization request that asked for it.
    """
    provider().sessions.take(session.get(KEY, ""))
    session.clear()
    found = BrowserSession(
        sid=secrets.token_urlsafe(24),
        person=person,
        auth_time=provider().settings.now(),
        signed_in_for=answering,
    )
    provider().sessions.put(found.sid, found)
    session[KEY] = found.sid
    return found


def sign_out() -> None:
    """End the session of this browser, and the access tokens that came of it."""
    sid = session.get(KEY, "")
    provider().sessions.take(sid)
    provider().server.issued.end_session(sid)
    session.clear()
