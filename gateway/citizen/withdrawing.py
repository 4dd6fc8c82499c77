"""The applicant withdraws a dossier, after one look at what that means."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import TextAreaField

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.citizen.blueprint import bp
from gateway.citizen.dossier_page import render_dossier
from gateway.citizen.refusals import note_refusal
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.fields import GatewayForm
from gateway.language import current_locale
from gateway.words import N_, in_words
from services.audit.tags import EventTag
from services.dossiers.act_errors import ActNotInStateError
from services.dossiers.desk import withdraw
from services.dossiers.desk.acting import LONGEST_WORDS
from services.dossiers.kinds import DossierState
from services.dossiers.models import Dossier
from services.dossiers.queries import dossier_for, dossier_view
from services.dossiers.workflow import Act, acts_open
from services.errors import ConflictError, InvalidInputError
from services.results.applicant import results_of


class WithdrawalForm(GatewayForm):
    """Why, if the applicant wants to say."""

    ly_do_rut = TextAreaField(
        N_("Lý do rút hồ sơ"), description=N_("Không bắt buộc. Nếu ghi thì được in trên giấy xác nhận.")
    )


@bp.get("/ho-so/<dossier_code:code>/rut")
@requires(Permission.FILING_USE)
def withdrawal(code: str) -> ResponseReturnValue:
    """Say what withdrawing means; where it is not possible, show the dossier."""
    dossier = dossier_for(reading(), code, signed_in())
    if Act.WITHDRAW not in acts_open(dossier, signed_in()):
        return redirect(url_for(".dossier", code=code), 303)
    return render_withdrawal(code, WithdrawalForm())


@bp.post("/ho-so/<dossier_code:code>/rut")
@requires(Permission.FILING_USE, event=EventTag.DOSSIER_WITHDRAW.value)
def withdraw_it(code: str) -> ResponseReturnValue:
    """Withdraw. Sent twice, it is withdrawn once."""
    dossier, form = dossier_for(reading(), code, signed_in()), WithdrawalForm()
    try:
        with unit_of_work() as session:
            withdraw(session, dossier.id, form.ly_do_rut.data, by=signed_in(), at=now())
    except InvalidInputError as error:
        form.ly_do_rut.errors = [in_words(error, current_locale())]
        return render_withdrawal(code, form), status_of(error)
    except ConflictError as error:
        if not (isinstance(error, ActNotInStateError) and error.data["state"] is DossierState.WITHDRAWN):
            return refused(code, dossier, error)
    flash(gettext("Hồ sơ đã được rút. Giấy xác nhận đang được lập."), "success")
    return redirect(url_for(".dossier", code=code), 303)


def refused(code: str, dossier: Dossier, error: ConflictError) -> ResponseReturnValue:
    """Show the dossier as it stands, with the reason."""
    note_refusal(("dossier", dossier.id), error)
    session = reading()
    view = dossier_view(session, code, signed_in())
    return render_dossier(view, results_of(session, view.dossier.id), refusal=error), status_of(error)


def render_withdrawal(code: str, form: WithdrawalForm) -> str:
    """Draw the page."""
    view = dossier_view(reading(), code, signed_in())
    return render_template("citizen/withdraw.html", code=code, view=view, form=form, longest=LONGEST_WORDS)
