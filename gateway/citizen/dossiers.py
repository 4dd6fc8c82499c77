"""What somebody has begun and filed: the list, one dossier, its files."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.dossier_page import render_dossier
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading
from gateway.files import download
from gateway.keyset import position_of, written
from gateway.language import current_locale
from gateway.words.calendar import standing_in_words
from services.calendar.days import WorkCalendar
from services.calendar.queries import work_calendar
from services.dossiers.kinds import WITH_RESULT
from services.dossiers.queries import (
    DossierLine,
    document_of,
    dossier_view,
    my_dossiers,
    my_drafts,
)
from services.dossiers.supplements.queries import asked_papers, is_asked
from services.dossiers.timeliness import classify
from services.results.applicant import results_of, tasks_of
from services.results.listing import issued_states


@bp.get("/ho-so")
@requires(Permission.FILING_USE)
def dossiers() -> ResponseReturnValue:
    """List drafts and dossiers, the newest first."""
    session, by = reading(), signed_in()
    after = position_of(request.args.get("sau"))
    found = my_dossiers(session, by, after=after)
    calendar = work_calendar(session) if any(one.due_by for one in found.lines) else None
    return render_template(
        "citizen/dossiers.html",
        tasks=[] if after else tasks_of(session, by),
        drafts=[] if after else my_drafts(session, by),
        lines=[(one, standing(one, calendar)) for one in found.lines],
        issued=issued_states(session, [one.id for one in found.lines if one.state in WITH_RESULT]),
        following=url_for(".dossiers", sau=written(found.following)) if found.following else None,
        is_first=after is None,
    )


@bp.get("/ho-so/<dossier_code:code>")
@requires(Permission.FILING_USE)
def dossier(code: str) -> ResponseReturnValue:
    """Show one dossier. Somebody else's is as absent as one that never was."""
    session = reading()
    view = dossier_view(session, code, signed_in())
    if code not in {view.dossier.reference, view.dossier.code}:
        return redirect(url_for(".dossier", code=view.dossier.code or view.dossier.reference), 301)
    papers = asked_papers(session, code, signed_in()) if is_asked(view.dossier) else None
    return render_dossier(view, results_of(session, view.dossier.id), papers)


@bp.get("/ho-so/<dossier_code:code>/xac-nhan")
@requires(Permission.FILING_USE)
def receipt(code: str) -> ResponseReturnValue:
    """Confirm what was handed in and when: what one sees right after filing, and may print."""
    view = dossier_view(reading(), code, signed_in())
    return render_template("citizen/receipt.html", view=view, address_of=FileDigest.of)


@bp.get("/ho-so/<dossier_code:code>/tep/<file_digest:digest>")
@requires(Permission.FILING_USE)
def dossier_file(code: str, digest: str) -> ResponseReturnValue:
    """Send a file of a dossier to its applicant."""
    document = document_of(reading(), code, digest, signed_in())
    return download(document.blob, document.name or "tep")


def standing(line: DossierLine, calendar: WorkCalendar | None) -> str | None:
    """Say how a dossier stands against its due date; None while it has none, or stands still."""
    if line.due_by is None or line.paused_at is not None or calendar is None:
        return None
    found = classify(line.due_by, at=now(), finished_at=line.ended_at, calendar=calendar)
    return standing_in_words(found, current_locale())
