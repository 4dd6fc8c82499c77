"""Verbs of notices: published with the days they hold, corrected, taken back."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.announcements.errors import (
    EnglishHalfError,
    NoticeDatesError,
    NoticeScopeError,
    NoticeUnknownError,
    NoticeWithdrawnError,
)
from services.announcements.maintenance import LOCK, text_of
from services.announcements.models import Notice
from services.audit.changes import facts_of, record_change
from services.audit.events import EventTag
from services.calendar.province import civil_date

LONGEST_TITLE: Final = 150
LONGEST_BODY: Final = 2_000
NOTICE_FACTS: Final = (
    "title",
    "body",
    "title_en",
    "body_en",
    "field",
    "procedure_code",
    "valid_from",
    "valid_until",
    "withdrawn_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as somebody writes it."""

    title: str
    body: str
    title_en: str | None = None
    body_en: str | None = None
    field: str | None = None
    procedure_code: str | None = None
    valid_from: date
    valid_until: date | None = None


def publish(session: Session, told: Told, *, by: Actor, at: datetime) -> Notice:
    """Publish a notice; it shows from its first day on.

    Raises:
        AnnouncementTextError, EnglishHalfError, NoticeScopeError, NoticeDatesError: see `checked`.
    """
    session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    number = (session.scalars(select(func.max(Notice.number))).one() or 0) + 1
    notice = Notice(number=number, published_at=at, published_by_id=by.post_id, **asdict(checked(told, at)))
    session.add(notice)
    _note(session, EventTag.NOTICE_PUBLISH, notice, None, by=by, at=at)
    return notice


def correct(session: Session, number: int, told: Told, *, by: Actor, at: datetime) -> Notice:
    """Say a notice otherwise. What says the same as before leaves no version.

    Raises:
        NoticeUnknownError, NoticeWithdrawnError: there is none that can still be corrected.
        AnnouncementTextError, EnglishHalfError, NoticeScopeError, NoticeDatesError: see `checked`.
    """
    notice = _locked(session, number)
    said = asdict(checked(told, at))
    if said == facts_of(notice, tuple(said)):
        return notice
    before = facts_of(notice, NOTICE_FACTS)
    for name, value in said.items():
        setattr(notice, name, value)
    _note(session, EventTag.NOTICE_PUBLISH, notice, before, by=by, at=at)
    return notice


def withdraw(session: Session, number: int, *, by: Actor, at: datetime) -> Notice:
    """Take a notice back; it shows no more, and stays on record.

    Raises:
        NoticeUnknownError, NoticeWithdrawnError: there is none that can still be taken back.
    """
    notice = _locked(session, number)
    before = facts_of(notice, NOTICE_FACTS)
    notice.withdrawn_at, notice.withdrawn_by_id = at, by.post_id
    _note(session, EventTag.NOTICE_WITHDRAW, notice, before, by=by, at=at)
    return notice


def checked(told: Told, at: datetime) -> Told:
    """Return a notice as it would be kept.

    Raises:
        AnnouncementTextError, EnglishHalfError: a text is missing or too long.
        NoticeScopeError: it is about a field and a procedure at once.
        NoticeDatesError: it ends before it begins, or in the past.
    """
    if (told.title_en is None) != (told.body_en is None):
        raise EnglishHalfError
    if told.field is not None and told.procedure_code is not None:
        raise NoticeScopeError
    if told.valid_until is not None and told.valid_until <= max(told.valid_from, civil_date(at)):
        raise NoticeDatesError
    return replace(
        told,
        title=text_of(told.title, LONGEST_TITLE),
        body=text_of(told.body, LONGEST_BODY),
        title_en=text_of(told.title_en, LONGEST_TITLE) if told.title_en is not None else None,
        body_en=text_of(told.body_en, LONGEST_BODY) if told.body_en is not None else None,
    )


def _locked(session: Session, number: int) -> Notice:
    query = select(Notice).where(Notice.number == number).with_for_update(of=Notice)
    notice = session.scalar(query.execution_options(populate_existing=True))
    if notice is None:
        raise NoticeUnknownError
    if notice.withdrawn_at is not None:
        raise NoticeWithdrawnError
    return notice


def _note(
    session: Session, tag: EventTag, notice: Notice, before: dict[str, object] | None, *, by: Actor, at: datetime
) -> None:
    session.flush()
    after = facts_of(notice, NOTICE_FACTS)
    record_change(session, tag, by=by, at=at, object=("notice", notice.id), before=before, after=after)
