"""The specialist puts an issued result right: drafts what replaces, corrects or recalls it, or gives that up again."""

from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.answers import declared
from gateway.clock import now
from gateway.db import reading
from gateway.errors import status_of
from gateway.fields import REQUIRED
from gateway.language import current_locale
from gateway.officer.acting import carried_out, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.desk import desk_page, note_desk_reading
from gateway.officer.desk_page import DeskPage
from gateway.officer.draft_form import DraftForm
from gateway.officer.forms import GivingUpForm
from gateway.officer.results import RESULT, current_result, refused_result
from gateway.versions import VERSION, sent_version
from gateway.words import in_words
from services.audit.events import EventTag
from services.dossiers.act_errors import WordsMissingError, WordsTooLongError
from services.dossiers.desk.acting import locked
from services.errors import DomainError
from services.results.amending import give_up, propose_amendment
from services.results.drawing_up import reason_of
from services.results.errors import ResultNotFoundError
from services.results.kinds import Amendment
from services.results.queries import ResultView
from services.results.suggesting import suggested_amendment

WHY: Final = "vi_sao"
MOST: Final = 2000


@bp.get("/ho-so/<dossier_code:code>/sua-ket-qua/<amendment:amendment>")
@requires(Permission.CASE_HANDLE)
def amendment_draft(code: str, amendment: Amendment) -> ResponseReturnValue:
    """Show what the paper begins with: the result itself, or whom it is about; or the draft that was sent back."""
    page = desk_page(code)
    if not page.may_amend:
        return redirect(url_for(".desk", code=page.shown), 303)
    return render_amendment(page, amendment, begun_amendment(page, amendment))


@bp.post("/ho-so/<dossier_code:code>/sua-ket-qua/<amendment:amendment>")
@requires(Permission.CASE_HANDLE, event=EventTag.RESULT_PROPOSE_AMENDMENT.value)
def save_amendment(code: str, amendment: Amendment) -> ResponseReturnValue:
    """Keep the draft; what cannot be kept comes back as it was typed."""
    page, by, at = desk_page(code), signed_in(), now()
    wrong = wrong_result(page)
    form = begun_amendment(page, amendment)
    if not form.validate():
        return render_amendment(page, amendment, form), 422

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        propose_amendment(
            session,
            wrong.result.id,
            amendment=amendment,
            content=form.content(),
            why=form[WHY].data or "",
            by=by,
            at=at,
        )

    def refused(error: DomainError) -> ResponseReturnValue:
        refuse(form, error)
        return render_amendment(desk_page(code), amendment, form), status_of(error)

    return carried_out(
        code,
        verb,
        done=gettext("Đã lưu dự thảo. Kết quả cũ vẫn giữ nguyên cho đến khi phát hành."),
        refused=refused,
        to=RESULT,
    )


@bp.post("/ho-so/<dossier_code:code>/ket-qua/thoi-sua")
@requires(Permission.CASE_HANDLE, event=EventTag.RESULT_GIVE_UP_AMENDMENT.value)
def drop_amendment(code: str) -> ResponseReturnValue:
    """Withdraw the draft, in words; nobody outside hears of it."""
    by, at, form = signed_in(), now(), GivingUpForm()

    def verb(session: Session, key: UUID) -> None:
        locked(session, key, by=by, version=sent_version())
        give_up(session, current_result(session, key, by), why=form.thoi.data or "", by=by, at=at)

    return carried_out(
        code,
        verb,
        done=gettext("Đã thôi. Kết quả giữ nguyên như trước."),
        refused=lambda error: refused_result(code, sent_back(form, error, GivingUpForm.PLACES), error),
        to=".desk",
    )


def wrong_result(page: DeskPage) -> ResultView:
    """Return the result that is put right, as it stands.

    Raises:
        ResultNotFoundError: nothing was issued, as far as this officer may know.
    """
    found = page.standing_result
    if found is None:
        raise ResultNotFoundError
    return found


def begun_amendment(page: DeskPage, amendment: Amendment) -> DraftForm:
    """Return the form with what is known, and with what was sent."""
    session, typed = reading(), request.form if request.method == "POST" else None
    product, content = suggested_amendment(session, wrong_result(page).result, amendment)
    before = page.result.result if page.result and page.result.is_under_way else None
    why = None
    if before is not None and before.amendment is amendment:
        content, why = before.content or content, reason_of(session, before)
    control: Any = TextAreaField(
        gettext("Sai ở đâu, vì sao phải làm"),
        [DataRequired(message=REQUIRED)],
        description=gettext("Lãnh đạo đọc lý do này trước khi ký; không in trên văn bản, người dân không thấy."),
        id=WHY,
        default=why,
        render_kw={"maxlength": MOST, "width": None},
    )
    return DraftForm(product.template, content, typed, {WHY: control})


def refuse(form: DraftForm, error: DomainError) -> None:
    """Put a refusal at the reason or the text it is about, or above the form."""
    if isinstance(error, (WordsMissingError, WordsTooLongError)):
        form[WHY].errors = [in_words(error, current_locale())]
    else:
        form.refuse(error)


def render_amendment(page: DeskPage, amendment: Amendment, form: DraftForm) -> str:
    """Draw the page, and write down that the dossier was read."""
    note_desk_reading(page)
    return render_template(
        "officer/draft.html",
        page=page,
        amendment=amendment,
        amended=wrong_result(page),
        form=form,
        declared=declared(page.desk.dossier, current_locale()),
        version_name=VERSION,
    )
