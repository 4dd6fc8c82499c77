"""Vietnamese or English: a cookie, nothing guessed from the browser (decree: Vietnamese first)."""

from flask import Blueprint, Flask, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from markupsafe import Markup

from auth.guards import public
from gateway.words import LOCALES, TRANSLATIONS, catalogue

COOKIE = "lang"
ASKED_BY_ADDRESS = ("/kiem-tra", "/api/v1/deadlines")
"""Where `lang=` decides: what others link to, and what programs ask."""
bp = Blueprint("language", __name__)


def current_locale() -> str:
    """Return the locale of this request: `lang=` where a page honours it, else the cookie, else Vietnamese."""
    locale: str | None = g.get("locale")  # asked for by every word of a page
    if locale is None:
        wanted = request.args.get("lang") if request.path.startswith(ASKED_BY_ADDRESS) else None
        wanted = wanted or request.cookies.get(COOKIE, "")
        locale = g.locale = wanted if wanted in LOCALES else LOCALES[0]
    return locale


def local_path(wanted: str | None, default: str = "/") -> str:
    """Return `wanted` if it is a path on this site, else `default`: no redirect ever leaves the site."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return default
    return default if any(c == "\\" or not c.isprintable() for c in wanted) else wanted


@bp.get("/ngon-ngu/<any(vi, en):locale>")
@public()
def choose(locale: str) -> ResponseReturnValue:
    """Remember the language and go back to where the person was."""
    response = redirect(local_path(request.args.get("next")), 303)
    response.set_cookie(COOKIE, locale, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def translated(sentence: str, /, **values: object) -> Markup:
    """Be `_()` in templates: the sentence in the request's language, its values escaped.

    Flask-Babel's own looks three times for the request behind each sentence; a list has 150 of them, a quarter of its
    cost (docs/decisions/0013).
    """
    text = Markup(catalogue(current_locale()).gettext(sentence))  # noqa: S704 - written by us, in a template
    return text % values if "%" in text else text


def init_app(app: Flask) -> None:
    """Make `_()` in templates speak the request's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = LOCALES[0]
    Babel(app, locale_selector=current_locale)
    app.jinja_env.globals["_"] = translated
    app.register_blueprint(bp)
