"""Which organisations somebody may act for, as far as the identity provider says so."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.audit.events import EventTag, record
from services.keys import DataKey
from services.people.identity import Represented
from services.people.models import Organisation, Person, Source
from services.people.numbers import tax_code_index
from services.people.queries import find_organisations_by_tax_code, organisations_represented_by


def follow_representation(
    session: Session, person: Person, said: Sequence[Represented], *, by: Actor, at: datetime
) -> None:
    """Let a person act for the organisations that the provider names, and no longer for those it stopped naming.

    An organisation known from elsewhere with another representative is left alone, for a human to look at.
    """
    named = {one.tax_code: one for one in said}
    for held in organisations_represented_by(session, person.id):
        if held.tax_code not in named and held.source is Source.IDENTITY_PROVIDER:
            held.representative_id = None
            held.changed_at = at
            _note(session, EventTag.ORGANISATION_CHANGE, held, person, by=by, at=at)
        elif held.tax_code is not None:
            named.pop(held.tax_code, None)
    for one in named.values():
        _represent(session, person, one, by=by, at=at)


def _represent(session: Session, person: Person, one: Represented, *, by: Actor, at: datetime) -> None:
    known = find_organisations_by_tax_code(session, one.tax_code)
    if not known:
        _enter(session, person, one, by=by, at=at)
    elif len(known) == 1 and known[0].representative_id is None:
        known[0].representative_id = person.id
        known[0].changed_at = at
        _note(session, EventTag.ORGANISATION_CHANGE, known[0], person, by=by, at=at)
    else:
        for organisation in known:
            _note(session, EventTag.IDENTITY_REVIEW, organisation, person, by=by, at=at, reason="represented_by_other")


def _enter(session: Session, person: Person, one: Represented, *, by: Actor, at: datetime) -> None:
    organisation = Organisation(
        data_key=DataKey.make(session.info["keys"]),
        source=Source.IDENTITY_PROVIDER,
        name=one.name,
        tax_code=one.tax_code,
        tax_code_index=tax_code_index(session.info["keys"], one.tax_code),
        representative_id=person.id,
        created_at=at,
        changed_at=at,
    )
    session.add(organisation)
    session.flush()
    _note(session, EventTag.ORGANISATION_CREATE, organisation, person, by=by, at=at)


def _note(
    session: Session,
    tag: EventTag,
    organisation: Organisation,
    person: Person,
    *,
    by: Actor,
    at: datetime,
    reason: str | None = None,
) -> None:
    about = [("person", person.id)]
    record(session, tag, by=by, at=at, object=("organisation", organisation.id), concerning=about, reason=reason)
