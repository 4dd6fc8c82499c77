"""Events about one person, or by them. A person's number is sent, never put into an address."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.auditor.blueprint import bp
from gateway.auditor.lines import lines_of
from gateway.auditor.room import note_reading, room_of
from gateway.clock import now
from gateway.db import auditing
from gateway.fields import GatewayForm
from gateway.keyset import position_of, written
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.words import N_, in_words
from services.audit.queries import Events, Wanted, events
from services.dossiers.audited import dossiers_of
from services.people.models import IdentityKind
from services.people.queries import find_people_by_number

SIDES = {"person": N_("Việc liên quan đến người này"), "actor": N_("Việc người này làm")}


class PersonForm(GatewayForm):
    """Whom to look for, and from which side."""

    loai = SelectField(N_("Loại số"), [InputRequired()])
    so = StringField(N_("Số"), [InputRequired(), Length(max=40)])
    phia = RadioField(N_("Tìm"), [InputRequired()], choices=SIDES, default="person")
    sau = HiddenField()

    def offer(self) -> None:
        """Say what can be chosen."""
        locale = current_locale()
        self.loai.choices = [SelectChoice(kind.value, in_words(kind, locale)) for kind in IdentityKind]


@dataclass(frozen=True, slots=True)
class Search:
    """What a number leads to. `people` is how many are known by it: usually one."""

    people: int
    found: Events


@bp.get("/tim-nguoi")
@requires(Permission.AUDIT_READ)
def person() -> ResponseReturnValue:
    """Ask for whom to look."""
    form = PersonForm(formdata=None)
    form.offer()
    return render_template("auditor/person.html", room=room_of(auditing(), signed_in(), now()), form=form)


@bp.post("/tim-nguoi")
@requires(Permission.AUDIT_READ, event="audit_read")
@limited(Limit.SEARCH)
def person_events() -> ResponseReturnValue:
    """List the events of whoever is known by a number."""
    session, by, at = auditing(), signed_in(), now()
    room = room_of(session, by, at)
    form = PersonForm()
    form.offer()
    if not form.validate():
        return render_template("auditor/person.html", room=room, form=form), 422
    search, what = looked_up(session, form)
    note_reading(what, by, at)
    page = search.found
    codes = dossiers_of(session, [one.id for one in page.events])
    return render_template(
        "auditor/person.html",
        room=room,
        form=form,
        people=search.people,
        lines=lines_of(page.events, room.names, codes),
        is_first=not form.sau.data,
        following=written(page.following) if page.following else None,
    )


def looked_up(session: Session, form: PersonForm) -> tuple[Search, tuple[str, Any]]:
    """Return a page of the events, and what has been looked up, for the log. Nobody found is noted as well."""
    people = find_people_by_number(session, IdentityKind(form.loai.data), form.so.data or "")
    if not people:
        return Search(0, Events([], None)), ("person", "unknown")
    key = people[0].id  # the longest known
    found = events(session, Wanted(concerning=(form.phia.data or "person", key)), position_of(form.sau.data))
    return Search(len(people), found), ("person", key)
