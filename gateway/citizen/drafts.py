"""The draft of an address, for whoever may see it."""

from flask import abort, redirect, url_for

from auth.guards import signed_in
from gateway.clock import now
from gateway.db import reading
from gateway.filing.draft_page import DraftPage
from services.calendar.province import civil_date
from services.dossiers.draft_view import draft_view


def draft_page(key: str) -> DraftPage:
    """Return the page of a draft; one that was filed leads on to its dossier.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
    """
    at = now()
    found = draft_view(reading(), key, signed_in(), on=civil_date(at))
    if found.reference is not None:
        abort(redirect(url_for("citizen.dossier", code=found.reference), 303))
    return DraftPage(found.own, found.rows, found.unit, at, found.former)
