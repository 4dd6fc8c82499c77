"""What every response carries, and what every changing request must prove."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect

from auth.guards import current_actor, policy_of
from gateway.config import Config

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
csrf = CSRFProtect()


def content_policy(config: Config) -> str:
    """Return the Content-Security-Policy: nothing inline, nothing from elsewhere.

    The issuer's origin may receive our logout form: Chromium applies `form-action` to redirects too.
    """
    issuer = urlsplit(config.issuer)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"form-action 'self' {issuer.scheme}://{issuer.netloc}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def init_app(app: Flask) -> None:
    """Add the headers and the checks."""
    config: Config = app.config["SETTINGS"]
    policy = content_policy(config)
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # checked below, by the route's policy
    csrf.init_app(app)

    @app.before_request
    def own_origin() -> None:
        """A changing request comes from our own pages and carries our token (security brief P24)."""
        if request.method in SAFE or request.endpoint is None:
            return
        route = policy_of(app.view_functions[request.endpoint])
        if route is None or not route.csrf:
            return
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise ForeignOriginError
        origin = request.headers.get("Origin")
        if origin is not None and origin != config.origin:
            raise ForeignOriginError
        csrf.protect()

    @app.after_request
    def harden(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if config.secure_cookies:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if request.endpoint != "static":
            private = current_actor() is not None or request.method not in SAFE
            headers.setdefault("Cache-Control", "no-store" if private else "no-cache")
        return response


class ForeignOriginError(Exception):
    """A changing request came from another site."""


def settings() -> Config:
    """Return the settings of the running application."""
    found: Config = current_app.config["SETTINGS"]
    return found
