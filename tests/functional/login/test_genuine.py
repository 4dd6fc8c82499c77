"""Genuine logins succeed, in every form a good provider may give them."""

import pytest

from tests.functional.login.hostile import RSA, Lie

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
