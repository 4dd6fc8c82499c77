"""Which plain values of results an event vouches for. A list that events carry is never changed."""

from typing import Final

from services.audit.digests import FieldList

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
