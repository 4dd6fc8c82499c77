"""Everything once more, then one act: filed and received; or filed alone, for what is not complete."""

from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.answers import sections
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import reading, record_apart, unit_of_work
from gateway.errors import status_of
from gateway.language import current_locale
from gateway.officer.acting import sent_back
from gateway.officer.blueprint import bp
from gateway.officer.counter.page import CounterPage, counter_page
from gateway.officer.forms import DayForm
from gateway.versions import VERSION, sent_version
from gateway.words import in_words
from gateway.words.procedures import effective_in_words
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.overlay.queries import decided_rule
from services.catalogue.queries import limit_of
from services.dossiers.counter.receiving import file_at_counter, receive_at_counter
from services.dossiers.counter.running import running_already
from services.dossiers.desk.clock import is_home as is_home_of
from services.dossiers.draft_view import draft_called
from services.dossiers.errors import (
    DeclarationChangedError,
    DeclarationMissingError,
    DraftIncompleteError,
    DraftNotFoundError,
)
from services.dossiers.forms.definitions import StepKind
from services.dossiers.kinds import ComponentAnswer
from services.errors import DomainError
from services.people.models import Unit

SIGNED: Final = "da-ky"
"""Name of the box that says that the statement of truth was signed on paper."""
ONLY_FILE: Final = "chi_lap"
"""Name of the button that files without receiving."""


@bp.get("/quay/<draft_key:key>/kiem-tra")
@requires(Permission.RECEIPT_DO)
def counter_check(key: str) -> ResponseReturnValue:
    """Show everything once more; what is missing leads back to its step."""
    page = counter_page(key)
    if not page.is_complete:
        return redirect(page.on_address, 303)
    return render_check(page, DayForm())


@bp.post("/quay/<draft_key:key>/kiem-tra")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_RECEIVE.value)
def counter_receive(key: str) -> ResponseReturnValue:
    """File and receive, or file alone. Sent twice, it leads to the one dossier."""
    form = DayForm()
    by, at = signed_in(), now()
    if not form.is_readable():
        return render_check(counter_page(key), form), 422
    sent: dict[str, Any] = {"declaration": request.form.get(SIGNED), "version": sent_version(), "by": by, "at": at}
    try:
        with unit_of_work() as session:
            draft_id = draft_called(session, key, by)
            if ONLY_FILE in request.form:
                dossier = file_at_counter(session, draft_id, **sent)
            else:
                dossier = receive_at_counter(session, draft_id, due_by_hand=form.by_hand(), **sent)
            shown, received = dossier.code or dossier.reference, dossier.received_at is not None
    except DraftNotFoundError:
        raise
    except DomainError as error:
        page = counter_page(key)
        record_apart(
            tag=EventTag.DOSSIER_ACT_REFUSED, by=by, at=at, object=("draft", page.own.draft.id), reason=error.code
        )
        return refused_check(page, form, error)
    if received:
        return redirect(url_for(".counter_done", code=shown), 303)
    flash(gettext("Đã lập hồ sơ, chưa tiếp nhận. Hãy yêu cầu bổ sung hoặc đề xuất từ chối ở dưới."), "success")
    return redirect(url_for(".desk", code=shown), 303)


def refused_check(page: CounterPage, form: DayForm, error: DomainError) -> ResponseReturnValue:
    """Lead back to what is missing, or show everything again with what stands in the way."""
    if isinstance(error, DraftIncompleteError) or not page.is_complete:
        return redirect(page.on_address, 303)
    sent_back(form, error, DayForm.PLACES)
    return render_check(page, form, refusal=error), status_of(error)


def render_check(page: CounterPage, form: DayForm, refusal: DomainError | None = None) -> str:
    """Draw the page."""
    own, locale = page.own, current_locale()
    version = own.draft.procedure_version
    promised = decided_rule(reading(), version.procedure_id, civil_date(page.at))
    limit = limit_of(version, own.code, case=own.draft.case_title, channel=own.draft.channel, local=promised.shorter)
    steps = [
        (step, sections(step, own.answers, own.known.subject, locale, locked=own.locked))
        for step in page.steps
        if step.kind is StepKind.FIELDS
    ]
    at_statement = isinstance(refusal, (DeclarationMissingError, DeclarationChangedError))
    return render_template(
        "officer/counter/check.html",
        page=page,
        form=form,
        steps=steps,
        statement=own.form.statement.said(locale),
        declaration=own.form.declaration,
        limit=effective_in_words(limit, locale),
        by_hand=limit.limit is None and is_home(reading(), page),
        at_home=is_home(reading(), page),
        lacking=[row for row in page.papers if is_absent(page, row.number)],
        running=running_already(reading(), own.draft, signed_in()),
        refusal=in_words(refusal, locale) if refusal else None,
        at_statement=at_statement,
        version_name=VERSION,
        signed=SIGNED,
        only_file=ONLY_FILE,
        address_of=FileDigest.of,
    )


def is_home(session: Session, page: CounterPage) -> bool:
    """Tell whether the clock starts at this very counter: it is the centre of the deciding unit."""
    centre_id = signed_in().unit_id
    return (
        page.unit is not None
        and centre_id is not None
        and is_home_of(session.get_one(Unit, centre_id), session.get_one(Unit, page.unit.unit_id))
    )


def is_absent(page: CounterPage, number: int) -> bool:
    """Tell whether a paper was looked for and is not there."""
    return any(one.answer is ComponentAnswer.ABSENT for one in page.said.get(number, []))
