"""Which plain values of shipments an event vouches for. A list that events carry is never changed."""

from typing import Final

from services.audit.digests import FieldList

SHIPMENT_V1: Final = FieldList(
    "shipment/1",
    (
        "code",
        "purpose",
        "operator",
        "number",
        "unit_id",
        "to_unit_id",
        "recipient",
        "address",
        "phone",
        "payer",
        "fee",
        "state",
        "prepared_at",
        "handed_at",
        "postal_worker",
        "closed_at",
        "delivered_on",
        "receiver",
        "proof",
        "reason",
        "note",
        "contents",
    ),
)
