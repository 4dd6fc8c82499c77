"""Signing in with the identity provider, choosing what to act as, signing out."""

from flask import Flask

from auth.session import DatabaseSessions
from gateway import limits
from gateway.clock import now
from gateway.config import Config
from gateway.db import database
from gateway.login import views
from gateway.login.refusals import refuse_posted_answer
from gateway.login.wiring import EXTENSION, relying_party

WITHOUT_SESSION = frozenset({"static", "assets.style_sheet", "health.alive", "health.ready"})
"""What is asked often and looks the same to everybody costs no look-up."""


def init_app(app: Flask, config: Config) -> None:
    """Give the application its sessions, its limits, and the way in and out.

    Raises:
        auth.oidc.issuer.InsecureIssuerError, auth.oidc.client.ClientKeyError, auth.claims.ClaimsFileError,
        auth.relying_party.UnsafeAlgorithmError: the settings would not keep what docs/login.md promises.
    """
    with app.app_context():
        found = database()
    app.extensions[EXTENSION] = relying_party(config)
    DatabaseSessions(
        reading=found.reading,
        unit_of_work=found.unit_of_work,
        now=now,
        secure=config.secure_cookies,
        without=WITHOUT_SESSION,
    ).init_app(app)
    limits.init_app(app, config)
    app.before_request(refuse_posted_answer)
    app.register_blueprint(views.bp)
