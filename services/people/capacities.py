"""As what an account may act: one capacity at a time, chosen after the login."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.people.models import Account, Organisation
from services.people.queries import organisations_represented_by, posts_of


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Capacity:
    """One thing to act as, with what a page needs to name it. The names are personal data: not shown by `repr`."""

    role: Role
    person_id: UUID | None
    post_id: UUID | None = None
    unit_id: UUID | None = None
    acting_for: UUID | None = None
    title: str | None = None
    unit: str | None = None
    organisation: str | None = None

    @property
    def key(self) -> str:
        """What a form sends back: `self`, or the key of the post or organisation."""
        return str(self.post_id or self.acting_for or "self")

    def actor(self, account_id: UUID) -> Actor:
        """Return who acts."""
        return Actor(self.person_id, self.role, account_id, self.post_id, self.unit_id, self.acting_for)


def capacities(session: Session, account: Account, *, on: date) -> Sequence[Capacity]:
    """Return what an account may act as on a day, itself first.

    Args:
        session: the caller's.
        account: of a person or of an organisation.
        on: the province's day; posts are dated.
    """
    if account.organisation_id is not None:
        name = session.get_one(Organisation, account.organisation_id).name
        return [Capacity(role=Role.CITIZEN, person_id=None, acting_for=account.organisation_id, organisation=name)]
    if account.person_id is None:
        return []
    mine = account.person_id
    represented = [
        Capacity(role=Role.CITIZEN, person_id=mine, acting_for=one.id, organisation=one.name)
        for one in organisations_represented_by(session, mine)
    ]
    posts = [
        Capacity(
            role=post.role, person_id=mine, post_id=post.id, unit_id=post.unit_id, title=post.title, unit=post.unit.name
        )
        for post in posts_of(session, mine, on)
    ]
    return [Capacity(role=Role.CITIZEN, person_id=mine), *represented, *posts]
