"""People of the cast, signed in without the provider: the pages are measured, not the login."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from auth.operations import AtProvider, begin
from gateway.clock import now
from gateway.demo.cast import cast
from services.actor import Actor, Role
from services.people.capacities import capacities
from services.people.identity import Identity
from services.people.models import Account
from services.people.operations import actor_of, sign_in

ISSUER = "https://bench.example"
FILER, READER, RECEIVER = "P01", "P02", "P12"


def number_of(key: str) -> str:
    """Return the identity number of somebody of the cast."""
    found: str = next(one["id_number"] for one in cast()["people"] if one["key"] == key)
    return found


def signed_in(session: Session, key: str, role: Role) -> str:
    """Sign somebody in, acting in a role, and return the session's cookie."""
    who = Identity(subject=key, issuer=ISSUER, level=2, citizen_id=number_of(key))
    account = sign_in(session, who, at=now())
    options = [one for one in capacities(session, account, on=now().date()) if one.role is role]
    return begin(session, account, options, there=AtProvider(None, None), at=now())


def acting(session: Session, key: str) -> Actor:
    """Return somebody who has signed in, acting for themselves."""
    account = session.scalars(select(Account).where(Account.issuer == ISSUER, Account.subject == key)).one()
    return actor_of(account)
