"""The quick lane: copies and signatures certified while somebody waits, on one screen and without a mouse."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.converters import DraftKey
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.fields import REQUIRED, GatewayForm
from gateway.language import current_locale
from gateway.numbers import whole
from gateway.officer.blueprint import bp
from gateway.refusals import note_refusal
from gateway.words import N_, in_words
from services.audit.tags import EventTag
from services.calendar.province import civil_date
from services.dossiers.certifying.book import Line, lines_of_day, papers_of_late
from services.dossiers.certifying.errors import (
    CertifierMissingError,
    CountUnusableError,
    NotComparedError,
    PaperNotNamedError,
)
from services.dossiers.certifying.recording import Certifying, body_certifying, certifiers, certify
from services.dossiers.certifying.rules import MOST, Certified, fee_of
from services.dossiers.drafting import new_key
from services.errors import DomainError
from services.people.errors import PersonNameMissingError
from services.people.models import Unit

LONGEST: Final = 200
DONE: Final = "ghi"
"""The button that records, on the page that told the fee."""


class CertifyingForm(GatewayForm):
    """One line of the book."""

    khoa = HiddenField()
    loai = RadioField(
        N_("Chứng thực"),
        choices=[
            SelectChoice(Certified.COPY.value, N_("Bản sao từ bản chính")),
            SelectChoice(Certified.SIGNATURE.value, N_("Chữ ký, điểm chỉ")),
        ],
        default=Certified.COPY.value,
    )
    ten = StringField(N_("Họ và tên người yêu cầu"), validators=[InputRequired(REQUIRED), Length(max=LONGEST)])
    giay = StringField(N_("Loại giấy tờ"), validators=[InputRequired(REQUIRED), Length(max=LONGEST)])
    trang = IntegerField(
        N_("Số trang"), validators=[InputRequired(REQUIRED), NumberRange(1, MOST)], description=N_("Của bản chính.")
    )
    ban = IntegerField(
        N_("Số bản"),
        default=1,
        validators=[InputRequired(REQUIRED), NumberRange(1, MOST)],
        description=N_("Bản sao cần chứng thực, hoặc số giấy tờ có chữ ký."),
    )
    ky = SelectField(N_("Người ký chứng thực"), validators=[InputRequired(REQUIRED)])
    doi = BooleanField(N_("Đã đối chiếu bản chính; chữ ký được ký trước mặt"))
    mau = BooleanField(N_("Người yêu cầu cần giấy tiếp nhận (mẫu số 01)"))
    phi = HiddenField()

    PLACES: Final[dict[type[DomainError], str]] = {
        PersonNameMissingError: "ten",
        PaperNotNamedError: "giay",
        CountUnusableError: "trang",
        CertifierMissingError: "ky",
        NotComparedError: "doi",
    }
    """At which control a refusal stands; any other at the kind."""

    def refuse(self, error: DomainError) -> None:
        """Note a refusal at its control."""
        control = self[self.PLACES.get(type(error), "loai")]
        control.errors = [*control.errors, in_words(error, current_locale())]

    def fee(self) -> int:
        """Return what it costs.

        Raises:
            CountUnusableError: no such number of pages or copies.
        """
        return fee_of(Certified(self.loai.data), pages=self.trang.data or 0, copies=self.ban.data or 0)

    def told(self) -> Certifying:
        """Return what was filled in, with the fee that was told."""
        return Certifying(
            kind=Certified(self.loai.data),
            applicant=self.ten.data or "",
            paper=self.giay.data or "",
            pages=self.trang.data or 0,
            copies=self.ban.data or 0,
            certified_by=UUID(self.ky.data),
            compared=self.doi.data,
            fee=whole(self.phi.data) or 0,  # none costs nothing
            wants_receipt=self.mau.data,
        )


@bp.get("/chung-thuc")
@requires(Permission.RECEIPT_DO)
def quick_lane() -> ResponseReturnValue:
    """Show the form for the next person, and what was recorded today."""
    body = body_certifying(reading(), signed_in())
    form = prepared_form(body)
    form.khoa.data = new_key()
    return render_lane(form, body, just=request.args.get("so"))


@bp.post("/chung-thuc")
@requires(Permission.RECEIPT_DO, event=EventTag.DOSSIER_CERTIFY.value)
def record_certification() -> ResponseReturnValue:
    """Tell the fee first; with the button of that page, record and go on to the next person."""
    body = body_certifying(reading(), signed_in())
    form = prepared_form(body)
    if not DraftKey.fits(form.khoa.data or ""):
        form.khoa.data = new_key()
    if not form.validate():
        return render_lane(form, body), 422
    try:
        fee = form.fee()
        if not form.doi.data:
            raise NotComparedError
        if DONE not in request.form:
            form.phi.data = str(fee)
            return render_lane(form, body, fee=fee)
        with unit_of_work() as session:
            row = certify(session, form.told(), key=form.khoa.data or "", by=signed_in(), at=now())
            written = row.written
    except DomainError as error:
        note_refusal(error.code)
        form.refuse(error)
        return render_lane(form, body), status_of(error)
    return redirect(url_for(".quick_lane", so=written), 303)


def prepared_form(body: Unit) -> CertifyingForm:
    """Return the form with those who may have signed today."""
    form = CertifyingForm()
    posts = certifiers(reading(), body, civil_date(now()), by=signed_in())
    form.ky.choices = [SelectChoice(str(one.id), f"{one.person.name}, {one.title}") for one in posts]
    return form


def render_lane(form: CertifyingForm, body: Unit, fee: int | None = None, just: str | None = None) -> str:
    """Draw the one screen of the quick lane."""
    today = civil_date(now())
    lines = lines_of_day(reading(), body, today)
    return render_template(
        "officer/certifying.html",
        form=form,
        fee=fee,
        done=DONE,
        just=_recorded(lines, just),
        lines=lines,
        today=today,
        cash=sum(one.certification.fee for one in lines),
        papers=papers_of_late(reading(), body),
        copy=Certified.COPY,
    )


def _recorded(lines: Sequence[Line], number: str | None) -> Line | None:
    """Return the line that was recorded a moment ago; only one of today is shown."""
    return next((one for one in lines if one.certification.written == number), None)
