"""What the frame of every page asks: which pages exist, who is acting, where the language link comes back to."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request
from flask_babel import gettext

from auth.guards import current_actor, policy_of
from auth.permissions import may
from gateway.language import current_locale
from gateway.words import in_words

PAGES = "gateway.frame.pages"


@dataclass(frozen=True, slots=True)
class Acting:
    """Who the person signed in is at this moment, in words: nobody is left in doubt in which role they act."""

    role: str
    name: str | None
    unit: str | None


def acting() -> Acting | None:
    """Return who is acting, or None for an anonymous page.

    The names come from `g.actor_name` and `g.actor_unit`, set with the session: the frame itself asks no database, so
    that it can be drawn when there is none.
    """
    actor = current_actor()
    if actor is None:
        return None
    role = gettext("Đại diện tổ chức") if actor.acting_for else in_words(actor.role, current_locale())
    return Acting(role, g.get("actor_name"), g.get("actor_unit"))


def has_endpoint(name: str) -> bool:
    """Tell whether a view of this name is registered."""
    return name in current_app.view_functions


def has_page(path: str) -> bool:
    """Tell whether a page can be read at this address, so that no link in the frame leads nowhere."""
    pages: frozenset[str] | None = current_app.extensions.get(PAGES)
    if pages is None:
        rules = current_app.url_map.iter_rules()
        pages = frozenset(r.rule for r in rules if not r.arguments and "GET" in (r.methods or ()))
        current_app.extensions[PAGES] = pages
    return path in pages


def may_open(endpoint: str) -> bool:
    """Tell whether whoever acts may open a view, so that no way inside a room leads to a refusal."""
    actor, policy = current_actor(), policy_of(current_app.view_functions[endpoint])
    return (
        actor is not None
        and policy is not None
        and policy.permission is not None
        and may(actor.role, policy.permission)
    )


def here() -> str:
    """Return the address to come back to after choosing a language: this page, if it can be read again.

    A view whose address must not be repeated names another one in `g.here`.
    """
    if "here" in g:
        return str(g.here)
    if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return "/"
    return request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else request.path


def init_app(app: Flask) -> None:
    """Let templates ask."""
    app.jinja_env.globals.update(
        acting=acting,
        current_actor=current_actor,
        has_endpoint=has_endpoint,
        has_page=has_page,
        here=here,
        may_open=may_open,
    )
