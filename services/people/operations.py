"""Signing in: whoever the issuer calls `subject` gets one account, and an account belongs to one person for good."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.people.digests import PERSON_V1
from services.people.directory import Known, add_number, register_person
from services.people.errors import AccountClosedError
from services.people.identity import Doubt, Identity, doubts
from services.people.models import Account, IdentityKind, IdentityNumber, Person, Source
from services.people.numbers import number_index
from services.people.queries import account_of, find_people_by_number
from services.people.representation import follow_representation


def sign_in(session: Session, identity: Identity, *, at: datetime) -> Account:
    """Return the account of whoever signed in, made on the first login, with what the provider now says kept.

    The key is issuer and subject, which OpenID Connect Core 1.0 §2 promises never to give to somebody else. A number
    links an account to somebody known before only as `_known_before` says, and never merges two people.

    Raises:
        AccountClosedError: the account was closed.
    """
    account = account_of(session, issuer=identity.issuer, subject=identity.subject)
    account = account or _first_login(session, identity, at)
    if account.closed_at is not None:
        raise AccountClosedError
    account.level = identity.level
    account.technical_id = identity.technical_id or account.technical_id
    account.last_login_at = max(at, account.last_login_at or account.created_at)  # two tabs finish in either order
    if account.person is not None:
        _follow(session, account, account.person, identity, at)
    session.flush()
    return account


def actor_of(account: Account) -> Actor:
    """Return the account acting as itself: a person for themselves, an organisation's account for it."""
    return Actor(account.person_id, Role.CITIZEN, account.id, acting_for=account.organisation_id)


def _first_login(session: Session, identity: Identity, at: datetime) -> Account:
    # Two tabs of one newcomer: the second waits here, then finds what the first made.
    name = f"{identity.issuer}\n{identity.subject}"
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
    if (account := account_of(session, issuer=identity.issuer, subject=identity.subject)) is not None:
        return account
    account = Account(issuer=identity.issuer, subject=identity.subject, level=identity.level, created_at=at)
    by = Actor(None, Role.CITIZEN, account.id)
    namesakes = _namesakes(session, identity)
    person = _known_before(session, identity, namesakes)
    if person is None:
        person = register_person(session, _known(identity), source=Source.IDENTITY_PROVIDER, by=by, at=at)
        _review(session, _reasons(identity, shared=bool(namesakes)), by=by, person=person, at=at)
    account.person = person
    session.add(account)
    session.flush()
    about = [("person", person.id)]
    record(session, EventTag.ACCOUNT_CREATE, by=by, at=at, object=("account", account.id), concerning=about)
    return account


def _namesakes(session: Session, identity: Identity) -> Sequence[Person]:
    """Return everybody with the number that the provider said, if it said one."""
    if identity.citizen_id is None:
        return ()
    return find_people_by_number(session, IdentityKind.CITIZEN_ID, identity.citizen_id)


def _known_before(session: Session, identity: Identity, namesakes: Sequence[Person]) -> Person | None:
    """Return the person an account may be joined to at its first login.

    Only a full account's number, only somebody who alone has it, only if nobody signs in as them yet: otherwise a
    recycled or mistyped number would open a stranger's dossiers (security brief T8).
    """
    if not identity.is_full or len(namesakes) != 1:
        return None
    person = namesakes[0]
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())  # two accounts, one person
    taken = session.scalar(select(Account.id).where(Account.person_id == person.id).limit(1))
    return None if taken else person


def _follow(session: Session, account: Account, person: Person, identity: Identity, at: datetime) -> None:
    """Keep what the provider says of a person. What it leaves out stays as it is."""
    by = actor_of(account)
    if _number_agrees(session, person, identity, by=by, at=at):
        _update(session, person, identity, by=by, at=at)
        if identity.is_full:
            follow_representation(session, person, identity.organisations, by=by, at=at)


def _number_agrees(session: Session, person: Person, identity: Identity, *, by: Actor, at: datetime) -> bool:
    """Tell whether the number said is the person's, noting a first one; a different one is for a human to look at."""
    if identity.citizen_id is None:
        return True
    known = session.scalars(
        select(IdentityNumber.number_index).where(
            IdentityNumber.person_id == person.id,
            IdentityNumber.kind == IdentityKind.CITIZEN_ID,
            IdentityNumber.ended_at.is_(None),
        )
    ).all()
    if not known:
        shared = bool(_namesakes(session, identity))
        add_number(session, person, identity.citizen_id, source=Source.IDENTITY_PROVIDER, at=at)
        _review(session, _reasons(identity, shared=shared), by=by, person=person, at=at)
        return True
    if number_index(session.info["keys"], IdentityKind.CITIZEN_ID, identity.citizen_id) in known:
        return True
    _review(session, ["number_changed"], by=by, person=person, at=at)
    return False


def _update(session: Session, person: Person, identity: Identity, *, by: Actor, at: datetime) -> None:
    said = {
        "source": Source.IDENTITY_PROVIDER if identity.name else None,  # from here on forms lock it
        "name": identity.name,
        "birth": identity.birth,
        "sex": identity.sex,
        "nationality": identity.nationality,
        "residence_commune": identity.commune,
        "residence": identity.residence,
        "email": identity.email,
        "phone": identity.phone,
    }
    changed = {name: value for name, value in said.items() if value is not None and value != getattr(person, name)}
    if not changed:
        return
    before = digest(person, PERSON_V1, person.data_key)
    for name, value in changed.items():
        setattr(person, name, value)
    person.changed_at = at
    after = digest(person, PERSON_V1, person.data_key)
    record(session, EventTag.PERSON_CHANGE, by=by, at=at, object=("person", person.id), before=before, after=after)


def _known(identity: Identity) -> Known:
    return Known(
        name=identity.name,
        birth=identity.birth,
        sex=identity.sex,
        nationality=identity.nationality,
        citizen_id=identity.citizen_id,
        commune=identity.commune,
        residence=identity.residence,
        email=identity.email,
        phone=identity.phone,
    )


def _reasons(identity: Identity, *, shared: bool) -> list[str]:
    """Name what a human should look at when a number is first heard."""
    if identity.citizen_id is None:
        return []
    found: list[Doubt] = doubts(identity.citizen_id, birth=identity.birth, sex=identity.sex)
    return (["number_shared"] if shared else []) + [doubt.value for doubt in found]


def _review(session: Session, reasons: list[str], *, by: Actor, person: Person, at: datetime) -> None:
    for reason in reasons:
        record(session, EventTag.IDENTITY_REVIEW, by=by, at=at, object=("person", person.id), reason=reason)
