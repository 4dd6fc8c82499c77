"""Somebody of the cast signed in without the way over the provider, which tests/functional/login walks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from auth.operations import AtProvider, act_as, begin
from auth.tables import LoginSession
from auth.tokens import token_hash
from gateway.db import EXTENSION as DATABASE
from services.calendar.province import civil_date
from services.people.capacities import Capacity, capacities
from services.people.identity import Identity
from services.people.operations import sign_in
from tests.pages import Browser

COOKIE = "gateway_session"


def subject_of(key: str) -> str:
    """The provider's name for somebody of the cast."""
    return f"subject-{key}"


def identity_of(person: Mapping[str, Any]) -> Identity:
    """What a provider says of somebody of the cast."""
    return Identity(
        issuer="https://provider.example",
        subject=subject_of(person["key"]),
        level=person["vneid_level"],
        name=person["name"],
        birth=person["birth"],
        citizen_id=person["id_number"],
    )


def enter(
    browser: Browser, person: Mapping[str, Any], choose: Callable[[Sequence[Capacity]], Capacity], *, at: datetime
) -> Browser:
    """Give a browser the session that a login and the choice of what to act as lead to, with their events.

    Args:
        browser: whose.
        person: of the cast.
        choose: which of the things that the person may act as.
        at: when.
    """
    with browser.app.extensions[DATABASE].unit_of_work() as session:
        account = sign_in(session, identity_of(person), at=at)
        options = capacities(session, account, on=civil_date(at))
        token = begin(session, account, options, there=AtProvider(None, None), at=at)
        wanted = choose(options)
        if wanted is not options[0]:
            begun = session.query(LoginSession).filter_by(token_hash=token_hash(token)).one()
            token, _ = act_as(session, begun.id, wanted.key, at=at)
    browser.client.set_cookie(COOKIE, token)
    return browser
