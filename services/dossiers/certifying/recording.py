"""Record a certification: received, done and handed over while the person waits.

What is done at once needs no receipt unless somebody asks for one, and is recorded all the same (the rule of the
one-stop for immediate results). The leader signs the paper; the receiver writes it down, takes the fee and hands over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload

from services.actor import Actor, Role
from services.audit.digests import digest
from services.audit.events import record
from services.audit.origin import is_seeding
from services.audit.tags import EventTag
from services.calendar.province import civil_date
from services.calendar.queries import held_calendar
from services.catalogue.kinds import Channel
from services.catalogue.queries import version_in_force
from services.dossiers.certifying.errors import (
    CertifiedElsewhereError,
    CertifierMissingError,
    FeeChangedError,
    NotComparedError,
    PaperNotNamedError,
    RecordedOtherwiseError,
)
from services.dossiers.certifying.models import Certification
from services.dossiers.certifying.rules import Certified, fee_of, rules
from services.dossiers.codes import lookup_secrets, next_code, next_number, secret_digest
from services.dossiers.deadlines import Limit, LimitUnit, due
from services.dossiers.desk.acting import written
from services.dossiers.desk.clock import set_due
from services.dossiers.desk.receiving import LOOKUP_SECRET
from services.dossiers.digests import DOSSIER_V2
from services.dossiers.errors import KeyTakenError
from services.dossiers.history import add_line
from services.dossiers.kinds import (
    DeadlineKind,
    DeliveryMethod,
    DeliveryState,
    DossierState,
    FinancialState,
    PartyRole,
    SubjectKind,
    WaitingFor,
)
from services.dossiers.models import Dossier, DossierParty
from services.dossiers.references import submission_references
from services.jobs import defer
from services.keys import DataKey
from services.people.directory import Known, register_person
from services.people.errors import PersonNameMissingError
from services.people.hours import office_hours_of
from services.people.models import OfficerPost, Source, Unit, UnitKind
from services.people.queries import held_on

FORM: Final = "generic/1"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Certifying:
    """What stands on one line of the book. Personal data.

    Attributes:
        kind: what is certified.
        applicant: whoever asks for it, by name.
        paper: what kind of paper it is.
        pages: of the original.
        copies: of the original, or papers with the signature.
        certified_by: the post of the leader who signed.
        compared: the original was shown and compared; of a signature, it was given before the officer.
        fee: what the person was told to pay, in dong.
        wants_receipt: whether they ask for form 01.
    """

    kind: Certified
    applicant: str
    paper: str
    pages: int
    copies: int
    certified_by: UUID
    compared: bool
    fee: int
    wants_receipt: bool = False


def certifies(session: Session, by: Actor) -> bool:
    """Tell whether an officer's counter has a quick lane."""
    return _body(session, by) is not None


def body_certifying(session: Session, by: Actor) -> Unit:
    """Return the commune for whose people a counter certifies.

    Raises:
        CertifiedElsewhereError: the officer receives nowhere, or not at the centre of a commune.
    """
    body = _body(session, by)
    if body is None:
        raise CertifiedElsewhereError
    return body


def _body(session: Session, by: Actor) -> Unit | None:
    if by.role is not Role.RECEIVER:
        return None
    centre = aliased(Unit)
    above = select(Unit).join(centre, centre.parent_id == Unit.id)
    return session.scalar(above.where(centre.id == by.unit_id, Unit.kind == UnitKind.COMMUNE))


def certifiers(session: Session, body: Unit, on: date, *, by: Actor) -> Sequence[OfficerPost]:
    """Return the posts that sign for a body on a day, the longest held first; nobody records what they signed."""
    wanted = select(OfficerPost).where(
        OfficerPost.unit_id == body.id,
        OfficerPost.role == Role.LEADER,
        OfficerPost.person_id != by.person_id,
        held_on(OfficerPost, on),
    )
    posts = wanted.options(joinedload(OfficerPost.person)).order_by(OfficerPost.valid_from, OfficerPost.id)
    return session.scalars(posts).all()


