"""The demonstration makes up the numbers that a register of civil status would give; wherever one shows, it is said."""

from flask_babel import gettext

from services.audit.tags import EventTag
from services.dossiers.models import DossierTransition
from services.results.facts import INVENTED


def invented(line: DossierTransition) -> str | None:
    """Say of a line of history that the number it fetched is made up, None of every other line."""
    if line.act != EventTag.RESULT_FETCH_PERSONAL_NUMBER or line.reason != INVENTED:
        return None
    return str(gettext("Số minh họa do bản trình diễn đặt ra, không phải số thật"))
