"""The drafts that a result took the place of: why each is out of the way, and what the next one says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.orm import Session

from gateway.fields import translated
from gateway.officer.draft_form import GROUPS, label_of, shown_texts
from services.results.confirming import OBJECTED
from services.results.drafting import REVISED
from services.results.models import Result, ResultStatus
from services.results.queries import former_drafts


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """A text that the next draft says otherwise; None where there is none."""

    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, repr=False)
class FormerDraft:
    """One version that is kept. `note` is what the leader or the applicant wrote."""

    ordinal: int
    made_at: datetime
    why: str
    note: str | None
    changes: Sequence[Change]


def former(session: Session, newest: Result) -> list[FormerDraft]:
    """Return every draft before this one, the newest first."""
    found = []
    following = newest
    for result, status in former_drafts(session, newest):
        found.append(
            FormerDraft(result.ordinal, result.created_at, _why(status), status.note, _changes(result, following))
        )
        following = result
    return found


def _why(status: ResultStatus) -> str:
    if status.reason == REVISED:
        return str(gettext("Chuyên viên sửa"))
    return str(gettext("Người yêu cầu đề nghị sửa") if status.reason == OBJECTED else gettext("Lãnh đạo trả lại"))


def _changes(old: Result, new: Result) -> list[Change]:
    """Compare two drafts text by text; drafts of two kinds of document share too little to be compared."""
    if old.template is None or new.template != old.template:
        return []
    before, after = shown_texts(old.template, old.content or {}), shown_texts(old.template, new.content or {})
    paths = [*after, *(path for path in before if path not in after)]
    return [
        Change(_named(path), before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    ]


def _named(path: str) -> str:
    group = GROUPS.get(path.partition(".")[0]) if "." in path else None
    return f"{translated(group)} – {label_of(path)}" if group else label_of(path)
