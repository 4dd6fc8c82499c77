"""Genuine logins succeed, in every form a good provider may give them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa
from joserfc.jwk import ECKey

from services.actor import SYSTEM
from services.people.directory import Known, register_person
from services.people.models import Account, Person, Source
from tests.functional.login.conftest import MONDAY, forget_provider
from tests.functional.login.hostile import EC, RSA, SECRET, Lie

NEXT = ECKey.generate_key("P-256", {"kid": "ec-2", "use": "sig"})

GENUINE = {
    "ES256": Lie(),
    "RS256": Lie(algorithm="RS256", key=RSA),
    "PS256": Lie(algorithm="PS256", key=RSA),
    "audience in a list": Lie(claims=lambda c: c.update(aud=["gateway"])),
    "azp names us": Lie(claims=lambda c: c.update(azp="gateway")),
    "no at_hash": Lie(claims=lambda c: c.pop("at_hash")),
    "no sid": Lie(claims=lambda c: c.pop("sid")),
    "fractions of a second": Lie(claims=lambda c: c.update(iat=c["iat"] + 0.5)),
    "clock 29 s ahead": Lie(claims=lambda c: c.update(iat=c["iat"] + 29)),
    "unknown claims and headers": Lie(claims=lambda c: c.update(loginIdp="BCA"), header={"x-own": "1"}),
    "no typ": Lie(header={"typ": None}),
    "small typ": Lie(header={"typ": "jwt"}),
    "no userinfo endpoint": Lie(metadata=lambda m: m.pop("userinfo_endpoint")),
    "no RFC 9207": Lie(
        metadata=lambda m: m.pop("authorization_response_iss_parameter_supported"), query=lambda q: q.pop()
    ),
    "token type in small letters": Lie(response=lambda r: r.update(token_type="bearer")),
}


@pytest.mark.parametrize("lie", GENUINE.values(), ids=GENUINE)
def test_a_genuine_variant_logs_in(visitor, sessions, events, lie):
    visitor.hostile.lie = lie

    page = visitor.sign_in()

    assert (page.status, page.location) == (303, "/ho-so")
    assert visitor.name == "Công dân"
    assert len(sessions()) == 1
    assert len(events("login")) == 1
    assert events("login_refused") == []


def test_nothing_but_a_subject_is_enough(visitor, database):
    visitor.hostile.lie = Lie(claims=lambda said: said.pop("sid"))

    assert visitor.sign_in().status == 303
    with database.reading() as session:
        person = session.scalars(sa.select(Person)).one()
    assert (person.name, person.birth, person.residence) == (None, None, None)


def test_row_30_a_key_changed_just_before_signing_logs_in(visitor, visitors):
    visitor.sign_in("first")
    visitor.hostile.keys = [NEXT]
    visitor.hostile.lie = Lie(key=NEXT)
    other = visitors()

    assert other.sign_in("second").status == 303
    assert visitor.hostile.calls.count("/jwks") == 2


def test_a_token_without_kid_is_taken_where_there_is_one_key(visitor):
    visitor.hostile.keys = [EC]
    visitor.hostile.lie = Lie(header={"kid": None})

    assert visitor.sign_in().status == 303


def test_a_token_without_kid_is_refused_where_there_is_a_choice(visitor, events):
    visitor.hostile.keys = [EC, NEXT]
    visitor.hostile.lie = Lie(header={"kid": None})

    assert visitor.sign_in().status == 400
    assert [event["reason"] for event in events("login_refused")] == ["key"]


def test_a_secret_serves_where_there_is_no_key(visitor, site, login_settings):
    forget_provider(site, replace(login_settings, oidc_client_key_file="", oidc_client_secret=SECRET))

    assert visitor.sign_in().status == 303


def test_documents_are_fetched_once_and_kept(visitors):
    for subject in ("first", "second"):
        visitor = visitors()
        visitor.sign_in(subject)

    calls = visitor.hostile.calls
    assert (calls.count("/.well-known/openid-configuration"), calls.count("/jwks")) == (1, 1)


def test_two_tabs_finish_both(visitor, sessions):
    first, second = visitor.leave(), visitor.leave()

    assert visitor.come_back(second).status == 303
    assert visitor.come_back(first).status == 303
    assert [session.ended_at is None for session in sessions()] == [False, True]


def at_once(*acts):
    """Do things at the same moment, each in a thread of its own, and return what came out."""
    together = Barrier(len(acts))

    def act(one):
        together.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_one_answer_sent_twice_at_once_signs_in_once(visitor, visitors, sessions):
    answer = visitor.hostile.authorize(visitor.leave())
    copy = visitors()
    copy.browser.client.set_cookie("gateway_login", visitor.browser.client.get_cookie("gateway_login").value)

    pages = at_once(*(lambda one=one: one.browser.get(answer, follow=False) for one in (visitor, copy)))

    assert sorted(page.status for page in pages) == [303, 400]
    assert len(sessions()) == 1


def test_a_newcomer_with_two_browsers_at_once_is_one_person(visitors, database):
    both = [visitors(), visitors()]
    answers = [one.hostile.authorize(one.leave()) for one in both]

    pages = at_once(
        *(lambda one=one, to=to: one.browser.get(to, follow=False) for one, to in zip(both, answers, strict=True))
    )

    assert [page.status for page in pages] == [303, 303]
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Account)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_two_accounts_with_one_number_at_once_are_not_one_person(visitors, database):
    with database.unit_of_work() as session:
        known = Known(name="Nông Thị Hoa", citizen_id="004190000123")
        register_person(session, known, source=Source.COUNTER, by=SYSTEM, at=MONDAY)
    first, second = visitors(), visitors()
    hostile = first.hostile
    hostile.profile = {"citizen_id": "004190000123", "assurance_level": 2}
    hostile.subject = "first"
    answers = [hostile.authorize(first.leave())]
    hostile.subject = "second"
    answers.append(hostile.authorize(second.leave()))

    at_once(*(lambda one=one, to=to: one.browser.get(to) for one, to in zip((first, second), answers, strict=True)))

    with database.reading() as session:
        people = session.scalars(sa.select(Account.person_id)).all()
    assert len(set(people)) == 2
