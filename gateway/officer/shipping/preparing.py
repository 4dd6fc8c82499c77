"""Preparing a shipment of the dossiers that were ticked."""

from collections.abc import Sequence
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.converters import DraftKey
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.officer.blueprint import bp
from gateway.officer.shipping.prepare_form import Part, PrepareForm, parts_of
from gateway.refusals import note_refusal
from services.audit.tags import EventTag
from services.dossiers.drafting import new_key
from services.dossiers.shipping.errors import AddresseesDifferError, NothingToSendError
from services.dossiers.shipping.kinds import Purpose
from services.dossiers.shipping.preparing import prepare
from services.dossiers.shipping.waiting import ToSend, to_send
from services.errors import DomainError, NotFoundError
from services.results.kinds import ResultState
from services.results.listing import lines_of_dossier

MOST: Final = 20
"""Dossiers in one envelope: a postal worker counts every paper of each."""


@bp.get("/buu-chinh/lap")
@requires(Permission.RECEIPT_DO)
def new_shipment() -> ResponseReturnValue:
    """Show the form for the dossiers that the address names."""
    parts = chosen_parts()
    form = PrepareForm.made_for(parts)
    form.khoa.data = new_key()
    return render_form(form, parts)


@bp.post("/buu-chinh/lap")
@requires(Permission.RECEIPT_DO, event=EventTag.SHIPMENT_PREPARE.value)
def prepare_shipment() -> ResponseReturnValue:
    """Prepare it; what cannot be kept comes back as it was typed."""
    parts = chosen_parts()
    form = PrepareForm.made_for(parts)
    if not DraftKey.fits(form.khoa.data or ""):
        form.khoa.data = new_key()
    if not form.validate():
        return render_form(form, parts), 422
    try:
        posting = form.posting(parts)
        with unit_of_work() as session:
            code = prepare(session, posting, key=form.khoa.data or "", by=signed_in(), at=now()).code
    except NotFoundError:
        raise
    except DomainError as error:
        note_refusal(error.code)
        form.refuse(error)
        return render_form(form, parts), status_of(error)
    flash(gettext("Đã lập bưu gửi. In phiếu gửi, rồi ghi nhận khi giao cho bưu chính."), "success")
    return redirect(url_for(".shipment", code=code), 303)


def chosen_parts() -> list[Part]:
    """Return the dossiers that were ticked, each once.

    Raises:
        NothingToSendError: none was, or more than one envelope takes.
        AddresseesDifferError: they go different ways.
        DossierNotFoundError, NotForThePostError: see `to_send`.
    """
    codes = list(dict.fromkeys(request.values.getlist("hs")))
    if not 1 <= len(codes) <= MOST:
        raise NothingToSendError
    found = to_send(reading(), codes, signed_in())
    if len({(one.purpose, whose(one)) for one in found}) > 1:
        raise AddresseesDifferError
    return parts_of(found, {one.dossier.code or "": results_of(one) for one in found})


def whose(one: ToSend) -> object:
    """Return what tells addressees apart: the body, or the applicant."""
    if one.purpose is Purpose.TO_BODY:
        return one.dossier.competent_unit_id
    return one.applicant.person_id or one.applicant.organisation_id


def results_of(one: ToSend) -> Sequence[str]:
    """Return the names of the results in force that a dossier was issued."""
    if one.purpose is Purpose.TO_BODY:
        return []
    lines = lines_of_dossier(reading(), one.dossier.id)
    return [
        gettext("%(name)s số %(number)s", name=line.result_name, number=line.number)
        for line in lines
        if line.state is ResultState.IN_FORCE
    ]


def render_form(form: PrepareForm, parts: Sequence[Part]) -> str:
    """Draw the form."""
    return render_template(
        "officer/shipping/prepare.html",
        form=form,
        parts=parts,
        purpose=parts[0].to_send.purpose,
        body=parts[0].to_send.body,
    )
