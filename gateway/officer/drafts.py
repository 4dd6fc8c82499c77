"""The specialist drafts a result, or corrects a draft: a page of its own, begun with what is known."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.answers import declared
from gateway.clock import now
from gateway.db import reading
from gateway.errors import status_of
from gateway.language import current_locale
from gateway.officer.acting import carried_out
from gateway.officer.blueprint import bp
from gateway.officer.desk import desk_page, note_desk_reading
from gateway.officer.desk_page import DeskPage
from gateway.officer.draft_form import DraftForm
from gateway.officer.results import RESULT, current_result
from gateway.versions import VERSION, sent_version
from services.audit.events import EventTag
from services.dossiers.desk.acting import locked
from services.errors import DomainError
from services.results.drafting import propose, revise
from services.results.errors import ResultNotFoundError
from services.results.kinds import Outcome
from services.results.suggesting import suggested


@bp.get("/ho-so/<dossier_code:code>/du-thao/<outcome:outcome>")
@requires(Permission.CASE_HANDLE)
def draft(code: str, outcome: Outcome) -> ResponseReturnValue:
    """Show what the draft begins with: the dossier's answers, or the draft that was turned down."""
    page = desk_page(code)
    if not page.may_draft:
        return redirect(url_for(".desk", code=page.shown), 303)
    return render_draft(page, outcome, begun(page, outcome))


@bp.post("/ho-so/<dossier_code:code>/du-thao/<outcome:outcome>")
@requires(Permission.CASE_HANDLE, event=EventTag.RESULT_PROPOSE.value)
def save_draft(code: str, outcome: Outcome) -> ResponseReturnValue:
    """Keep the draft; what cannot be kept comes back as it was typed."""
    page, by, at = desk_page(code), signed_in(), now()
    form = begun(page, outcome)
    if not form.validate():
        return render_draft(page, outcome, form), 422

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        propose(session, key, outcome=outcome, content=form.content(), by=by, at=at)

    def refused(error: DomainError) -> ResponseReturnValue:
        form.refuse(error)
        return render_draft(desk_page(code), outcome, form), status_of(error)

    return carried_out(code, verb, done=gettext("Đã lưu dự thảo kết quả."), refused=refused, to=RESULT)


@bp.get("/ho-so/<dossier_code:code>/sua-du-thao")
@requires(Permission.CASE_HANDLE)
def revision(code: str) -> ResponseReturnValue:
    """Show the draft as it is, to be corrected before it goes up."""
    page = desk_page(code)
    if page.revisable is None:
        return redirect(url_for(".desk", code=page.shown), 303)
    return render_draft(page, page.revisable.outcome, begun(page, page.revisable.outcome), revises=True)


@bp.post("/ho-so/<dossier_code:code>/sua-du-thao")
@requires(Permission.CASE_HANDLE, event=EventTag.RESULT_REVISE.value)
def save_revision(code: str) -> ResponseReturnValue:
    """Keep the corrected draft in place of the old one, which stays as a version."""
    page, by, at = desk_page(code), signed_in(), now()
    if page.result is None:
        raise ResultNotFoundError
    outcome = page.result.result.outcome
    form = begun(page, outcome)
    if not form.validate():
        return render_draft(page, outcome, form, revises=True), 422

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        revise(session, current_result(session, key, by), content=form.content(), by=by, at=at)

    def refused(error: DomainError) -> ResponseReturnValue:
        form.refuse(error)
        return render_draft(desk_page(code), outcome, form, revises=True), status_of(error)

    return carried_out(
        code, verb, done=gettext("Đã lưu dự thảo đã sửa. Bản trước được giữ lại."), refused=refused, to=RESULT
    )


def begun(page: DeskPage, outcome: Outcome) -> DraftForm:
    """Return the form of an outcome with what is known, and with what was sent."""
    former = page.result.result if page.result else None
    typed = request.form if request.method == "POST" else None
    if former is not None and former.amendment is not None and former.template is not None:
        return DraftForm(former.template, former.content or {}, typed)
    product, content = suggested(reading(), page.desk.dossier.id, outcome, by=signed_in())
    if former is not None and former.template == product.template:
        content = former.content or content
    return DraftForm(product.template, content, typed)


def render_draft(page: DeskPage, outcome: Outcome, form: DraftForm, *, revises: bool = False) -> str:
    """Draw the page, and write down that the dossier was read: it begins with what the dossier says."""
    note_desk_reading(page)
    return render_template(
        "officer/draft.html",
        page=page,
        outcome=outcome,
        revises=revises,
        form=form,
        declared=declared(page.desk.dossier, current_locale()),
        version_name=VERSION,
    )
