"""The id of a request or a job: in its events, in its log lines, in its answer, on the page that refuses.

Whoever calls the help desk reads it out, and everything that happened is found by it. It is made here for each request
and never taken from what a client sent, which could name somebody else's.
"""

import secrets
from base64 import b32encode
from collections.abc import Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from procrastinate import JobContext
from procrastinate.middleware import AsyncCallNext

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER: Final = "X-Request-ID"
GROUPS: Final = 3
LETTERS: Final = 4  # a group as people say it aloud, and shorter than what the log takes for a person's number
_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def current_id() -> str | None:
    """Return the id of the request or job that this thread works for, or of its last; None on a command line."""
    return _current.get()


def new_id() -> str:
    """Make an id of 60 random bits without letters and digits that look alike: `Q7KM-2XAB-PLT4`."""
    drawn = b32encode(secrets.token_bytes(8)).decode()
    return "-".join(drawn[LETTERS * one : LETTERS * (one + 1)] for one in range(GROUPS))


class Identified:
    """A WSGI application whose every request has an id, which its answer names.

    The id stays until the thread's next request: the body of an answer may still be read, and fail, after the view.
    """

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Give the request its id and pass it on."""
        made = new_id()
        _current.set(made)

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            return start_response(status, [*headers, (HEADER, made)], *failure)

        return self._app(environ, start)


async def identified_job(run: AsyncCallNext, context: JobContext, _: object) -> object:
    """Be the worker's middleware: a job goes by its number in the queue, `job-17`, also when it is tried again."""
    _current.set(f"job-{context.job.id}")
    return await run()


def init_app(app: Flask) -> None:
    """Give every request an id, before anything else sees it."""
    app.wsgi_app = Identified(app.wsgi_app)  # type: ignore[method-assign] # Flask's documented way to wrap itself
