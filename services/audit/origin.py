"""Where an act comes from, as its session knows it: which request or job, and whether a demonstration is prepared.

It stands in `session.info` and not in arguments of verbs: no verb decides by it, and none can forget to hand it on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy.orm import Session

Rest = ParamSpec("Rest")
Found = TypeVar("Found")

REQUEST: Final = "request"
"""Under this name a session carries the id of its request or job; the edge sets it (gateway/db.py)."""
SEEDING: Final = "seeding"


def request_of(session: Session) -> str | None:
    """Return the id of the request or job that a session works for, None where there is none."""
    found: str | None = session.info.get(REQUEST)
    return found


def is_seeding(session: Session) -> bool:
    """Tell whether the session prepares a demonstration at this moment. What people do there later never says so."""
    return SEEDING in session.info


def seeding(prepare: Callable[Concatenate[Session, Rest], Found]) -> Callable[Concatenate[Session, Rest], Found]:
    """Mark a function that prepares a demonstration: events and lines of history it writes say that they are seeded."""

    @wraps(prepare)
    def marked(session: Session, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Found:
        session.info[SEEDING] = True
        try:
            return prepare(session, *args, **kwargs)
        finally:
            del session.info[SEEDING]

    return marked
