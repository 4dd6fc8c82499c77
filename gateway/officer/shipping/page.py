"""One shipment: where it is, what is in it, what may be done with it now, and the slip that both sides sign."""

from collections.abc import Callable
from typing import Any, Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from wtforms.form import BaseForm

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import reading, record_apart, unit_of_work
from gateway.errors import status_of
from gateway.fields import translated
from gateway.officer.acting import Places, Sent, sent_back
from gateway.officer.blueprint import bp
from gateway.officer.forms import choices_of
from gateway.officer.shipping.forms import DeliverForm, HandOverForm, TakeInForm, UndeliveredForm
from gateway.refusals import note_refusal
from gateway.versions import VERSION, sent_version
from services.audit.tags import EventTag
from services.dossiers.shipping.kinds import Purpose, ShipmentAct, UndeliveredReason
from services.dossiers.shipping.moving import cancel, deliver, hand_to_post, note_undelivered, take_in
from services.dossiers.shipping.operators import operator_called
from services.dossiers.shipping.queries import ShipmentView, shipment_for
from services.errors import DomainError, NotFoundError

FORMS: Final[dict[ShipmentAct, type[Any]]] = {
    ShipmentAct.HAND_OVER: HandOverForm,
    ShipmentAct.TAKE_IN: TakeInForm,
    ShipmentAct.DELIVER: DeliverForm,
    ShipmentAct.NOT_DELIVERED: UndeliveredForm,
}


@bp.get("/buu-chinh/<shipment:code>")
@requires(Permission.SHIPMENT_READ)
def shipment(code: str) -> ResponseReturnValue:
    """Show a shipment."""
    return render_shipment(code)


@bp.get("/buu-chinh/<shipment:code>/phieu")
@requires(Permission.SHIPMENT_READ)
def shipment_slip(code: str) -> ResponseReturnValue:
    """Show the slip: to be printed, counted against the papers, and signed at both hand-overs."""
    view = read_shipment(code)
    return render_template("officer/shipping/slip.html", **told_of(view))


@bp.post("/buu-chinh/<shipment:code>/giao")
@requires(Permission.RECEIPT_DO, event=EventTag.SHIPMENT_HAND_OVER.value)
def hand_shipment_over(code: str) -> ResponseReturnValue:
    """Note that the postal worker took it."""
    form = HandOverForm()

    def verb(session: Session) -> None:
        hand_to_post(
            session,
            code,
            number=form.so.data or "",
            postal_worker=form.buu_ta.data or "",
            fee=form.fee(),
            by=signed_in(),
            at=now(),
            version=sent_version(),
        )

    done = gettext("Đã ghi nhận giao cho bưu chính.")
    return moved(code, ShipmentAct.HAND_OVER, form, HandOverForm.PLACES, verb, done)


@bp.post("/buu-chinh/<shipment:code>/da-nhan")
@requires(Permission.SHIPMENT_TAKE, event=EventTag.SHIPMENT_DELIVER.value)
def take_shipment_in(code: str) -> ResponseReturnValue:
    """Note that it is here."""
    form = TakeInForm()

    def verb(session: Session) -> None:
        take_in(session, code, missing=form.thieu.data, by=signed_in(), at=now(), version=sent_version())

    done = gettext("Đã xác nhận nhận bưu gửi.")
    return moved(code, ShipmentAct.TAKE_IN, form, TakeInForm.PLACES, verb, done)


@bp.post("/buu-chinh/<shipment:code>/da-phat")
@requires(Permission.RECEIPT_DO, event=EventTag.SHIPMENT_DELIVER.value)
def note_delivery(code: str) -> ResponseReturnValue:
    """Note that the applicant has it: the results in it are given back."""
    form = DeliverForm()
    proof = form.proof()
    if proof is None:
        return render_shipment(code, {ShipmentAct.DELIVER: Sent(form, "")}), 422

    def verb(session: Session) -> None:
        deliver(session, code, proof, by=signed_in(), at=now(), version=sent_version())

    done = gettext("Đã ghi nhận phát bưu gửi; hồ sơ đã trả kết quả.")
    return moved(code, ShipmentAct.DELIVER, form, DeliverForm.PLACES, verb, done)


