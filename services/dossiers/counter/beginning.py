"""Begin at the counter: who stands there, whose matter it is, how it came, and under which procedure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.calendar.province import civil_date
from services.catalogue.filing import fileable
from services.dossiers.act_errors import OwnMatterError
from services.dossiers.competence import UnitOffer, competent_units
from services.dossiers.counter.arriving import PARCEL, Parcel, channel_of, require_parcel
from services.dossiers.counter.errors import MatterOfTwoError, NotAtACounterError, SamePersonError
from services.dossiers.drafting import Whose, draft_begun, enter_draft, require_open, same_draft, usual_unit
from services.dossiers.forms.checks import SEPARATORS
from services.dossiers.kinds import DeliveryMethod
from services.dossiers.models import Draft
from services.dossiers.owned import known_of_draft
from services.dossiers.taken import taken_for
from services.people.meeting import Met, MetOrganisation, meet, meet_organisation
from services.people.models import Person


class Standing(StrEnum):
    """By what right somebody hands in for another; the values are those of the question `capacity` of forms."""

    GUARDIAN = "guardian"
    AUTHORISED = "authorised"


@dataclass(frozen=True, slots=True, repr=False)
class OnBehalf:
    """Whom somebody at the counter hands in for, and by what right. Personal data."""

    met: Met
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AtCounter:
    """Who came, for whom, and how. `of_person` and `organisation` exclude each other. Personal data."""

    filer: Met
    organisation: MetOrganisation | None = None
    of_person: OnBehalf | None = None
    parcel: Parcel | None = None


def begin_at_counter(
    session: Session,
    came: AtCounter,
    *,
    procedure_code: str,
    idempotency_key: str,
    by: Actor,
    at: datetime,
    seeded: bool = False,
) -> Draft:
    """Begin a draft for somebody at the counter; the same key once more finds the first, and enters nobody twice.

    Args:
        session: the caller's transaction.
        came: who came, for whom, and how.
        procedure_code: of the procedure.
        idempotency_key: from `new_key`, sent along by the page.
        by: the receiver.
        at: when.
        seeded: prepared for the demonstration.

    Raises:
        NotAtACounterError: the actor receives nowhere.
        ProcedureUnknownError, ProcedureAbolishedError: no such procedure.
        ProcedureClosedError: not received here on paper either.
        UnitTakesNoFilingError: no competent unit has officers yet.
        KeyTakenError: the key belongs to another draft.
        MatterOfTwoError, SamePersonError: whose matter it is cannot be so.
        ParcelIncompleteError, ParcelDatesError: the postal item cannot be so.
        OwnMatterError: it is a matter of the receiver's own.
        IdentityNumberUnusableError, NumberKnownError, PersonNotOfNumberError, PersonNameMissingError,
        OrganisationIncompleteError: see `services.people.meeting`.
    """
    if by.role is not Role.RECEIVER or by.post_id is None or by.unit_id is None:
        raise NotAtACounterError
    if came.organisation is not None and came.of_person is not None:
        raise MatterOfTwoError
    earlier = draft_begun(session, idempotency_key)
    on = civil_date(at)
    found = fileable(session, procedure_code, on=on)
    if earlier is not None:
        return same_draft(session, earlier, found, by)
    channel = channel_of(came.parcel)
    require_open(found, channel)
    if came.parcel is not None:
        require_parcel(came.parcel, at=at)
    filer = _met(session, came.filer, by, at)
    organisation = meet_organisation(session, came.organisation, by=by, at=at) if came.organisation else None
    applicant = _met(session, came.of_person.met, by, at) if came.of_person else None
    if applicant is not None and applicant.id == filer.id:
        raise SamePersonError
    known = known_of_draft(session, filer.id, organisation.id if organisation else None)
    units = competent_units(session, found.record, commune=known.account.get("commune"), on=on)
    units = taken_for(session, by.post_id, units)
    whose = Whose(
        filer.id,
        channel=channel,
        organisation_id=organisation.id if organisation else None,
        applicant_id=applicant.id if applicant else None,
        post_id=by.post_id,
    )
    return enter_draft(
        session,
        found,
        whose,
        known,
        usual_unit(units) or _at_home(units, by.unit_id),
        idempotency_key,
        by=by,
        at=at,
        seeded=seeded,
        answers=_said(session, came, applicant),
    )


def _met(session: Session, met: Met, by: Actor, at: datetime) -> Person:
    found = meet(session, met, by=by, at=at)
    if found.id == by.person_id:
        raise OwnMatterError
    return found


def _at_home(units: Any, centre_id: UUID) -> UUID | None:
    """Return the unit whose own centre this is, where no residence leads to one: people go where they live."""
    home: list[UnitOffer] = [one for one in units if one.receipt_unit_id == centre_id and one.has_officers]
    return home[0].unit_id if len(home) == 1 else None


def _said(session: Session, came: AtCounter, applicant: Person | None) -> dict[str, Any]:
    """Return what was said beside the identity, as the form keeps it."""
    said: dict[str, Any] = {"delivery": DeliveryMethod.COUNTER.value, "paper_copies": 1}
    if came.parcel is not None:
        said |= {PARCEL: came.parcel.as_data(), "delivery": DeliveryMethod.POST.value}
    if phone := came.filer.known.phone:
        said["phone"] = SEPARATORS.sub("", phone)
    if applicant is None or came.of_person is None:
        return said | ({} if came.organisation else {"capacity": "self"})
    known = known_of_draft(session, applicant.id, None).identity
    parts = ("name", "id_number", "birth", "residence")
    principal = {name: known[name] for name in parts if name in known}
    return said | {"capacity": came.of_person.standing.value, "principal": principal}
