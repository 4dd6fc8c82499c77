"""What somebody asks of the log, from the address to the query."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from gateway.auditor.filters import EventFilters, since_when_bodies_are_read
from gateway.auditor.room import Room
from gateway.language import current_locale
from gateway.words import in_words
from services.actor import Role
from services.audit.events import Object
from services.audit.queries import Wanted
from services.audit.tags import EventTag
from services.dossiers.audited import dossier_called
from services.dossiers.errors import DossierNotFoundError

EVERY_EVENT: Object = ("audit_log", "events")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked through.

    Attributes:
        wanted: which events.
        dossier: what the dossier is called that they are narrowed to.
        is_narrowed: whether anything was asked for.
        is_cut: whether less is looked through than was asked: bodies are never read without an end.
    """

    wanted: Wanted
    dossier: str | None
    is_narrowed: bool
    is_cut: bool

    @property
    def object(self) -> Object:
        """What is read, for the log: whoever looks up a dossier's events finds who looked them up before."""
        if self.wanted.concerning is not None:
            return self.wanted.concerning
        if self.wanted.same_doer is not None:
            return "audit_event", self.wanted.same_doer
        return EVERY_EVENT


def asked(session: Session, form: EventFilters, room: Room, at: datetime) -> Question | None:
    """Return what a form without faults asks for; None, and the fault noted, where it names a dossier that is none."""
    code = (form.ho_so.data or "").strip()
    try:
        key, dossier = dossier_called(session, code) if code else (None, None)
    except DossierNotFoundError as error:
        form.ho_so.errors = [in_words(error, current_locale())]
        return None
    unit = room.unit(form.don_vi.data)
    wanted = Wanted(
        concerning=("dossier", key) if key else None,
        same_doer=None if key else same_doer(),
        tags=[EventTag(form.viec.data)] if form.viec.data else (),
        role=Role(form.vai_tro.data) if form.vai_tro.data else None,
        unit_id=unit.id if unit else None,
        since=form.since,
        until=form.until,
        seeded=not form.bo_mau.data,
    )
    is_cut = wanted.reads_bodies and wanted.since is None and not wanted.is_by_subject
    reached = replace(wanted, since=since_when_bodies_are_read(wanted.until, at)) if is_cut else wanted
    return Question(reached, dossier, wanted != Wanted(), is_cut)


def same_doer() -> UUID | None:
    """Return the event whose doer is asked for.

    Raises:
        NotFound: what stands in the address is no event's key.
    """
    typed = request.args.get("cung_nguoi")
    try:
        return UUID(typed) if typed else None
    except ValueError:
        raise NotFound from None
