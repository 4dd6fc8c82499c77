"""Signing out when a client asks for it (OpenID Connect RP-Initiated Logout 1.0)."""

from authlib.oauth2 import OAuth2Error
from authlib.oidc.rpinitiated import EndSessionEndpoint
from authlib.oidc.rpinitiated.end_session import EndSessionRequest
from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from joserfc.jwk import KeySet
from werkzeug.datastructures import MultiDict

from auth.provider.pages.authorize import see_other
from auth.provider.pages.browser import current_session, sign_out
from auth.provider.pages.language import PARAMETER
from auth.provider.state import provider

bp = Blueprint("logout", __name__, url_prefix="/end_session")


class UnreadableRequestError(Exception):
    """The request to sign out cannot be taken at its word; nobody is signed out or sent anywhere."""


class EndSession(EndSessionEndpoint):
    """Authlib's checks of the hint and of the address to go to afterwards."""

    def get_server_jwks(self) -> KeySet:
        """Return the keys with which a hint must be signed."""
        keys: KeySet = self.server.public_keys
        return keys

    def end_session(self, end_session_request: EndSessionRequest) -> None:  # noqa: ARG002 - Authlib's signature
        """Sign out this browser."""
        sign_out()


@bp.get("")
def ask() -> ResponseReturnValue:
    """Sign out at once for a client that shows this session's ID token; otherwise ask the person."""
    return answer(request.args)


@bp.post("")
def ask_by_form() -> ResponseReturnValue:
    """Do the same for a client that sends a form. It comes from another site, so it brings no token of ours."""
    return answer(request.form)


def answer(parameters: MultiDict[str, str]) -> ResponseReturnValue:
    """Decide between signing out and asking."""
    wanted = read(parameters)
    who = current_session()
    hinted = (wanted.id_token_claims or {}).get("sid")
    if who is not None and hinted != who.sid:  # anybody can show an ID token of their own
        return render_template("provider/sign_out.html", person=who.person, parameters=parameters)
    return leave(wanted)


@bp.post("/xac-nhan")
def confirmed() -> ResponseReturnValue:
    """Sign out the person who has said so."""
    return leave(read(request.form))


def read(parameters: MultiDict[str, str]) -> EndSessionRequest:
    """Check a request.

    Raises:
        UnreadableRequestError: the hint is not ours, or is not the client's.
    """
    try:
        return provider().server.validate_endpoint_request("end_session", parameters)
    except (OAuth2Error, ValueError, TypeError, RecursionError) as error:  # Authlib words its refusal with the hint's
        raise UnreadableRequestError from error  # own text, and fails over letters that RFC 6749 §5.2 does not allow


def leave(wanted: EndSessionRequest) -> ResponseReturnValue:
    """Sign out, then go where the client registered, or say that it is done."""
    response = provider().server.create_endpoint_response("end_session", wanted)
    language = {PARAMETER: wanted.ui_locales} if wanted.ui_locales else {}
    return see_other(response) if response else redirect(url_for(".done", **language), 303)


@bp.get("/xong")
def done() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("provider/message.html", title="left.title", text="left.text")


@bp.errorhandler(UnreadableRequestError)
def tell_person(_: UnreadableRequestError) -> ResponseReturnValue:
    """Say that nothing has changed."""
    return render_template("provider/message.html", title="refused.title", text="refused.logout"), 400
