"""What a line of history tells of a due date that moved because the calendar changed."""

from datetime import date

from flask_babel import gettext

from gateway.jinja import date_vi
from services.audit.tags import EventTag
from services.dossiers.models import DossierTransition
from services.dossiers.recounting.confirming import CALENDAR_CHANGED


def moved_deadline(line: DossierTransition) -> str | None:
    """Say from which day to which a due date moved and by which document; None for any other line."""
    details = line.details or {}
    if line.act != EventTag.DOSSIER_SET_DEADLINE or line.reason != CALENDAR_CHANGED or not details.get("before"):
        return None
    before, after = (date_vi(date.fromisoformat(details[name])) for name in ("before", "after"))
    return str(
        gettext(
            "Lịch nghỉ thay đổi theo %(source)s: hạn trả từ %(before)s sang %(after)s",
            source=line.legal_basis,
            before=before,
            after=after,
        )
    )
