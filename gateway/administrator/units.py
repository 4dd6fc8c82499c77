"""Units: what they are called, how they are reached, when they work; and what communes became of former ones."""

from collections.abc import Callable
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms import HiddenField
from wtforms.form import BaseForm

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import INCOMPLETE, Places, carried_out, say
from gateway.administrator.blueprint import bp
from gateway.administrator.unit_forms import AliasForm, ContactForm, NameForm, SeasonForm
from gateway.administrator.unit_page import (
    HoursPreview,
    UnitPage,
    former_communes,
    hours_preview,
    unit_list,
    unit_page,
)
from gateway.clock import now
from gateway.db import reading
from gateway.fields import GatewayForm
from gateway.language import current_locale
from gateway.words.calendar import hours_in_words, weekday_in_words, windows_in_words
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.unit_names import add_alias, drop_alias, rename
from services.errors import InvalidInputError
from services.people.contacts import set_contact
from services.people.seasons import set_season

LONGEST_QUERY = 100


class AliasDropForm(GatewayForm):
    """The other name to take away."""

    khoa = HiddenField()

    @property
    def key(self) -> UUID:
        """Its key; one of nothing if it cannot be read."""
        try:
            return UUID(self.khoa.data or "")
        except ValueError:
            return UUID(int=0)


@bp.get("/don-vi")
@requires(Permission.UNIT_EDIT)
def units() -> ResponseReturnValue:
    """List the units, or those that a name or code leads to."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    page = unit_list(reading(), query, request.args.get("sau", ""), civil_date(now()))
    following = url_for(".units", q=query or None, sau=page.following) if page.following else None
    return render_template("administrator/units.html", units=page.units, query=query, following=following)


@bp.get("/xa-cu")
@requires(Permission.UNIT_EDIT)
def former() -> ResponseReturnValue:
    """Show which commune each former one became part of."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    return render_template("administrator/former.html", rows=former_communes(reading(), query), query=query)


@bp.get("/don-vi/<unit_code:code>")
@requires(Permission.UNIT_EDIT)
def unit(code: str) -> ResponseReturnValue:
    """Show one unit with everything that can be changed."""
    return _draw(unit_page(reading(), code))


@bp.post("/don-vi/<unit_code:code>/ten")
@requires(Permission.UNIT_EDIT, event=EventTag.UNIT_CHANGE.value)
def name_unit(code: str) -> ResponseReturnValue:
    """Change name and electronic code."""
    page, by, at, form = unit_page(reading(), code), signed_in(), now(), NameForm()
    return _carried_out(
        page,
        form,
        NameForm.PLACES,
        lambda session: rename(session, page.unit.id, form.naming(), by=by, at=at),
        lambda: _draw(unit_page(reading(), code), name=form),
    )


@bp.post("/don-vi/<unit_code:code>/lien-he")
@requires(Permission.UNIT_EDIT, event=EventTag.UNIT_CHANGE.value)
def reach_unit(code: str) -> ResponseReturnValue:
    """Change how it is reached."""
    page, by, at, form = unit_page(reading(), code), signed_in(), now(), ContactForm()
    return _carried_out(
        page,
        form,
        ContactForm.PLACES,
        lambda session: set_contact(session, page.unit.id, form.contact(), by=by, at=at),
        lambda: _draw(unit_page(reading(), code), contact=form),
    )


@bp.post("/don-vi/<unit_code:code>/ten-khac")
@requires(Permission.UNIT_EDIT, event=EventTag.UNIT_CHANGE.value)
def call_unit(code: str) -> ResponseReturnValue:
    """Note another name or code."""
    page, by, at, form = unit_page(reading(), code), signed_in(), now(), AliasForm()
    form.offer()
    return _carried_out(
        page,
        form,
        AliasForm.PLACES,
        lambda session: add_alias(session, page.unit.id, form.called(), by=by, at=at),
        lambda: _draw(unit_page(reading(), code), alias=form),
    )


@bp.post("/don-vi/<unit_code:code>/bo-ten-khac")
@requires(Permission.UNIT_EDIT, event=EventTag.UNIT_CHANGE.value)
def uncall_unit(code: str) -> ResponseReturnValue:
    """Take a name or code away that it never had."""
    page, by, at, form = unit_page(reading(), code), signed_in(), now(), AliasDropForm()
    return _carried_out(
        page,
        form,
        {},
        lambda session: drop_alias(session, page.unit.id, form.key, by=by, at=at),
        lambda: _draw(unit_page(reading(), code)),
    )


@bp.post("/don-vi/<unit_code:code>/gio")
@requires(Permission.UNIT_EDIT, event=EventTag.OFFICE_HOURS_CHANGE.value)
def unit_hours(code: str) -> ResponseReturnValue:
    """Show the week that a season would bring; with the other button, keep it."""
    page, by, at, form = unit_page(reading(), code), signed_in(), now(), SeasonForm()
    if not form.validate():
        return _draw(page, season=form), INCOMPLETE
    if "luu" not in request.form:
        try:
            shown = hours_preview(reading(), page.unit, form.season())
        except InvalidInputError as error:
            say(form, error, SeasonForm.PLACES)
            return _draw(page, season=form), INCOMPLETE
        return _draw(page, season=form, shown=shown)
    return _carried_out(
        page,
        form,
        SeasonForm.PLACES,
        lambda session: set_season(session, page.unit.id, form.season(), by=by, at=at),
        lambda: _draw(unit_page(reading(), code), season=form),
    )


def _carried_out(
    page: UnitPage, form: BaseForm, places: Places, verb: Callable[[Session], object], again: Callable[[], str]
) -> ResponseReturnValue:
    if not form.validate():
        return again(), INCOMPLETE
    return carried_out(
        verb,
        form=form,
        places=places,
        again=again,
        done=lambda _: gettext("Đã lưu."),
        to=lambda _: url_for(".unit", code=page.unit.code),
    )


def _draw(
    page: UnitPage,
    name: NameForm | None = None,
    contact: ContactForm | None = None,
    alias: AliasForm | None = None,
    season: SeasonForm | None = None,
    shown: HoursPreview | None = None,
) -> str:
    """Draw a unit with its four forms, one of them as it came back."""
    one = page.unit
    if name is None:
        name = NameForm(formdata=None, ten=one.name, ma=one.electronic_code, xac_nhan=one.electronic_code_confirmed)
    if alias is None:
        alias = AliasForm(formdata=None)
        alias.offer()
    return render_template(
        "administrator/unit.html",
        page=page,
        naming=name,
        contact=contact or ContactForm.of(one),
        alias=alias,
        season=season or SeasonForm(formdata=None),
        shown=shown,
        weekday=lambda day: weekday_in_words(day.on, current_locale()),
        week=lambda hours: hours_in_words(hours, current_locale()),
        windows=lambda day: windows_in_words(day.windows),
    )
