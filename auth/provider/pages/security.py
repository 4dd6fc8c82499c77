"""What every answer carries, which host is served, and the pages for what goes wrong."""

from flask import Flask, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, HTTPException

from auth.provider.pages import logout
from auth.provider.pages.asked import CHOICE
from auth.provider.pages.language import query_without
from auth.provider.protocol import endpoints
from auth.provider.settings import ProviderSettings

SAFE = ("GET", "HEAD")
YEAR_SECONDS = 31_536_000


def content_policy(origins: list[str]) -> str:
    """Return the Content-Security-Policy: nothing inline, nothing from elsewhere.

    Args:
        origins: those of the clients. Chromium applies `form-action` to redirects too, and the answer to the sign-in
            form is a redirect to the client.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            " ".join(("form-action 'self'", *origins)),
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def init_app(app: Flask, settings: ProviderSettings, origins: list[str]) -> None:
    """Add the headers and the checks."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-provider_session" if settings.is_https else "provider_session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=65_536,
        MAX_FORM_MEMORY_SIZE=65_536,
        MAX_FORM_PARTS=50,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR_SECONDS,  # the style sheet's address changes with its bytes
    )
    csrf = CSRFProtect(app)
    csrf.exempt(endpoints.bp)
    csrf.exempt(logout.ask_by_form)
    policy = content_policy(origins)

    @app.before_request
    def own_host() -> ResponseReturnValue | None:
        """Serve one host name: the cookie of another would not be found again."""
        if request.host.lower() == settings.host.lower():
            return None
        if request.method not in SAFE:
            raise BadRequest
        return redirect(f"{settings.issuer}{request.full_path}", 302)

    @app.after_request
    def harden(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if settings.is_https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
        if request.endpoint != "static":
            headers["Cache-Control"] = "no-store"
        return response

    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(HTTPException, http_error)


def stale_form(_: CSRFError) -> ResponseReturnValue:
    """Offer to start again, with the same request of the client."""
    again = f"/authorize?{query_without(CHOICE)}" if request.path.startswith("/authorize/") else None
    return render_template("provider/message.html", title="stale.title", text="stale.text", again=again), 400


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Say it plainly; details are for the log."""
    if error.code is None or error.code < BadRequest.code:
        return error
    title = f"http.{error.code}" if error.code in {404, 500} else "http.other"
    headers = {name: value for name, value in error.get_headers() if name == "Allow"}
    return render_template("provider/message.html", title=title, text="http.text"), error.code, headers
