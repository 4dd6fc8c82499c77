"""What there is: the catalogue in force, who works where, and how much lies with which body, in figures and codes."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.blueprint import bp
from gateway.clock import now
from gateway.db import reading
from gateway.keyset import following_page, position_of
from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.words.procedures import as_of_in_words, grouped
from services.calendar.province import civil_date
from services.catalogue.errors import CatalogueEmptyError
from services.dossiers.workload import loads, open_codes
from services.people.administering import administered_unit
from services.people.errors import UnitUnknownError
from services.people.staffing import staffing


@bp.get("")
@requires(Permission.ADMIN_READ)
def overview() -> ResponseReturnValue:
    """Show figures of the catalogue, of posts and of open dossiers; no person and no dossier."""
    by, at, locale = signed_in(), now(), current_locale()
    try:
        catalogue = current_catalogue()
    except CatalogueEmptyError:
        figures = None
    else:
        figures = {
            "listed": grouped(catalogue.counts.listed, locale),
            "open": grouped(catalogue.counts.open, locale),
            "as_of": as_of_in_words(catalogue.state.manifest.as_of.isoformat(), locale),
        }
    return render_template(
        "administrator/overview.html",
        figures=figures,
        units=staffing(reading(), civil_date(at), by),
        loads=loads(reading(), by, at=at),
    )


@bp.get("/ho-so/<unit_code:code>")
@requires(Permission.ADMIN_READ)
def open_dossiers(code: str) -> ResponseReturnValue:
    """List the codes of what is open at a body: how each stands, and nothing of what it is about."""
    by = signed_in()
    unit = administered_unit(reading(), by, code)
    if unit is None:
        raise UnitUnknownError(code)
    found, following = open_codes(reading(), by, code, position_of(request.args.get("sau")))
    return render_template(
        "administrator/open_dossiers.html", unit=unit, found=found, following=following_page(following), at=now()
    )
