"""From the page of a procedure to a draft."""

from typing import Final

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from auth.session import NEXT, browser_session, current_login
from gateway.citizen.blueprint import bp
from gateway.clock import now
from gateway.converters import DraftKey
from gateway.db import unit_of_work
from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.staffing import units_taking
from gateway.words.procedures import effective_in_words, glance_in_words
from services.audit.events import EventTag
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.kinds import Admission, Channel
from services.catalogue.records import ProcedureRecord
from services.catalogue.snapshot import Entry
from services.dossiers.drafting import begin as begin_draft
from services.dossiers.drafting import new_key
from services.dossiers.forms.definitions import SubjectOf
from services.dossiers.forms.library import form_for
from services.dossiers.papers import PaperRow, RowKind, case_titles, only_case, paper_rows

KEY: Final = "khoa"
MOST_PAPERS: Final = 12
"""Papers named on the page that begins a draft; the page of the procedure has all of them."""


@bp.get("/nop-ho-so/<procedure_code:code>")
@requires(Permission.FILING_USE)
def start(code: str) -> ResponseReturnValue:
    """Say what will be needed and as whom the person files; nothing is begun by looking."""
    catalogue = current_catalogue()
    canonical = url_for(".start", code=code)
    if request.path != canonical:
        return redirect(canonical, 301)
    if code not in catalogue.by_code:  # its page says since when it is no more, or that it never was
        return redirect(url_for("catalogue.procedure", code=code), 303)
    entry = catalogue.entry(code)
    login = current_login()
    if login is not None and login.several:
        browser_session()[NEXT] = canonical  # choosing another role leads back here
    papers = needed(entry)
    return render_template(
        "citizen/start.html",
        entry=entry,
        taking=units_taking(entry),
        limit=effective_in_words(entry.limit_for(channel=Channel.ONLINE), current_locale()),
        fee=glance_in_words(entry.fee, current_locale()),
        papers=papers[:MOST_PAPERS],
        more=max(0, len(papers) - MOST_PAPERS),
        has_cases=bool(case_titles(entry.record)),
        key=new_key(),
        filer=g.actor_name,
        for_organisation=signed_in().acting_for is not None,
        mismatch=not_admitted(entry.record, for_organisation=signed_in().acting_for is not None),
        several=login is not None and login.several,
    )


def not_admitted(record: ProcedureRecord, *, for_organisation: bool) -> Admission | None:
    """Return whom a procedure is for, if whoever files is not among them. The record may err, so they are told."""
    others = Admission.PEOPLE if for_organisation else Admission.ORGANISATIONS
    return others if record.admission is others else None


def needed(entry: Entry) -> list[PaperRow]:
    """Return the papers to have at hand. What the electronic form stands for, or is only shown, is not among them."""
    record = entry.record
    form = form_for(record.code, entry.local.form_code)
    rows = paper_rows(record, only_case(record), form, {}, SubjectOf.PERSON)
    return [row for row in rows if row.question is None and row.kind in {RowKind.ASKED, RowKind.NOT_ASKED}]


@bp.post("/nop-ho-so/<procedure_code:code>")
@requires(Permission.FILING_USE, event=EventTag.DRAFT_CREATE.value)
def begin(code: str) -> ResponseReturnValue:
    """Begin a draft; a second click finds the first one's."""
    key = request.form.get(KEY, "")
    if not DraftKey.fits(key):
        raise ProcedureUnknownError(code)
    with unit_of_work() as session:
        begin_draft(session, procedure_code=code, idempotency_key=key, by=signed_in(), at=now())
    return redirect(url_for(".step", key=key, number=1), 303)
