"""A gateway in which something has happened: people of the cast signed in, and a dossier in every state.

Everything is done by the verbs of the domain; nobody clicks. The clock stands at one Monday morning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask
from sqlalchemy.orm import Session

from auth.operations import AtProvider, begin
from gateway.demo.cast import cast
from services.actor import Role
from services.calendar.province import civil_date
from services.people.capacities import capacities
from services.people.operations import sign_in
from tests.functional.entering import COOKIE, identity_of
from tests.functional.login.conftest import MONDAY

PEOPLE: Final = {
    "citizen": ("P01", Role.CITIZEN),
    "newcomer": ("P06", Role.CITIZEN),
    "receiver": ("P12", Role.RECEIVER),
    "head": ("P22", Role.CENTRE_HEAD),
    "registrar": ("P13", Role.SPECIALIST),
    "specialist": ("P09", Role.SPECIALIST),
    "leader": ("P10", Role.LEADER),
    "chair": ("P14", Role.LEADER),
    "clerk": ("P11", Role.CLERK),
    "province": ("P07", Role.RECEIVER),
    "province_head": ("P08", Role.CENTRE_HEAD),
    "auditor": ("P19", Role.AUDITOR),
    "administrator": ("P20", Role.BUSINESS_ADMIN),
    "second_administrator": ("P24", Role.BUSINESS_ADMIN),
    "unit_administrator": ("P23", Role.UNIT_ADMIN),
    "technician": ("P21", Role.TECHNICAL_ADMIN),
}
"""Who looks at pages, by a name for the tests: the key in the cast and what they act as."""


@dataclass(frozen=True, slots=True)
class House:
    """The served gateway.

    Attributes:
        address: where it is.
        app: the application behind it.
        tokens: the session of each of PEOPLE, for the cookie.
        scenes: what the parts of addresses are called, by the name of what happened.
    """

    address: str
    app: Flask
    tokens: Mapping[str, str]
    scenes: Mapping[str, str]

    def cookie(self, who: str) -> dict[str, str]:
        """The cookie that makes a window somebody's."""
        return {"name": COOKIE, "value": self.tokens[who], "url": self.address}


def signed_in(session: Session, who: str) -> str:
    """Sign somebody of the cast in without a provider; return the session's token."""
    key, role = PEOPLE[who]
    person = next(one for one in cast()["people"] if one["key"] == key)
    account = sign_in(session, identity_of(person), at=MONDAY)
    session.flush()
    options = list(capacities(session, account, on=civil_date(MONDAY)))
    options.sort(key=lambda one: one.role is not role)  # stable: what is wanted comes first
    return begin(session, account, options, there=AtProvider(None, None), at=MONDAY)
