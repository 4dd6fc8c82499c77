"""Which plain values of results an event vouches for. A list that events carry is never changed."""

from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from services.audit.digests import FieldList
from services.dossiers.models import Dossier
from services.results.books import BookNumber
from services.results.result import ResultStatus

RESULT_V1: Final = FieldList(
    "result/1",
    (
        "dossier_id",
        "ordinal",
        "unit_id",
        "book_kind",
        "name",
        "code",
        "outcome",
        "template",
        "signers",
        "token",
        "replaces_id",
        "paper_only",
        "content",
        "created_by_id",
        "created_at",
    ),
)

RESULT_V2: Final = FieldList("result/2", (*RESULT_V1.fields, "corrects_id", "recalls_id"))

RESULT_STATUS_V1: Final = FieldList(
    "result_status/1",
    (
        "result_id",
        "ordinal",
        "state",
        "at",
        "person_id",
        "post_id",
        "digest",
        "reason",
        "decision",
        "replaced_by_id",
        "facts",
    ),
)

BOOK_NUMBER_V1: Final = FieldList(
    "book_number/1",
    (
        "book_id",
        "number",
        "state",
        "dated_on",
        "held_by_id",
        "used_at",
        "voided_at",
        "void_reason",
        "result_id",
    ),
)
"""Without `held_at`: a sign of life is no fact."""

RESULT_STEP_V1: Final = FieldList("result_step/1", ("status", "note", "number", "waiting_for", "proposal"))
RESULT_STEP_V2: Final = FieldList("result_step/2", (*RESULT_STEP_V1.fields, "correction_waits_for"))


@dataclass(frozen=True, slots=True)
class Step:
    """Where a result stands, in one value: an act changes its status, its number and columns of the dossier."""

    id: UUID
    status: dict[str, Any]
    note: str | None
    number: dict[str, Any] | None
    waiting_for: str | None
    proposal: str | None
    correction_waits_for: str | None

    @classmethod
    def of(cls, dossier: Dossier, status: ResultStatus, number: BookNumber | None) -> Self:
        """Gather it."""
        return cls(
            status.result_id,
            {name: getattr(status, name) for name in RESULT_STATUS_V1.fields},
            status.note,
            {name: getattr(number, name) for name in BOOK_NUMBER_V1.fields} if number else None,
            dossier.waiting_for,
            dossier.proposal,
            dossier.correction_waits_for,
        )
