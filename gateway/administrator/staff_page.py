"""What the pages of posts show. Names of officers, codes of dossiers, nobody's number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gateway.changed import Version, versions_of
from services.actor import Actor, Role
from services.calendar.days import ONE_DAY
from services.calendar.province import civil_date
from services.catalogue.folding import folded_name
from services.dossiers.taking_over import successors
from services.people.administering import administered, administered_unit, administered_units
from services.people.appointing import givable, may_touch
from services.people.errors import PostUnknownError, UnitUnknownError
from services.people.models import OfficerPost, Unit, UnitKind
from services.people.officers import Officer, officers
from services.people.staffing import staffing_by_unit
from services.results.leaving import OpenWork, open_work

SOON: Final = timedelta(days=14)
SENDING: Final = (UnitKind.DEPARTMENT, UnitKind.COMMUNE, UnitKind.PUBLIC_SERVICE, UnitKind.VERTICAL)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the list, with how many hold which role there today."""

    unit: Unit
    posts: dict[Role, int]


def units_with_staff(session: Session, by: Actor, query: str, on: date) -> Sequence[UnitLine]:
    """Return the units that an administrator looks after: those with officers, or those that a name leads to."""
    wanted = folded_name(query)
    units = administered_units(session, by, on)
    counted = staffing_by_unit(session, on)
    return [
        UnitLine(one, counted.get(one.id, {}))
        for one in units
        if (
            wanted in folded_name(f"{one.name} {one.code}")
            if wanted
            else one.id in counted or by.role is Role.UNIT_ADMIN
        )
    ]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """The posts of one unit."""

    unit: Unit
    held: Sequence[OfficerPost]
    coming: Sequence[OfficerPost]
    ended: Sequence[OfficerPost]
    roles: Sequence[Role]
    senders: Sequence[Unit]
    on: date

    @staticmethod
    def last_day(post: OfficerPost) -> date | None:
        """Return the last day on which a post is held."""
        return post.valid_until - ONE_DAY if post.valid_until else None

    def ends_soon(self, post: OfficerPost) -> bool:
        """Tell whether a post ends within two weeks."""
        return post.valid_until is not None and post.valid_until <= self.on + SOON

    def leaves_nobody(self, post: OfficerPost) -> bool:
        """Tell whether nobody else holds the role at this unit on the day after a post's last."""
        return post.valid_until is not None and not any(
            one.role == post.role
            and one.person_id != post.person_id
            and one.valid_from <= post.valid_until
            and not _over(one, post.valid_until)
            for one in [*self.held, *self.coming]
        )


def unit_page(session: Session, by: Actor, code: str, on: date) -> UnitPage:
    """Return the page of a unit.

    Raises:
        UnitUnknownError: there is none, or it is not the administrator's.
    """
    unit = administered_unit(session, by, code)
    if unit is None:
        raise UnitUnknownError(code)
    query = select(OfficerPost).where(OfficerPost.unit_id == unit.id).options(joinedload(OfficerPost.person))
    posts = session.scalars(query.order_by(OfficerPost.role, OfficerPost.valid_from, OfficerPost.id)).all()
    senders: Sequence[Unit] = ()
    if unit.kind is UnitKind.ONE_STOP_CENTRE and unit.commune_code is None:
        senders = session.scalars(
            select(Unit).where(Unit.kind.in_(SENDING), Unit.commune_code.is_(None)).order_by(Unit.name)
        ).all()
    return UnitPage(
        unit,
        held=[one for one in posts if one.valid_from <= on and not _over(one, on)],
        coming=[one for one in posts if one.valid_from > on and not _over(one, on)],
        ended=[one for one in posts if _over(one, on)],
        roles=givable(by, unit),
        senders=senders,
        on=on,
    )


@dataclass(frozen=True, slots=True)
class PostPage:
    """One post.

    `own`: the reader's; `beyond`: of the province, where the reader administers a body.
    """

    post: OfficerPost
    work: OpenWork
    colleagues: Sequence[tuple[str, Officer]]
    versions: Sequence[Version]
    today: date
    own: bool
    beyond: bool

    @property
    def name(self) -> str:
        """Who holds it."""
        return self.post.person.name or ""

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return _over(self.post, self.today)

    @property
    def last_day(self) -> date | None:
        """The last day on which it is held."""
        return self.post.valid_until - ONE_DAY if self.post.valid_until else None


def post_page(session: Session, by: Actor, key: UUID, at: datetime) -> PostPage:
    """Return the page of a post.

    Raises:
        PostUnknownError: there is none, or it is not at a unit of the administrator's.
    """
    query = select(OfficerPost).join(OfficerPost.unit).where(OfficerPost.id == key, administered(by))
    options = joinedload(OfficerPost.unit), joinedload(OfficerPost.person), joinedload(OfficerPost.seconded_from)
    post = session.scalars(query.options(*options)).one_or_none()
    if post is None:
        raise PostUnknownError
    today = civil_date(at)
    colleagues = successors(session, post, today)
    named = officers(session, [one.id for one in colleagues])
    return PostPage(
        post,
        open_work(session, post, today),
        [(str(one.id), named[one.id]) for one in colleagues],
        versions_of(session, post.id),
        today,
        own=post.person_id == by.person_id,
        beyond=not may_touch(by, post),
    )


def _over(post: OfficerPost, on: date) -> bool:
    return post.valid_until is not None and post.valid_until <= on
