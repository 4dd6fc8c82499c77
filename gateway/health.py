"""Alive, and ready."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from auth.guards import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public()
def alive() -> Response:
    """Say that the process answers; touches nothing else."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@public()
def ready() -> ResponseReturnValue:
    """Say whether database, migrations, files and keys are there. The identity provider is not asked."""
    from gateway.readiness import checks

    found = checks()
    return jsonify({name: "ok" if good else "failed" for name, good in found.items()}), 200 if all(
        found.values()
    ) else 503
