"""The authorization endpoint and its two pages: sign in, and agree to what is handed over."""

from authlib.oauth2.rfc6749 import AccessDeniedError
from authlib.oidc.core.errors import ConsentRequiredError, LoginRequiredError
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.provider.claims import claims_for
from auth.provider.memory import BrowserSession
from auth.provider.pages.asked import CHOICE, Asked, RefusedError, UnknownDestinationError, read_asked
from auth.provider.pages.browser import current_session, sign_in, sign_out
from auth.provider.pages.handed_over import rows
from auth.provider.pages.language import current_locale, query_without
from auth.provider.pages.passcode import MistakeError, whoever_proves_it
from auth.provider.state import provider

bp = Blueprint("authorize", __name__, url_prefix="/authorize")


@bp.get("")
def start() -> ResponseReturnValue:
    """Answer a client's request, by as few pages as it takes."""
    return proceed(read_asked())


def proceed(asked: Asked) -> ResponseReturnValue:
    """Ask the person for what is still missing, else send them back with a code.

    Raises:
        RefusedError: something is missing and the client wants no page shown.
    """
    who = current_session()
    silent = "none" in asked.prompts
    if who is None or asked.needs_sign_in(who):
        if silent:
            raise asked.refuse(LoginRequiredError())
        return sign_in_page(asked)
    if asked.needs_consent(who):
        if silent:
            raise asked.refuse(ConsentRequiredError())
        return consent_page(asked, who)
    return send_back(asked, who)


@bp.post("/dang-nhap")
def take_passcode() -> ResponseReturnValue:
    """Check number and passcode."""
    asked = read_asked()
    if "cancel" in request.form:
        raise asked.refuse(AccessDeniedError())
    number = request.form.get("number", "")
    try:
        person = whoever_proves_it(number, request.form.get("passcode", ""))
    except MistakeError as mistake:
        return sign_in_page(asked, number=number, mistake=mistake), mistake.status, mistake.headers
    sign_in(person, answering=asked.key)
    return proceed(asked)


@bp.post("/dong-y")
def take_consent() -> ResponseReturnValue:
    """Hand over what the person has agreed to, or tell the client that they refused, or let somebody else sign in."""
    asked = read_asked()
    who = current_session()
    if who is None or asked.needs_sign_in(who):
        return redirect(f"{url_for('.start')}?{query_without(CHOICE)}", 303)
    if request.form.get("decision") == "other":
        sign_out()
        return redirect(f"{url_for('.start')}?{query_without(CHOICE)}", 303)
    if request.form.get("decision") != "allow":
        raise asked.refuse(AccessDeniedError())
    let = who.consents.get(asked.client.client_id, frozenset())
    who.consents[asked.client.client_id] = let | asked.scopes
    return send_back(asked, who)


def send_back(asked: Asked, who: BrowserSession) -> Response:
    """Return the redirect that carries the code."""
    response: Response = provider().server.create_authorization_response(asked.oauth, grant_user=who, grant=asked.grant)
    return see_other(response)


def see_other(response: Response) -> Response:
    """Make a redirect one that never repeats a form elsewhere: the passcode stays here (RFC 9700 §4.12)."""
    response.status_code = 303
    return response


def sign_in_page(asked: Asked, *, number: str = "", mistake: MistakeError | None = None) -> str:
    """Render the sign-in page; the number that was typed stays, a passcode never does."""
    people = provider().holdings.people
    chosen = None if mistake else people.at(request.args.get(CHOICE, ""))
    return render_template(
        "provider/sign_in.html",
        client=asked.client,
        people=people,
        chosen=chosen,
        number=chosen.grouped_number if chosen else number,
        mistake=mistake,
        choice=CHOICE,
    )


def consent_page(asked: Asked, who: BrowserSession) -> str:
    """Render what would be handed over, line by line."""
    return render_template(
        "provider/consent.html",
        client=asked.client,
        person=who.person,
        rows=rows(claims_for(who.person, asked.scopes), current_locale()),
        choice=CHOICE,
    )


@bp.errorhandler(RefusedError)
def tell_client(error: RefusedError) -> ResponseReturnValue:
    """Send the person back to the client with an error."""
    return see_other(provider().server.refuse_authorization(error.oauth, error.error))


@bp.errorhandler(UnknownDestinationError)
def tell_person(error: UnknownDestinationError) -> ResponseReturnValue:
    """Say why nobody is sent anywhere: a redirect to an address nobody registered would serve a thief."""
    return render_template("provider/message.html", title="refused.title", text=error.sentence), 400
