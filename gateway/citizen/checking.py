"""Check every answer, agree with the statement of truth, and file."""

from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.answers import sections
from gateway.citizen.blueprint import bp
from gateway.citizen.drafts import draft_page
from gateway.citizen.refusals import note_refusal
from gateway.citizen.steps import FROM_CHECK
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import unit_of_work
from gateway.errors import status_of
from gateway.filing.draft_page import DraftPage
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.versions import VERSION, sent_version
from gateway.words import in_words
from services.audit.events import EventTag
from services.dossiers.draft_view import draft_called
from services.dossiers.errors import (
    DeclarationChangedError,
    DeclarationMissingError,
    DraftIncompleteError,
    DraftNotFoundError,
)
from services.dossiers.forms.definitions import StepKind
from services.dossiers.submission import submit
from services.errors import DomainError

DECLARATION: Final = "cam-doan"


@bp.get("/ho-so/nhap/<draft_key:key>/kiem-tra")
@requires(Permission.FILING_USE)
def check(key: str) -> ResponseReturnValue:
    """Show every answer once more; what is missing leads back to the list of steps."""
    page = draft_page(key)
    if not page.is_complete:
        return redirect(page.list_address, 303)
    return render_check(page)


@bp.post("/ho-so/nhap/<draft_key:key>/kiem-tra")
@requires(Permission.FILING_USE, event=EventTag.DOSSIER_SUBMIT.value)
@limited(Limit.SUBMISSION)
def file(key: str) -> ResponseReturnValue:
    """File. Sent twice, it leads to the one dossier."""
    try:
        with unit_of_work() as session:
            dossier = submit(
                session,
                draft_called(session, key, signed_in()),
                declaration=request.form.get(DECLARATION),
                version=sent_version(),
                by=signed_in(),
                at=now(),
            )
            reference = dossier.reference
    except DraftNotFoundError:
        raise
    except DomainError as error:
        page = draft_page(key)
        note_refusal(("draft", page.own.draft.id), error)
        return refused_page(page, error)
    return redirect(url_for(".receipt", code=reference), 303)


def refused_page(page: DraftPage, error: DomainError) -> ResponseReturnValue:
    """Lead back to what is missing, or show the answers again with what stands in the way."""
    if isinstance(error, DraftIncompleteError) or not page.is_complete:
        return redirect(page.list_address, 303)
    return render_check(page, refusal=error), status_of(error)


def render_check(page: DraftPage, refusal: DomainError | None = None) -> str:
    """Draw the page of answers."""
    own, locale = page.own, current_locale()
    steps = [
        (step, sections(step, own.answers, own.known.subject, locale, locked=own.locked))
        for step in page.steps
        if step.kind is StepKind.FIELDS
    ]
    return render_template(
        "citizen/check.html",
        page=page,
        steps=steps,
        statement=own.form.statement.said(locale),
        declaration=own.form.declaration,
        refusal=in_words(refusal, locale) if refusal else None,
        at_declaration=isinstance(refusal, (DeclarationMissingError, DeclarationChangedError)),
        address_of=FileDigest.of,
        from_check=FROM_CHECK,
        version_name=VERSION,
        declaration_name=DECLARATION,
    )
