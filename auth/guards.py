"""The only ways to open a route: `@requires(...)` or `@public()`. One with neither stops the start (gateway/app.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import g

from auth.errors import NotSignedInError, RoleForbiddenError
from auth.permissions import Permission, may
from services.actor import Actor

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may open a route, and which audit event it writes when it changes something.

    `permission` is None for a public route. `event` is the tag of the event its verb records, for `gateway routes`.
    """

    permission: Permission | None
    event: str | None = None
    csrf: bool = True


def requires(permission: Permission, *, event: str | None = None) -> Callable[[View], View]:
    """Open a view to the signed-in whose role holds `permission`."""

    def mark(view: View) -> View:
        view.__policy__ = Policy(permission, event)  # type: ignore[attr-defined] # a mark on the function
        return view

    return mark


def public(*, event: str | None = None, csrf: bool = True) -> Callable[[View], View]:
    """Open a view to everybody. `csrf=False` only where no cookie gives any right (the open API)."""

    def mark(view: View) -> View:
        view.__policy__ = Policy(None, event, csrf)  # type: ignore[attr-defined] # a mark on the function
        return view

    return mark


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    """Return the policy a view was marked with, or None."""
    return getattr(view, "__policy__", None)


def current_actor() -> Actor | None:
    """Return who is signed in on this request, as loaded by auth/session.py, or None."""
    found: Actor | None = g.get("actor")
    return found


def signed_in() -> Actor:
    """Return who is signed in.

    Raises:
        NotSignedInError: nobody is.
    """
    actor = current_actor()
    if actor is None:
        raise NotSignedInError
    return actor


def enforce(policy: Policy) -> None:
    """Let the request pass, or raise.

    Raises:
        NotSignedInError: the route wants somebody signed in.
        RoleForbiddenError: somebody is, but not in a role that may open it.
    """
    if policy.permission is None:
        return
    actor = signed_in()
    if not may(actor.role, policy.permission):
        raise RoleForbiddenError(actor.role)
