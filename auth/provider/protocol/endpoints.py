"""What machines call: discovery, keys, token, userinfo."""

from authlib.oauth2 import OAuth2Error, ResourceProtector
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from auth.provider.protocol.discovery import metadata
from auth.provider.protocol.server import LiveTokens
from auth.provider.state import provider

bp = Blueprint("protocol", __name__)


@bp.get("/.well-known/openid-configuration")
def discovery() -> ResponseReturnValue:
    """Describe the provider."""
    return jsonify(metadata(provider().settings.issuer))


@bp.get("/jwks")
def jwks() -> ResponseReturnValue:
    """Give the public key."""
    return jsonify(provider().server.public_keys.as_dict(private=False))


@bp.post("/token")
def token() -> ResponseReturnValue:
    """Exchange a code for an ID token and an access token."""
    response: ResponseReturnValue = provider().server.create_token_response()
    return response


@bp.route("/userinfo", methods=["GET", "POST"])
def userinfo() -> ResponseReturnValue:
    """Say about a person what the scopes of the access token open."""
    server = provider().server
    protector = ResourceProtector()
    protector.register_token_validator(LiveTokens(server.issued))
    try:
        found = protector.validate_request(["openid"], request)
    except OAuth2Error as error:
        response: ResponseReturnValue = server.handle_error_response(None, error)
        return response
    return jsonify(server.userinfo(found))