def certify(session: Session, told: Certifying, *, key: str, by: Actor, at: datetime) -> Certification:
    """Record a certification under the next number of its book; the same key once more finds the first.

    Args:
        session: the caller's transaction.
        told: what was certified.
        key: from `new_key`, sent along by the page.
        by: the receiver.
        at: when it was handed over.

    Raises:
        CertifiedElsewhereError: see `body_certifying`.
        PersonNameMissingError, PaperNotNamedError, WordsTooLongError, CountUnusableError, NotComparedError,
        CertifierMissingError: what was told.
        FeeChangedError: the person was told another fee.
        ProcedureUnknownError, ProcedureAbolishedError: the procedure is not in force.
        UnitWithoutCodeError: no code can be made.
        KeyTakenError: the key belongs to what another counter recorded.
        RecordedOtherwiseError: the key belongs to a line that says something else.
    """
    body, on = body_certifying(session, by), civil_date(at)
    # Two clicks at once: the second waits here, then finds what the first recorded.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    if (known := session.scalar(select(Certification).where(Certification.key == key))) is not None:
        if known.recorded_by_id != by.post_id:
            raise KeyTakenError
        if not _says(session, known, told):
            raise RecordedOtherwiseError(known.written)
        return known
    rule = rules().kinds[told.kind]
    fee = fee_of(told.kind, pages=told.pages, copies=told.copies)
    if not told.applicant.strip():
        raise PersonNameMissingError
    if not told.paper.strip():
        raise PaperNotNamedError
    if not told.compared:
        raise NotComparedError
    if told.certified_by not in {one.id for one in certifiers(session, body, on, by=by)}:
        raise CertifierMissingError
    if fee != told.fee:
        raise FeeChangedError
    version = version_in_force(session, rule.procedure, on=on)
    dossier = _done(session, told, body, version.id, by=by, at=at)
    row = Certification(
        dossier_id=dossier.id,
        key=key,
        unit_id=body.id,
        kind=told.kind,
        year=on.year,
        number=next_number(session, body, f"{rule.book} {on.year}"),
        symbol=rule.book,
        paper=written(told.paper),
        pages=told.pages,
        copies=told.copies,
        fee=fee,
        certified_on=on,
        certified_by_id=told.certified_by,
        recorded_by_id=by.post_id,
        recorded_at=at,
    )
    session.add(row)
    session.flush()
    record(
        session,
        EventTag.DOSSIER_CERTIFY,
        by=by,
        at=at,
        object=("dossier", dossier.id),
        concerning=[("certification", row.id), ("unit", body.id), ("post", told.certified_by)],
        after=digest(dossier, DOSSIER_V2, dossier.data_key),
    )
    if told.wants_receipt:
        defer(session, "form_01", dossier_id=dossier.id)
    return row


def _says(session: Session, known: Certification, told: Certifying) -> bool:
    """Tell whether a line of the book says what is told now."""
    whose = DossierParty.dossier_id == known.dossier_id, DossierParty.role == PartyRole.APPLICANT
    name = session.scalars(select(DossierParty).where(*whose)).one().name
    was = known.kind, known.paper, known.pages, known.copies, known.fee, known.certified_by_id, name
    applicant = " ".join(told.applicant.split())
    return was == (
        told.kind,
        written(told.paper),
        told.pages,
        told.copies,
        told.fee,
        told.certified_by,
        applicant,
    )


def _done(session: Session, told: Certifying, body: Unit, version_id: UUID, *, by: Actor, at: datetime) -> Dossier:
    """Enter the dossier as it ends: received, finished and given back in the order of its history."""
    key = DataKey.make(session.info["keys"])
    applicant = " ".join(told.applicant.split())
    person = register_person(session, Known(name=applicant), source=Source.COUNTER, by=by, at=at)
    secret = lookup_secrets().draw()
    dossier = Dossier(
        data_key=key,
        reference=submission_references().draw(),
        code=next_code(session, body, at=at),
        procedure_version_id=version_id,
        channel=Channel.DIRECT,
        form=FORM,
        receipt_unit_id=by.unit_id,
        competent_unit_id=body.id,
        state=DossierState.RECEIVED,
        financial=FinancialState.PAID,
        waiting_for=WaitingFor.RECEIVER,
        delivery_method=DeliveryMethod.COUNTER,
        submitted_at=at,
        received_at=at,
        arrived_at=at,
        lookup_secret_hash=secret_digest(key, secret),
        seeded=is_seeding(session),
    )
    session.add(dossier)
    session.flush()
    named = {"name": applicant, "snapshot": {"name": applicant}, "person_id": person.id}
    session.add(
        DossierParty(data_key=key, dossier=dossier, role=PartyRole.APPLICANT, subject=SubjectKind.CITIZEN, **named)
    )
    limit = Limit(None, LimitUnit.SAME_DAY, rules().cutoff)
    counted = due(at, limit, held_calendar(session), office_hours_of(session, body.id, civil_date(at)))
    set_due(
        session,
        dossier,
        counted,
        DeadlineKind.COMPUTED,
        limit,
        started_at=at,
        by=by,
        at=at,
        legal_basis=rules().source,
    )
    add_line(session, dossier, EventTag.DOSSIER_RECEIVE, before=None, by=by, at=at, details={LOOKUP_SECRET: secret})
    dossier.state, dossier.ended_at = DossierState.FINISHED, at
    session.flush()
    add_line(session, dossier, EventTag.DOSSIER_CERTIFY, before=DossierState.RECEIVED, by=by, at=at)
    dossier.state, dossier.returned_at, dossier.waiting_for = DossierState.RETURNED, at, None
    dossier.delivery = DeliveryState.DELIVERED
    session.flush()
    add_line(session, dossier, EventTag.DOSSIER_RETURN, before=DossierState.FINISHED, by=by, at=at)
    session.flush()
    return dossier
