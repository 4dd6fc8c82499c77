"""Vietnamese or English: what the client asks for (`ui_locales`), else what the person chose here, else Vietnamese."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue

from auth.provider.state import provider
from auth.provider.words import LOCALES, say, say_roles

COOKIE = "provider_lang"
YEAR_SECONDS = 31_536_000
PARAMETER = "ui_locales"
bp = Blueprint("language", __name__)


def current_locale() -> str:
    """Return the locale of this request. Of a list, the first that is spoken here counts; `vi-VN` is `vi`."""
    wanted = [tag.partition("-")[0] for tag in request.args.get(PARAMETER, "").split()]
    wanted.append(request.cookies.get(COOKIE, ""))
    return next((locale for locale in wanted if locale in LOCALES), LOCALES[0])


def here() -> str:
    """Return the address that shows this page again: a page that answers a form is found where the form was."""
    path = request.path.rpartition("/")[0] if request.method == "POST" else request.path
    return f"{path or '/'}?{query_without()}"


def query_without(*names: str) -> str:
    """Return the query of this request without some parameters."""
    return urlencode([(name, value) for name, value in request.args.items(multi=True) if name not in names])


def in_language(path: str, locale: str) -> str:
    """Return a local address with its `ui_locales`, if it has one, changed; `/` for one that is not local."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or not path.startswith("/") or not path.isprintable() or "\\" in path:
        return "/"
    query = [
        (name, locale if name == PARAMETER else value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return f"{parts.path}?{urlencode(query)}" if query else parts.path


@bp.get("/ngon-ngu/<any(vi, en):locale>")
def choose(locale: str) -> ResponseReturnValue:
    """Remember the language and show the page again."""
    response = redirect(in_language(request.args.get("next", "/"), locale), 303)
    secure = provider().settings.is_https
    response.set_cookie(COOKIE, locale, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=secure)
    return response


def init_app(app: Flask) -> None:
    """Give templates their sentences."""

    @app.context_processor
    def sentences() -> dict[str, object]:
        locale = current_locale()
        return {
            "locale": locale,
            "here": here,
            "query_without": query_without,
            "roles": lambda person: say_roles(person.roles, locale),
            "t": lambda key, **values: say(key, locale, **values),
        }

    app.register_blueprint(bp)