@bp.post("/buu-chinh/<shipment:code>/khong-phat")
@requires(Permission.RECEIPT_DO, event=EventTag.SHIPMENT_NOT_DELIVERED.value)
def note_no_delivery(code: str) -> ResponseReturnValue:
    """Note that it came back, or is lost."""
    form = UndeliveredForm()
    reason = form.reason()
    if reason is None:
        return render_shipment(code, {ShipmentAct.NOT_DELIVERED: Sent(form, "")}), 422

    def verb(session: Session) -> None:
        note_undelivered(session, code, reason, form.cu_the.data, by=signed_in(), at=now(), version=sent_version())

    done = gettext("Đã ghi nhận. Giấy tờ trong bưu gửi này có thể gửi lại.")
    return moved(code, ShipmentAct.NOT_DELIVERED, form, UndeliveredForm.PLACES, verb, done)


@bp.post("/buu-chinh/<shipment:code>/huy")
@requires(Permission.RECEIPT_DO, event=EventTag.SHIPMENT_CANCEL.value)
def cancel_shipment(code: str) -> ResponseReturnValue:
    """Undo a preparation."""

    def verb(session: Session) -> None:
        cancel(session, code, by=signed_in(), at=now(), version=sent_version())

    done = gettext("Đã hủy bưu gửi. Giấy tờ lại ở danh sách chờ gửi.")
    return moved(code, ShipmentAct.CANCEL, None, {}, verb, done)


def moved(
    code: str, act: ShipmentAct, form: BaseForm | None, places: Places, verb: Callable[[Session], None], done: str
) -> ResponseReturnValue:
    """Do something to a shipment in one transaction, then show its page again; a refusal shows what was typed.

    Raises:
        NotFoundError: the shipment is not there for this actor.
    """
    try:
        with unit_of_work() as session:
            verb(session)
    except NotFoundError:
        raise
    except DomainError as error:
        note_refusal(error.code)
        return render_shipment(code, {act: sent_back(form, error, places)}), status_of(error)
    flash(done, "success")
    return redirect(url_for(".shipment", code=code), 303)


def render_shipment(code: str, sent: dict[ShipmentAct, Sent] | None = None) -> str:
    """Draw the page, with what came back."""
    view = read_shipment(code)
    back = {act: one.form for act, one in (sent or {}).items() if one.form is not None and act in view.acts}
    lost = {act: one for act, one in (sent or {}).items() if act not in back}
    forms = {act: back.get(act) or fresh(act, view) for act in view.acts if act in FORMS}
    if ShipmentAct.NOT_DELIVERED in forms:
        forms[ShipmentAct.NOT_DELIVERED].ly_do.choices = choices_of(UndeliveredReason)
    return render_template(
        "officer/shipping/page.html",
        forms={act.value: form for act, form in forms.items()},
        faulty=next(iter(back.values()), None),
        refusal=next((one.sentence for one in lost.values()), None),
        left_over=[line for one in lost.values() for line in typed(one)],
        version_name=VERSION,
        **told_of(view),
    )


def typed(one: Sent) -> list[tuple[str, str]]:
    """Return what was typed into a form that is not open any more: it is shown to be copied, not lost."""
    if one.form is None:
        return []
    kept = [field for field in one.form if field.type in {"StringField", "TextAreaField"} and field.data]
    return [(translated(field.label.text), str(field.data)) for field in kept]


def fresh(act: ShipmentAct, view: ShipmentView) -> Any:
    """Return the form of an act as it begins."""
    if act is not ShipmentAct.HAND_OVER:
        return FORMS[act](formdata=None)
    fee = view.shipment.fee
    return HandOverForm(formdata=None, so=view.shipment.number, cuoc="" if fee is None else str(fee))


def read_shipment(code: str) -> ShipmentView:
    """Return a shipment, and write down that it was read: there is an address in it."""
    view = shipment_for(reading(), code, signed_in())
    record_apart(**view.reading(signed_in(), now()))
    return view


def told_of(view: ShipmentView) -> dict[str, Any]:
    """Return what both pages show."""
    one = view.shipment
    operator = operator_called(one.operator)
    return {
        "view": view,
        "shipment": one,
        "acts": [act.value for act in view.acts],
        "operator": operator,
        "is_doubtful": one.number is not None and operator.is_doubtful(one.number),
        "to_applicant": one.purpose is Purpose.TO_APPLICANT,
    }
