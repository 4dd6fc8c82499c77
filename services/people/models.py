"""Every table of people and units, in one import."""

from services.people.persons import Account, IdentityKind, IdentityNumber, Organisation, Person, Source
from services.people.posts import (
    Delegation,
    Duty,
    DutyException,
    Mandate,
    MandateUnit,
    OfficerPost,
    SigningForm,
)
from services.people.units import AliasKind, OfficeHours, Unit, UnitAlias, UnitKind

__all__ = [
    "Account",
    "AliasKind",
    "Delegation",
    "Duty",
    "DutyException",
    "IdentityKind",
    "IdentityNumber",
    "Mandate",
    "MandateUnit",
    "OfficeHours",
    "OfficerPost",
    "Organisation",
    "Person",
    "SigningForm",
    "Source",
    "Unit",
    "UnitAlias",
    "UnitKind",
]
