"""Every table of dossiers, in one import."""

from services.dossiers.certifying.models import Certification
from services.dossiers.components import ComponentFile
from services.dossiers.dossier import IS_OPEN, Dossier, DossierSeries, RetiredCode
from services.dossiers.drafts import Draft
from services.dossiers.history import DossierDeadline, DossierTransition
from services.dossiers.parties import DossierParty
from services.dossiers.requests import SupplementItem, SupplementRequest
from services.dossiers.shipping.models import Shipment, ShipmentItem, ShipmentPaper

__all__ = [
    "IS_OPEN",
    "Certification",
    "ComponentFile",
    "Dossier",
    "DossierDeadline",
    "DossierParty",
    "DossierSeries",
    "DossierTransition",
    "Draft",
    "RetiredCode",
    "Shipment",
    "ShipmentItem",
    "ShipmentPaper",
    "SupplementItem",
    "SupplementRequest",
]
