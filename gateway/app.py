"""The application: wires the parts, registers the blueprints, and refuses to start with an open route."""

from pathlib import Path

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

import gateway
from auth.guards import enforce, policy_of, public
from gateway import (
    blueprints,
    compression,
    db,
    errors,
    hosts,
    jinja,
    language,
    login,
    logs,
    maintenance,
    request_id,
    security,
    uploads,
)
from gateway.config import Config
from gateway.db import Database
from services.keys import KeyRing

ROOT = Path(gateway.__file__).resolve().parent.parent
"""The folder that holds `gateway`, `templates` and `migrations`: in a checkout and in site-packages alike."""

MEGABYTE = 1024 * 1024


class UnguardedRouteError(Exception):
    """A route has neither `@requires(...)` nor `@public()`: the program does not start with a door it does not know."""


def create_app(config: Config) -> Flask:
    """Build the application from checked settings.

    Raises:
        UnguardedRouteError: a route without a policy.
    """
    app = Flask("gateway", template_folder=str(ROOT / "templates"))
    app.config.update(
        SETTINGS=config,
        MAX_CONTENT_LENGTH=MEGABYTE,  # upload routes raise it for themselves (security brief P31)
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=1_000,
        WTF_CSRF_TIME_LIMIT=None,  # a form left open over lunch still sends; the session's end ends the token
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,  # addresses of static files carry their digest
    )
    if config.trusted_proxies:
        n = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign] # Flask's way to wrap itself

    request_id.init_app(app)
    logs.init_app(app)
    hosts.init_app(app, config)
    keys = KeyRing.open(config.key_ring_file)
    app.secret_key = keys.derive("gateway.cookie/1")
    db.init_app(app, Database(config.database_url, keys, auditor_url=config.database_auditor_url))
    language.init_app(app)
    compression.init_app(app, config)
    jinja.init_app(app)
    errors.init_app(app)
    login.init_app(app, config)  # who is signed in is known before the token of a form is compared
    uploads.init_app(app)
    security.init_app(app)
    app.before_request(check_policy)
    maintenance.init_app(app)  # only what may reach its view is told to wait
    public()(app.view_functions["static"])
    for blueprint in blueprints.all_blueprints():
        app.register_blueprint(blueprint)
    refuse_unguarded(app)
    return app


def check_policy() -> None:
    """Let the request reach its view only if the route's policy allows it."""
    if request.endpoint is None:
        return  # no such route, or not this method: Werkzeug answers
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy is None:
        raise UnguardedRouteError(request.endpoint)
    enforce(policy)


def refuse_unguarded(app: Flask) -> None:
    """Walk every route.

    Raises:
        UnguardedRouteError: naming each route without a policy.
    """
    open_doors = sorted(
        rule.endpoint for rule in app.url_map.iter_rules() if policy_of(app.view_functions[rule.endpoint]) is None
    )
    if open_doors:
        raise UnguardedRouteError(", ".join(open_doors))
