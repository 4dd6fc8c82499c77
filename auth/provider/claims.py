"""What the provider says about a person, and to whom.

The names are those of OpenID Connect Core 1.0 §5.1 where it has one; `citizen_id`, `assurance_level` and
`organisations` are this provider's own.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from auth.provider.people import Person

SCOPES: dict[str, tuple[str, ...]] = {
    "openid": (),
    "profile": ("name", "birthdate", "gender"),
    "vneid": ("citizen_id", "assurance_level", "organisations"),
    "address": ("address",),
    "phone": ("phone_number", "phone_number_verified"),
    "email": ("email", "email_verified"),
}
"""Which claims each scope opens, besides `sub`, which every answer has."""

FULL_LEVEL = 2
"""Residence and organisations come from data that only a full account (mức độ 02) is joined to."""

ACR = "urn:vn:vneid:loa:{level}"
ACR_VALUES = tuple(ACR.format(level=level) for level in (1, 2))


def acr_of(person: Person) -> str:
    """Name the level of the account, as the ID token's `acr`."""
    return ACR.format(level=person.level)


def subject_of(secret: bytes, *, client_id: str, number: str) -> str:
    """Return the opaque name under which one client knows one person: stable, and useless to any other client.

    Args:
        secret: the provider's own; whoever lacks it cannot go from a 12-digit number to a subject by trying all.
        client_id: the client, which is the sector of OpenID Connect Core 1.0 §8.1.
        number: the person's identification number.
    """
    digest = hmac.new(secret, f"{client_id}\n{number}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def all_claims(person: Person) -> dict[str, Any]:
    """Return everything the provider can say about a person; what it does not know is absent, never empty."""
    known: dict[str, Any] = {
        "name": person.name,
        "birthdate": person.birthdate,
        "gender": person.gender,
        "citizen_id": person.number,
        "assurance_level": person.level,
        "phone_number": person.phone,
        "phone_number_verified": bool(person.phone),
        "email": person.email,
        "email_verified": bool(person.email),
    }
    if person.level >= FULL_LEVEL:
        known["organisations"] = [{"name": one.name, "tax_code": one.tax_code} for one in person.organisations]
        known["address"] = address_of(person)
    return {claim: value for claim, value in known.items() if value}


def address_of(person: Person) -> dict[str, str]:
    """Return the residence in the shape of OpenID Connect Core 1.0 §5.1.1, with the commune's official code."""
    if not person.residence:
        return {}
    return {"formatted": person.residence, "country": "VN", "commune_code": person.commune_code}


def claims_for(person: Person, scopes: Iterable[str]) -> dict[str, Any]:
    """Return what these scopes open of a person, in the order of the scopes."""
    known = all_claims(person)
    wanted = set(scopes)
    opened = (claim for scope, claims in SCOPES.items() if scope in wanted for claim in claims)
    return {claim: known[claim] for claim in opened if claim in known}
