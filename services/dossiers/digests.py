"""Which plain values of drafts and dossiers an event vouches for. A list that events carry is never changed."""

from typing import Final

from services.audit.digests import FieldList

DRAFT_V1: Final = FieldList(
    "draft/1",
    (
        "person_id",
        "applicant_id",
        "organisation_id",
        "procedure_version_id",
        "case_title",
        "channel",
        "form",
        "competent_unit_id",
        "help_unit_id",
        "answers",
        "submitted_at",
    ),
)

DRAFT_V2: Final = FieldList("draft/2", (*DRAFT_V1.fields, "post_id"))

DOSSIER_V1: Final = FieldList(
    "dossier/1",
    (
        "reference",
        "code",
        "draft_id",
        "procedure_version_id",
        "case_title",
        "channel",
        "form",
        "help_unit_id",
        "receipt_unit_id",
        "competent_unit_id",
        "handler_post_id",
        "state",
        "financial",
        "delivery",
        "synchronisation",
        "waiting_for",
        "proposal",
        "delivery_method",
        "submitted_at",
        "received_at",
        "arrived_at",
        "due_on",
        "due_at",
        "due_by",
        "due_confirmed",
        "paused_at",
        "ended_at",
        "returned_at",
        "answers",
    ),
)

DOSSIER_V2: Final = FieldList(
    "dossier/2",
    (
        *DOSSIER_V1.fields,
        "pause_basis",
        "asked_rounds",
        "delivered_rounds",
        "answer_by",
        "correction_waits_for",
    ),
)

MARKS_V1: Final = FieldList("dossier_marks/1", ("marks",))
"""What the receiver found of everything handed in; see services/dossiers/desk/checking.py."""
