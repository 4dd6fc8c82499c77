"""Who holds or held which post, to name officers beside what they did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.people.models import OfficerPost


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer as a page names them."""

    name: str
    title: str
    unit: str


def officers(session: Session, post_ids: Iterable[UUID | None]) -> Mapping[UUID, Officer]:
    """Return the officers in these posts by the post's key, with one statement; none where nobody is asked for."""
    wanted = {one for one in post_ids if one is not None}
    if not wanted:
        return {}
    posts = session.scalars(
        select(OfficerPost)
        .where(OfficerPost.id.in_(wanted))
        .options(joinedload(OfficerPost.person), joinedload(OfficerPost.unit))
    )
    return {post.id: Officer(post.person.name or "", post.title, post.unit.name) for post in posts}
