"""One page: the catalogue in force, and who works where."""

from flask import render_template
from flask.typing import ResponseReturnValue

from auth.guards import requires
from auth.permissions import Permission
from gateway.administrator.blueprint import bp
from gateway.clock import now
from gateway.db import reading
from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.words.procedures import as_of_in_words, grouped
from services.calendar.province import civil_date
from services.catalogue.errors import CatalogueEmptyError
from services.people.staffing import staffing


@bp.get("")
@requires(Permission.ADMIN_READ)
def overview() -> ResponseReturnValue:
    """Show figures of the catalogue and of posts; no person and no dossier."""
    locale = current_locale()
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
    return render_template("administrator/overview.html", figures=figures, units=staffing(reading(), civil_date(now())))
