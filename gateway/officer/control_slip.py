"""Form 06, the control slip: from whose hands into whose a dossier went, drawn when somebody asks for it."""

from datetime import datetime
from typing import Any, Final

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.db import reading, record_apart
from gateway.drawing import drawing_office
from gateway.files import to_save
from gateway.form_data import LOCALE, common, title_of
from gateway.office import Office
from gateway.officer.blueprint import bp
from gateway.officer.standing import shown_standing
from gateway.words import in_words
from services.audit.tags import EventTag
from services.calendar.province import province_time
from services.dossiers.control_slip import Passing, passings
from services.dossiers.desk.page import Desk, dossier_desk
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.printed import issuing_line, printed_form
from services.people.officers import Officer

NUMBER: Final = "06"


@bp.get("/ho-so/<dossier_code:code>/phieu-kiem-soat.pdf")
@requires(Permission.DESK_READ)
def control_slip(code: str) -> ResponseReturnValue:
    """Send the slip as it stands this moment, and write down that the dossier was read."""
    by, at = signed_in(), now()
    desk = dossier_desk(reading(), code, by, at=at)
    if desk.dossier.code is None:
        raise DossierNotFoundError  # it has not been received: there is nothing to control yet
    pdf = drawn_slip(drawing_office(), slip_data(reading(), desk), at)
    record_apart(**desk.reading(by, at))
    return to_save(Response(pdf, mimetype="application/pdf"), f"{title_of(NUMBER)} {desk.dossier.code}.pdf")


def drawn_slip(office: Office, data: dict[str, Any], at: datetime) -> bytes:
    """Draw form 06 as of a moment."""
    shown = office.with_address(data | {"printed_at": province_time(at).isoformat()}, f"ho-so/{data['dossier_code']}")
    return office.printer.render("form06", shown, at=at)


def slip_data(session: Session, desk: Desk) -> dict[str, Any]:
    """Return the data of form 06, but for the moment of printing."""
    receipt, _ = issuing_line(session, desk.dossier.id, (EventTag.DOSSIER_RECEIVE,))
    dossier = desk.dossier
    return common(printed_form(session, receipt), NUMBER) | {
        "received_at": province_time(dossier.received_at or receipt.at).isoformat(),
        "due": dossier.due_on.isoformat() if dossier.due_on else None,
        "passings": [_row(one, desk) for one in passings(desk)],
    }


def _row(one: Passing, desk: Desk) -> dict[str, Any]:
    return {
        "act": in_words(one.act, LOCALE),
        "at": province_time(one.at).isoformat(),
        "giver": in_words(one.giver, LOCALE),
        "giving": _named(one.giving),
        "taker": in_words(one.taker, LOCALE),
        "taking": _named(one.taking),
        "latest": province_time(one.latest).isoformat() if one.latest else None,
        "late": one.late,
        "standing": shown_standing(one.standing, desk.dossier.due_at, LOCALE).words if one.standing else None,
    }


def _named(officer: Officer | None) -> dict[str, str] | None:
    return {"name": officer.name, "title": officer.title} if officer else None
