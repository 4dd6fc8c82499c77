from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from auth.provider.issued import AccessToken, Code, Issued
from auth.provider.people import Person

PERSON = Person(number="004190999801", name="A", level=2)
GATEWAY = SimpleNamespace(client_id="gateway")
ELSEWHERE = SimpleNamespace(client_id="elsewhere")


class Clock:
    seconds = 1000

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def issued(clock):
    return Issued(clock)


@pytest.fixture
def code(issued, clock):
    found = Code(
        client_id="gateway",
        redirect_uri="http://localhost:8000/auth/callback",
        scope="openid",
        nonce="n",
        code_challenge="c",
        person=PERSON,
        sid="s",
        auth_time=900,
        acr="urn:vn:vneid:loa:2",
        issued_at=clock(),
    )
    issued.add_code("code", found)
    return found


def token(sid="s"):
    return AccessToken(client=GATEWAY, person=PERSON, scope="openid", sid=sid)


def test_a_code_is_redeemed_once(issued, code):
    assert issued.redeem("code", GATEWAY) is code
    assert issued.redeem("code", GATEWAY) is None


def test_of_many_threads_one_redeems_it(issued, code):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: issued.redeem("code", GATEWAY), range(8)))

    assert found.count(code) == 1
    assert found.count(None) == 7


def test_an_old_code_is_refused(issued, code, clock):
    clock.seconds += 60

    assert issued.redeem("code", GATEWAY) is None


def test_a_code_in_the_wrong_hands_is_refused_to_everybody(issued, code):
    assert issued.redeem("code", ELSEWHERE) is None
    assert issued.redeem("code", GATEWAY) is None


@pytest.mark.parametrize("second", [GATEWAY, ELSEWHERE])
def test_the_second_use_ends_the_token_of_the_first(issued, code, second):
    issued.redeem("code", GATEWAY)
    issued.add_token("token", token(), code)

    issued.redeem("code", second)

    assert issued.token("token") is None


def test_the_second_use_is_noticed_as_long_as_the_token_lives(issued, code, clock):
    clock.seconds += 59
    issued.redeem("code", GATEWAY)
    issued.add_token("token", token(), code)
    clock.seconds += 299
    assert issued.token("token")

    issued.redeem("code", GATEWAY)

    assert issued.token("token") is None


def test_a_second_use_before_the_token_is_made_prevents_it(issued, code):
    issued.redeem("code", GATEWAY)
    issued.redeem("code", GATEWAY)

    assert issued.add_token("token", token(), code) is False
    assert issued.token("token") is None


def test_a_token_lives_five_minutes(issued, code, clock):
    assert issued.add_token("token", token(), code)

    clock.seconds += 299
    assert issued.token("token")
    clock.seconds += 1
    assert issued.token("token") is None


def test_signing_out_ends_the_tokens_of_that_session_alone(issued, code):
    issued.add_token("mine", token("s"), code)
    issued.add_token("other", token("t"), code)

    issued.end_session("s")

    assert issued.token("mine") is None
    assert issued.token("other")


def test_a_token_knows_its_client():
    assert token().check_client(GATEWAY)
    assert not token().check_client(ELSEWHERE)
