"""Which plain values of people an event vouches for. A list that events carry is never changed."""

from typing import Final

from services.audit.digests import FieldList

PERSON_V1: Final = FieldList(
    "person/1",
    ("source", "name", "birth", "sex", "nationality", "residence_commune", "residence", "email", "phone"),
)

ORGANISATION_V1: Final = FieldList(
    "organisation/1",
    ("source", "name", "tax_code", "address", "commune", "email", "phone", "representative_id", "representative_title"),
)
