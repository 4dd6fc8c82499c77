"""What a line of history tells of a due date that moved: the calendar changed, or somebody apologised for it."""

from datetime import date
from typing import Any, Final

from flask_babel import gettext

from gateway.jinja import date_vi
from services.audit.tags import EventTag
from services.dossiers.desk.extending import FORMER, UNTIL
from services.dossiers.models import DossierTransition
from services.dossiers.recounting.confirming import CALENDAR_CHANGED

EXTENDING: Final = frozenset({EventTag.DOSSIER_PROPOSE_EXTENSION, EventTag.DOSSIER_EXTEND})


def moved_deadline(line: DossierTransition) -> str | None:
    """Say from which day to which a due date moved and by which document; None for any other line."""
    details = line.details or {}
    if line.act in EXTENDING and UNTIL in details:
        return _given(details)
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


def _given(details: dict[str, Any]) -> str:
    """Say the new date, and the old one where it was moved already."""
    until = date_vi(date.fromisoformat(details[UNTIL]))
    if FORMER not in details:
        return str(gettext("Ngày hẹn mới: %(day)s", day=until))
    return str(
        gettext(
            "Hạn trả từ %(before)s sang %(after)s", before=date_vi(date.fromisoformat(details[FORMER])), after=until
        )
    )
