"""What an administrator may enter about posts: to whom, which role, where, when, with which lines above the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor, Role
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.people.administering import administered, administered_unit
from services.people.directory import POST_FACTS, Known, appoint, register_person
from services.people.errors import (
    IdentityNumberUnusableError,
    NamesDifferError,
    NumberSharedError,
    OwnPostError,
    PostBackdatedError,
    PostDatesError,
    PostTextError,
    PostUnknownError,
    RoleNotGivableError,
    RoleNotOfUnitError,
    StaffBegunError,
    UnitUnknownError,
)
from services.people.joining import given_by_mistake, refuse_joining, refuse_overlap
from services.people.models import IdentityKind, OfficerPost, Person, Source, Unit, UnitKind
from services.people.numbers import normal, number_index
from services.people.queries import find_people_by_number, held_on
from services.text import tidy

AT_CENTRES: Final = frozenset({Role.RECEIVER, Role.CENTRE_HEAD})
IN_BODIES: Final = frozenset({Role.SPECIALIST, Role.LEADER, Role.CLERK, Role.CASHIER})
OF_THE_PROVINCE: Final = frozenset({Role.UNIT_ADMIN, Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN, Role.AUDITOR})
"""Roles that the business administrator alone gives: nobody makes themselves a successor or an overseer."""

NUMBER_DIGITS: Final = 12
STAFF_LOCK: Final = 0x7374_6166
LONGEST_TITLE: Final = 200
MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Appointment:
    """A post as an administrator enters it. Not shown by `repr`: it holds a name and a number.

    Attributes:
        number: the personal number of whoever gets the post.
        name: their name, as a check: the number alone is typed wrong too easily. Nobody's name is shown for a number.
        unit_code: our code of the unit.
        role: as what they act.
        title: as papers print it.
        signature_lines: what stands above the name under a signed paper.
        seconded_from: our code of the body that sent them to a centre.
        valid_from: the first day.
        valid_until: the first day on which the post is no longer held; None for an open end.
        decision: number and date of the decision.
    """

    number: str
    name: str
    unit_code: str
    role: Role
    title: str
    signature_lines: Sequence[str] = ()
    seconded_from: str | None = None
    valid_from: date
    valid_until: date | None = None
    decision: str | None = None


def givable(by: Actor, unit: Unit) -> Sequence[Role]:
    """Return the roles that an administrator may give at a unit."""
    at_unit = AT_CENTRES if unit.kind is UnitKind.ONE_STOP_CENTRE else IN_BODIES
    more = (
        OF_THE_PROVINCE if by.role is Role.BUSINESS_ADMIN and unit.kind is not UnitKind.ONE_STOP_CENTRE else frozenset()
    )
    return [role for role in Role if role in at_unit | more]


def give_post(session: Session, wanted: Appointment, *, by: Actor, at: datetime) -> OfficerPost:
    """Give somebody a post. Whoever is not known yet is entered, and meets the post at the first login.

    Args:
        session: the caller's transaction.
        wanted: the post.
        by: an administrator of the unit.
        at: when.

    Raises:
        UnitUnknownError: there is no such unit on that day, or it is not the administrator's.
        RoleNotGivableError, RoleNotOfUnitError: not by this administrator, not at this kind of unit.
        PostDatesError: it ends before it begins.
        PostBackdatedError: it begins before today.
        PostTextError: title or lines are missing or too long.
        IdentityNumberUnusableError, NamesDifferError, NumberSharedError: who is meant cannot be told.
        OwnPostError: nobody gives themselves a post.
        PostOverlapsError: they hold that very post in those days already.
        RolesJoinedError: they would run or oversee the system besides.
    """
    unit = administered_unit(session, by, wanted.unit_code)
    if unit is None or (unit.valid_until is not None and unit.valid_until <= wanted.valid_from):
        raise UnitUnknownError(wanted.unit_code)
    _check_role(wanted.role, unit, by)
    if wanted.valid_from < civil_date(at):
        raise PostBackdatedError
    if wanted.valid_until is not None and wanted.valid_until <= wanted.valid_from:
        raise PostDatesError
    title, lines = text_of(wanted.title), lines_of(wanted.signature_lines)
    sender = _sender(session, wanted)
    person = _person(session, wanted, by=by, at=at)
    if person.id == by.person_id:
        raise OwnPostError
    days = wanted.valid_from, wanted.valid_until
    refuse_overlap(session, person.id, unit.id, wanted.role, days)
    refuse_joining(session, person.id, wanted.role, days)
    if (again := given_by_mistake(session, person.id, unit.id, wanted.role, wanted.valid_from)) is not None:
        before = facts_of(again, POST_FACTS)
        again.title, again.signature_lines, again.decision = title, lines, wanted.decision or None
        again.seconded_from_id, again.valid_until = sender.id if sender else None, wanted.valid_until
        note_change(session, EventTag.POST_CREATE, again, before, by=by, at=at)
        return again
    return appoint(
        session,
        person_id=person.id,
        unit_id=unit.id,
        role=wanted.role,
        title=title,
        signature_lines=lines,
        seconded_from_id=sender.id if sender else None,
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
        decision=wanted.decision or None,
        by=by,
        at=at,
    )


def begin_staff(session: Session, wanted: Appointment, *, by: Actor, at: datetime) -> OfficerPost:
    """Give the first business administrator their post, from whom all others have theirs.

    Args:
        session: the caller's transaction.
        wanted: the post; its role is that of the business administrator.
        by: the program, for whoever runs it.
        at: when.

    Raises:
        StaffBegunError: somebody holds such a post today; they give the others.
        UnitUnknownError: there is no such unit.
        RoleNotOfUnitError, PostTextError: see `give_post`.
        IdentityNumberUnusableError, NamesDifferError, NumberSharedError: who is meant cannot be told.
    """
    session.execute(select(func.pg_advisory_xact_lock(STAFF_LOCK)))
    held = select(OfficerPost.id).where(OfficerPost.role == Role.BUSINESS_ADMIN, held_on(OfficerPost, civil_date(at)))
    if session.scalar(held.limit(1)) is not None:
        raise StaffBegunError
    unit = session.scalars(select(Unit).where(Unit.code == wanted.unit_code)).one_or_none()
    if unit is None:
        raise UnitUnknownError(wanted.unit_code)
    if unit.kind is UnitKind.ONE_STOP_CENTRE:
        raise RoleNotOfUnitError(Role.BUSINESS_ADMIN, unit.name)
    title = text_of(wanted.title)
    person = _person(session, wanted, by=by, at=at)
    return appoint(
        session,
        person_id=person.id,
        unit_id=unit.id,
        role=Role.BUSINESS_ADMIN,
        title=title,
        signature_lines=[],
        seconded_from_id=None,
        valid_from=wanted.valid_from,
        decision=wanted.decision,
        by=by,
        at=at,
    )


def change_lines(
    session: Session, post_id: UUID, *, title: str, signature_lines: Sequence[str], by: Actor, at: datetime
) -> OfficerPost:
    """Change what papers print of a post, from now on. What says the same as before leaves no version.

    Raises:
        PostUnknownError: there is none, or it is not the administrator's.
        PostTextError: title or lines are missing or too long.
        OwnPostError: nobody changes their own.
    """
    post = locked_post(session, post_id, by=by)
    if post.person_id == by.person_id:
        raise OwnPostError
    told = text_of(title), lines_of(signature_lines)
    if told == (post.title, post.signature_lines):
        return post
    before = facts_of(post, POST_FACTS)
    post.title, post.signature_lines = told
    note_change(session, EventTag.POST_CHANGE, post, before, by=by, at=at)
    return post


def locked_post(session: Session, post_id: UUID, *, by: Actor) -> OfficerPost:
    """Lock a post of a unit that the actor looks after.

    Raises:
        PostUnknownError: there is none, or it is not the administrator's.
        RoleNotGivableError: it is a post of the province, which the administrator of a body neither gives nor takes.
    """
    query = select(OfficerPost).join(OfficerPost.unit).where(OfficerPost.id == post_id, administered(by))
    query = query.with_for_update(of=OfficerPost).options(joinedload(OfficerPost.unit))
    post = session.scalar(query.execution_options(populate_existing=True))
    if post is None:
        raise PostUnknownError
    if not may_touch(by, post):
        raise RoleNotGivableError(post.role)
    return post


def may_touch(by: Actor, post: OfficerPost) -> bool:
    """Tell whether an administrator of its unit may change or end a post."""
    return post.role not in OF_THE_PROVINCE or by.role is Role.BUSINESS_ADMIN


def note_change(
    session: Session, tag: EventTag, post: OfficerPost, before: dict[str, object], *, by: Actor, at: datetime
) -> None:
    """Keep the version of a post that was changed, and its event."""
    session.flush()
    record_change(
        session,
        tag,
        by=by,
        at=at,
        object=("post", post.id),
        before=before,
        after=facts_of(post, POST_FACTS),
        concerning=[("person", post.person_id), ("unit", post.unit_id)],
    )


def text_of(text: str) -> str:
    """Return a title as it is kept.

    Raises:
        PostTextError: it is empty, or longer than papers can print.
    """
    found = tidy(text)
    if not found or len(found) > LONGEST_TITLE:
        raise PostTextError(LONGEST_TITLE, MOST_LINES)
    return found


def lines_of(lines: Sequence[str]) -> list[str]:
    """Return signature lines as they are kept, without empty ones.

    Raises:
        PostTextError: there are more than a paper has room for, or one is too long.
    """
    found = [text_of(one) for one in lines if one.strip()]
    if len(found) > MOST_LINES:
        raise PostTextError(LONGEST_TITLE, MOST_LINES)
    return found


def _check_role(role: Role, unit: Unit, by: Actor) -> None:
    if role not in AT_CENTRES | IN_BODIES | OF_THE_PROVINCE or (
        role in OF_THE_PROVINCE and by.role is not Role.BUSINESS_ADMIN
    ):
        raise RoleNotGivableError(role)
    if role not in givable(by, unit):
        raise RoleNotOfUnitError(role, unit.name)


def _sender(session: Session, wanted: Appointment) -> Unit | None:
    if not wanted.seconded_from:
        return None
    found = session.scalars(select(Unit).where(Unit.code == wanted.seconded_from)).one_or_none()
    if found is None:
        raise UnitUnknownError(wanted.seconded_from)
    return found


def _person(session: Session, wanted: Appointment, *, by: Actor, at: datetime) -> Person:
    number = normal(wanted.number)
    if not (number.isascii() and number.isdigit() and len(number) == NUMBER_DIGITS):
        raise IdentityNumberUnusableError
    name = tidy(wanted.name)
    if not name:
        raise NamesDifferError
    # Two administrators, one newcomer: the second waits here, then finds what the first entered.
    index = number_index(session.info["keys"], IdentityKind.CITIZEN_ID, number)
    session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(index[:8], signed=True))))
    known = find_people_by_number(session, IdentityKind.CITIZEN_ID, number)
    if len(known) > 1:
        raise NumberSharedError
    if not known:
        return register_person(session, Known(name=name, citizen_id=number), source=Source.DIRECTORY, by=by, at=at)
    if known[0].name is not None and known[0].name.casefold() != name.casefold():
        raise NamesDifferError
    return known[0]
