"""The way in and out: to the provider, back from it, as what, and away."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth import operations
from auth.attempts import open_attempt, use_attempt
from auth.errors import LoginRefusedError, NotSignedInError, ProviderUnavailableError, Refusal
from auth.guards import current_actor, public, requires, signed_in
from auth.permissions import Permission
from auth.relying_party import Arrival
from auth.session import NEXT, CurrentLogin, browser_session, current_login
from auth.tables import LoginAttempt
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.language import current_locale, local_path
from gateway.limits import Limit, limited
from gateway.login.browser import bind, browser_secret, next_path
from gateway.login.homes import home_of
from gateway.login.refusals import note, refused, unavailable
from gateway.login.wiring import CALLBACK, provider
from gateway.security import settings
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.people.capacities import capacities
from services.people.errors import AccountClosedError
from services.people.models import Account
from services.people.operations import sign_in

bp = Blueprint("login", __name__)

FORGET = '"cache", "storage"'
"""Not "cookies": on one host the provider's would go too, before it could end its own session."""


@bp.get("/dang-nhap")
@public()
@limited(Limit.LOGIN)
def start() -> ResponseReturnValue:
    """Send the person to the provider at once; whoever is signed in already goes on."""
    wanted = next_path()
    if current_actor() is not None:
        return redirect(wanted, HTTPStatus.SEE_OTHER)
    try:
        departure = provider().depart(language=current_locale())
    except LoginRefusedError as refusal:
        note(refusal, None)
        return unavailable(refusal, wanted)
    except ProviderUnavailableError as outage:
        return unavailable(outage, wanted)
    response = redirect(departure.url, HTTPStatus.SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    with unit_of_work() as session:
        open_attempt(
            session,
            state=departure.state,
            browser=bind(response),
            nonce=departure.nonce,
            code_verifier=departure.code_verifier,
            next_path=wanted,
            at=now(),
        )
    return response


@bp.get(CALLBACK)
@public(event=EventTag.LOGIN.value)
@limited(Limit.CALLBACK)
def callback() -> ResponseReturnValue:
    """Take what the provider sent, once, in the browser that set out; sign in or refuse."""
    attempt = None
    try:
        attempt = used_attempt()
        arrival = provider().arrive(request.args, nonce=attempt.nonce, code_verifier=attempt.code_verifier, at=now())
        return admit(arrival, attempt)
    except LoginRefusedError as refusal:
        return refused(refusal, attempt)


def used_attempt() -> LoginAttempt:
    """Use up the login that this answer belongs to, before anything else of it is looked at."""
    states = request.args.getlist("state")
    if len(states) != 1:
        raise LoginRefusedError(Refusal.STATE)
    with unit_of_work() as session:
        return use_attempt(session, state=states[0], browser=browser_secret(), at=now())


def admit(arrival: Arrival, attempt: LoginAttempt) -> ResponseReturnValue:
    """Begin a session in place of whatever the browser had."""
    browser, at = browser_session(), now()
    there = operations.AtProvider(arrival.sid, arrival.id_token)
    with unit_of_work() as session:
        operations.replace(session, browser.token, at=at)
        try:
            account = sign_in(session, arrival.identity, at=at)
        except AccountClosedError:
            raise LoginRefusedError(Refusal.ACCOUNT_CLOSED) from None
        options = capacities(session, account, on=civil_date(at))
        token = operations.begin(session, account, options, there=there, at=at)
    browser.adopt(token)
    if len(options) == 1:
        return redirect(attempt.next_path, HTTPStatus.SEE_OTHER)
    browser[NEXT] = attempt.next_path  # not in the address: a page with a form token repeats no query
    return redirect(url_for(".roles"), HTTPStatus.SEE_OTHER)


@bp.get("/chon-vai-tro")
@requires(Permission.ACCOUNT_USE)
def roles() -> ResponseReturnValue:
    """Show what the person may act as today."""
    account = reading().get_one(Account, signed_in().account_id)
    options = capacities(reading(), account, on=civil_date(now()))
    return render_template("login/roles.html", options=options)


@bp.post("/chon-vai-tro")
@requires(Permission.ACCOUNT_USE, event=EventTag.ROLE_CHOOSE.value)
def choose() -> ResponseReturnValue:
    """Act as something else from here on, under a new session."""
    browser = browser_session()
    with unit_of_work() as session:
        token, role = operations.act_as(session, own_login().id, request.form.get("vai-tro", ""), at=now())
    wanted = local_path(browser.get(NEXT))
    browser.adopt(token)
    return redirect(home_of(role, wanted), HTTPStatus.SEE_OTHER)


@bp.get("/dang-xuat")
@public()
def leave() -> ResponseReturnValue:
    """Ask once more, on a page of its own."""
    return render_template("login/logout.html") if current_actor() else redirect("/", HTTPStatus.SEE_OTHER)


@bp.post("/dang-xuat")
@requires(Permission.ACCOUNT_USE, event=EventTag.LOGOUT.value)
def logout() -> ResponseReturnValue:
    """End the session here, then let the provider end its own."""
    with unit_of_work() as session:
        there = operations.end(session, own_login().id, by=signed_in(), at=now())
    browser_session().leave()
    back_to = f"{settings().url}/"
    where = provider().logout_url(sid=there.sid, id_token=there.id_token, back_to=back_to)
    response = redirect(where or back_to, HTTPStatus.SEE_OTHER)
    response.headers["Clear-Site-Data"] = FORGET
    return response


def own_login() -> CurrentLogin:
    """Return the session of this request.

    Raises:
        NotSignedInError: there is none.
    """
    if (found := current_login()) is None:
        raise NotSignedInError
    return found
