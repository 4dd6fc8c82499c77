"""The public pages of the catalogue. They reflect what people type, so none of them carries a form token (BREACH)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import public
from gateway.catalogue.history import SHAPES, VersionsPage
from gateway.catalogue.life_events import LifeEventPage
from gateway.catalogue.open_data import LINES, SUMS, TABLE, publication, sent
from gateway.catalogue.pages import ListPage, ProcedurePage
from gateway.converters import CONVERTERS
from gateway.db import reading
from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.staffing import units_taking
from gateway.words.procedures import as_of_in_words, grouped
from services.catalogue.errors import CatalogueEmptyError
from services.catalogue.history import Former, former_or_unknown, former_procedure
from services.catalogue.kinds import Level
from services.catalogue.life_events import life_event, life_events
from services.catalogue.open_data import Column
from services.catalogue.search.codes import code_in
from services.catalogue.source.province import province

bp = Blueprint("catalogue", __name__)
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))


@bp.context_processor
def writing() -> dict[str, Callable[..., Any]]:
    """Let the templates write numbers, days and levels in the language of the request."""
    return {
        "grouped": lambda number: grouped(number, current_locale()),
        "as_of": lambda day: as_of_in_words(day, current_locale()),
        "level_of": Level,
        "life_events": lambda: [(one.slug, one.title.by(current_locale())) for one in life_events()],
    }


@bp.get("/")
@public()
def home() -> ResponseReturnValue:
    """Show where to begin; also when no catalogue has been loaded yet."""
    try:
        found = current_catalogue()
    except CatalogueEmptyError:
        found = None
    return render_template("catalogue/home.html", catalogue=found)


@bp.get("/thu-tuc")
@public()
def search() -> ResponseReturnValue:
    """Show what a query and the filters find, twenty a page."""
    page = ListPage(current_catalogue(), request.args)
    return render_template("catalogue/search.html", page=page, former=_former_meant(page))


@bp.get("/thu-tuc/linh-vuc")
@public()
def fields() -> ResponseReturnValue:
    """List every field with its number of procedures."""
    return render_template("catalogue/fields.html", catalogue=current_catalogue())


@bp.get("/viec/<life_event:slug>")
@public()
def event(slug: str) -> ResponseReturnValue:
    """Show the procedures that an event of a life may need."""
    page = LifeEventPage(life_event(slug), current_catalogue())
    return render_template("catalogue/event.html", page=page)


@bp.get("/thu-tuc/<procedure_code:code>")
@public()
def procedure(code: str) -> ResponseReturnValue:
    """Show one procedure. A code written otherwise leads to its one address."""
    catalogue = current_catalogue()
    canonical = url_for(".procedure", code=code)
    if request.path != canonical:
        return redirect(canonical, 301)
    if code not in catalogue.by_code:
        former = former_or_unknown(reading(), code, catalogue.state.on)
        return render_template("catalogue/former.html", code=code, former=former)
    entry = catalogue.entry(code)
    page = ProcedurePage(entry, catalogue, request.args.get("truong-hop"))
    taking = units_taking(entry) if entry.opening.is_open else ()
    return render_template("catalogue/procedure.html", page=page, entry=entry, province=province(), taking=taking)


@bp.get("/thu-tuc/<procedure_code:code>/phien-ban")
@public()
def versions(code: str) -> ResponseReturnValue:
    """Show what a procedure said before, says and will say, and two of its versions side by side."""
    page = VersionsPage(reading(), code, current_catalogue().state.on, request.args)
    return render_template("catalogue/versions.html", page=page, shapes=SHAPES)


@bp.get("/thu-tuc/<procedure_code:code>/in")
@public()
def print_view(code: str) -> ResponseReturnValue:
    """Show everything about one procedure on one sheet, every case unfolded; one that is no more is gone from here."""
    catalogue = current_catalogue()
    if code not in catalogue.by_code:
        former = former_or_unknown(reading(), code, catalogue.state.on)
        return render_template("catalogue/former.html", code=code, former=former), HTTPStatus.GONE
    entry = catalogue.entry(code)
    page = ProcedurePage(entry, catalogue)
    return render_template("catalogue/print.html", page=page, entry=entry, province=province())


@bp.get("/du-lieu-mo")
@public()
def open_data() -> ResponseReturnValue:
    """Say what can be taken, as of which day, under which terms, and what each column means."""
    found = publication(current_catalogue())
    files = [found.files[name] for name in (TABLE, LINES, SUMS)]
    return render_template("catalogue/open_data.html", publication=found, files=files, columns=list(Column))


@bp.get("/du-lieu-mo/<data_file:name>")
@public()
def data_file(name: str) -> ResponseReturnValue:
    """Send one of the files; who has it already is told so."""
    catalogue = current_catalogue()
    return sent(publication(catalogue).files[name], catalogue)


def _former_meant(page: ListPage) -> Former | None:
    """Return the procedure that is no more and whose code somebody typed, if that is so."""
    code = code_in(page.query)
    if code is None or code in page.catalogue.by_code:
        return None
    return former_procedure(reading(), code, page.catalogue.state.on)
