"""What ties a login to the browser that set out, and where it wants to go afterwards."""

import re
from typing import Final

from flask import request
from werkzeug import Response

from auth.attempts import ATTEMPT_LIFETIME
from auth.tokens import fresh_token
from gateway.language import local_path
from gateway.login.wiring import CALLBACK
from gateway.security import settings

COOKIE: Final = "gateway_login"
SECRET = re.compile(r"[\w-]{43}", re.ASCII)
LONGEST_PATH: Final = 2_000
WAYS_IN_AND_OUT: Final = ("/dang-nhap", "/dang-xuat", "/chon-vai-tro", CALLBACK)


def cookie_name() -> str:
    """Return the name of the cookie; over https no other host of the domain can set it."""
    return f"__Host-{COOKIE}" if settings().secure_cookies else COOKIE


def browser_secret() -> str | None:
    """Return the secret that this browser holds."""
    found = request.cookies.get(cookie_name(), "")
    return found if SECRET.fullmatch(found) else None


def bind(response: Response) -> str:
    """Give the browser its secret and return it. Several tabs share it, so that each of them can finish."""
    secret = browser_secret() or fresh_token()
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=ATTEMPT_LIFETIME,
        path="/",
        secure=settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )
    return secret


def next_path() -> str:
    """Return where to go after the login: a path of this site that is not part of the login itself."""
    wanted = local_path(request.args.get("next"))
    return "/" if len(wanted) > LONGEST_PATH or wanted.startswith(WAYS_IN_AND_OUT) else wanted
