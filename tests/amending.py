"""Issued results that prove wrong: what the papers say that put them right, and such a paper on the leader's desk."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.results.amending import propose_amendment
from services.results.drafting import submit
from services.results.kinds import Amendment
from services.results.models import Result
from tests.results import justice

WHY: Final = "Ghi sai tên người được cấp."
TEXTS: Final[dict[Amendment, dict[str, Any]]] = {
    Amendment.REPLACEMENT: {"title": "Giấy thử", "holder": {"name": "Người Thử Mẫu"}, "text": "Tên đúng."},
    Amendment.CORRECTION: {"holder": {"name": "Người Thử Mẫu"}, "flaw": "Thiếu trang.", "corrected": "Đủ trang."},
    Amendment.RECALL: {"holder": {"name": "Người Thử Mẫu"}, "grounds": "Cấp sai.", "legal_basis": "Điều 18."},
}


def amendment_drafted(session: Session, result_id: UUID, kind: Amendment, at: datetime) -> Result:
    """A department's draft of what puts its result right."""
    by = justice(session).specialist
    return propose_amendment(session, result_id, amendment=kind, content=TEXTS[kind], why=WHY, by=by, at=at)


def amendment_for_signature(session: Session, result_id: UUID, kind: Amendment, at: datetime) -> Result:
    """The same on the leader's desk."""
    draft = amendment_drafted(session, result_id, kind, at)
    return submit(session, draft.id, by=justice(session).specialist, at=at)
