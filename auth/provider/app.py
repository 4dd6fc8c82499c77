"""The provider: an application of its own, another party that happens to live here."""

import hashlib
import hmac
from pathlib import Path

from flask import Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined

from auth.provider.folder import Holdings
from auth.provider.memory import SESSION_SECONDS, Shelf, Throttle
from auth.provider.pages import authorize, language, logout, security
from auth.provider.protocol import endpoints
from auth.provider.protocol.discovery import metadata
from auth.provider.protocol.server import ProviderServer
from auth.provider.settings import ProviderSettings
from auth.provider.state import EXTENSION, Provider

STYLES = "provider.css"


def create_provider(settings: ProviderSettings) -> Flask:
    """Build the provider over a folder that `prepare` has filled.

    Sessions, codes and tokens live in the memory of this application: serve it with one process.

    Raises:
        NotPreparedError: the folder lacks a file.
        ValueError: the issuer is no address that a provider may have.
    """
    metadata(settings.issuer)
    holdings = Holdings.read_from(settings.folder)
    app = Flask("auth.provider")
    app.secret_key = hmac.new(holdings.secret, b"provider.cookie/1", hashlib.sha256).digest()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    server = ProviderServer(app, settings, holdings)
    server.register_endpoint(logout.EndSession)
    app.extensions[EXTENSION] = Provider(
        settings=settings,
        holdings=holdings,
        server=server,
        sessions=Shelf(SESSION_SECONDS, settings.now),
        throttle=Throttle(settings.now),
    )
    language.init_app(app)
    security.init_app(app, settings, holdings.clients.origins)
    styles = hashlib.sha256((Path(app.static_folder or "") / STYLES).read_bytes()).hexdigest()[:10]
    app.jinja_env.globals["styles"] = lambda: url_for("static", filename=STYLES, v=styles)
    for blueprint in (authorize.bp, logout.bp, endpoints.bp):
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "home", home)
    return app


def home() -> ResponseReturnValue:
    """Say what this is to whoever comes without being sent."""
    return render_template("provider/message.html", title="home.title", text="home.text")
