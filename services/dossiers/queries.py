"""What people see of their own filings: lists by keyset, one dossier whole, the facts of a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, lazyload

from services.actor import Actor, Role
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.queries import record_of
from services.documents.models import Document, DocumentKind
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.forms.library import definition
from services.dossiers.kinds import ComponentAnswer, DossierState, PartyRole
from services.dossiers.models import (
    ComponentFile,
    Dossier,
    DossierDeadline,
    DossierParty,
    DossierTransition,
    Draft,
    RetiredCode,
    ShipmentItem,
)
from services.dossiers.papers import paper_names
from services.dossiers.references import submission_references
from services.dossiers.visibility import visible_dossiers, visible_drafts
from services.people.models import Unit
from services.storage import Blob

PAGE: Final = 20
CONFIRMATION: Final = "confirmation"
"""The form of the document that confirms a submission (services/documents/models.py)."""

DIGEST_BYTES: Final = 8
"""Of a file's SHA-256 in its address."""

After = tuple[datetime, UUID]
"""Where a list goes on: the instant and the key of its last line."""


@dataclass(frozen=True, slots=True, repr=False)
class DraftLine:
    """A draft in a list."""

    key: str
    """What its address shows: the idempotency key it began with."""
    procedure_code: str
    procedure_name: str
    step: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class DossierLine:
    """A dossier in a list."""

    id: UUID
    reference: str
    code: str | None
    procedure_name: str
    unit_name: str
    state: DossierState
    submitted_at: datetime
    due_on: date | None
    due_by: datetime | None
    paused_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class DossierLines:
    """One page of a list, and where the next one begins."""

    lines: Sequence[DossierLine]
    following: After | None


@dataclass(frozen=True, slots=True, repr=False)
class PaperLine:
    """What was said or handed in for one component."""

    name: str
    answer: ComponentAnswer
    note: str | None
    document_id: UUID | None
    file_name: str | None
    size: int | None
    sha256: bytes | None
    pages: int | None


@dataclass(frozen=True, slots=True, repr=False)
class DossierView:
    """One dossier as its applicant sees it.

    Attributes:
        deadline: the newest one, with its derivation; None before the clock has started.
        forms: papers of the program itself by the number of their form, each in its newest edition; what an act issued
            a moment ago is still being drawn and signed, so it is not there yet.
        was_posted: whether it was ever in a shipment, so that most pages need not ask for any.
    """

    dossier: Dossier
    procedure_code: str
    procedure_name: str
    competent_unit: Unit
    receipt_unit: Unit
    applicant_name: str
    papers: Sequence[PaperLine]
    history: Sequence[DossierTransition]
    deadline: DossierDeadline | None
    forms: Mapping[str, Document]
    was_posted: bool

    @property
    def confirmation(self) -> Document | None:
        """What confirms the submission."""
        return self.forms.get(CONFIRMATION)


def my_drafts(session: Session, actor: Actor) -> Sequence[DraftLine]:
    """Return what the actor has begun and not filed, the newest first, with one statement."""
    wanted = _draft_lines().where(visible_drafts(actor))
    return [DraftLine(*row) for row in session.execute(wanted)]


def my_dossiers(session: Session, actor: Actor, *, after: After | None = None) -> DossierLines:
    """Return a page of what the actor, or whom they act for, has filed, the newest first, with one statement.

    Args:
        session: the caller's.
        actor: who looks.
        after: the end of the page before.
    """
    wanted = _dossier_lines().where(visible_dossiers(actor))
    if after is not None:
        wanted = wanted.where(tuple_(Dossier.submitted_at, Dossier.id) < tuple_(*after))
    lines = [DossierLine(*row) for row in session.execute(wanted)]
    page = lines[:PAGE]
    return DossierLines(page, (page[-1].submitted_at, page[-1].id) if len(lines) > PAGE else None)


def dossier_for(session: Session, written: str, actor: Actor) -> Dossier:
    """Return a dossier by its reference or code, however that was written.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor. The two are never told apart.
    """
    found = session.scalar(select(Dossier).where(called(written), visible_dossiers(actor)))
    if found is None:
        raise DossierNotFoundError
    return found


def dossier_view(session: Session, written: str, actor: Actor) -> DossierView:
    """Return everything that the page of one dossier shows, with four statements.

    Raises:
        DossierNotFoundError: as in `dossier_for`.
    """
    row = session.execute(_whole().where(called(written), visible_dossiers(actor))).one_or_none()
    if row is None:
        raise DossierNotFoundError
    return _view(session, row)


def whole_view(session: Session, dossier_id: UUID) -> DossierView:
    """Return the view of a dossier by its key, for the program itself."""
    return _view(session, session.execute(_whole().where(Dossier.id == dossier_id)).one())


def party_name(session: Session, dossier_id: UUID, role: PartyRole) -> str | None:
    """Return how a party was called when the dossier was filed."""
    found = session.scalar(
        select(DossierParty).where(DossierParty.dossier_id == dossier_id, DossierParty.role == role).limit(1)
    )
    return found.name if found else None


def document_of(session: Session, written: str, digest: str, actor: Actor) -> Document:
    """Return a file of a dossier, to be sent to whoever may see the dossier. Working papers are nobody's to take.

    What the applicant is still putting together is theirs alone.

    Args:
        session: the caller's.
        written: the dossier's reference or code.
        digest: the first 16 hexadecimal digits of the file's SHA-256, as receipts print it.
        actor: who asks.

    Raises:
        DossierNotFoundError: no such dossier or file, or not for this actor.
    """
    begins = func.encode(func.substring(Blob.sha256, 1, DIGEST_BYTES), "hex")
    pending = exists().where(ComponentFile.document_id == Document.id, ComponentFile.round > Dossier.delivered_rounds)
    found = session.scalar(
        select(Document)
        .join(Dossier, Document.dossier_id == Dossier.id)
        .join(Document.blob)
        .where(begins == digest, Document.kind != DocumentKind.WORKING_PAPER)
        .where(or_(literal(actor.role is Role.CITIZEN), ~pending))
        .where(called(written), visible_dossiers(actor))
        .order_by(Document.created_at, Document.id)
        .limit(1)
        .options(contains_eager(Document.blob))
    )
    if found is None:
        raise DossierNotFoundError
    return found


def called(written: str) -> ColumnElement[bool]:
    """Return the condition that a dossier has this reference or code, however that was written.

    A code whose receipt was taken back leads to its dossier as well.
    """
    code = written.strip().upper()
    former = select(RetiredCode.dossier_id).where(RetiredCode.code == code)
    return or_(
        Dossier.reference == submission_references().normal(written),
        Dossier.code == code,
        Dossier.id == former.scalar_subquery(),
    )


def _whole() -> Select[Dossier, DossierParty, DossierDeadline, bool]:
    """Dossiers with version, units, applicant, the due date that holds, and whether the post had anything of them."""
    version = joinedload(Dossier.procedure_version).joinedload(ProcedureVersion.procedure)
    later = aliased(DossierDeadline)
    newest = (
        select(later.id)
        .where(later.dossier_id == Dossier.id)
        .order_by(later.set_at.desc(), later.id.desc())
        .limit(1)
        .correlate(Dossier)
        .scalar_subquery()
    )
    return (
        select(Dossier, DossierParty, DossierDeadline, exists().where(ShipmentItem.dossier_id == Dossier.id))
        .join(DossierParty, and_(DossierParty.dossier_id == Dossier.id, DossierParty.role == PartyRole.APPLICANT))
        .outerjoin(DossierDeadline, DossierDeadline.id == newest)
        .options(version, joinedload(Dossier.competent_unit), joinedload(Dossier.receipt_unit))
        .options(lazyload(DossierParty.data_key), lazyload(DossierDeadline.data_key))  # the dossier's, so it is there
    )


def _view(session: Session, row: Row[Dossier, DossierParty, DossierDeadline, bool]) -> DossierView:
    dossier, applicant, deadline, was_posted = row
    code = dossier.procedure_version.procedure.code
    history = session.scalars(
        select(DossierTransition)
        .where(DossierTransition.dossier_id == dossier.id)
        .order_by(DossierTransition.at, DossierTransition.id)
    ).all()
    forms = session.scalars(
        select(Document)
        .where(Document.dossier_id == dossier.id, Document.kind == DocumentKind.FORM)
        .order_by(Document.edition)
        .options(joinedload(Document.blob))
    )
    return DossierView(
        dossier=dossier,
        procedure_code=code,
        procedure_name=dossier.procedure_version.name,
        competent_unit=dossier.competent_unit,
        receipt_unit=dossier.receipt_unit,
        applicant_name=applicant.name or "",
        papers=_papers(session, dossier, code),
        history=history,
        deadline=deadline,
        forms={one.form: one for one in forms if one.form is not None},
        was_posted=was_posted,
    )


@cache
def _draft_lines() -> Select[str, str, str, str, datetime]:
    """Drafts not filed yet, with the columns that `DraftLine` takes. Built once."""
    return (
        select(Draft.idempotency_key, Procedure.code, ProcedureVersion.name, Draft.step, Draft.saved_at)
        .join(ProcedureVersion, Draft.procedure_version_id == ProcedureVersion.id)
        .join(Procedure)
        .where(Draft.submitted_at.is_(None))
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
        .limit(PAGE)
    )


@cache
def _dossier_lines() -> Select[*tuple[Any, ...]]:
    """Dossiers, with the columns that `DossierLine` takes: no list opens what is sealed. Built once."""
    return (
        select(
            Dossier.id,
            Dossier.reference,
            Dossier.code,
            ProcedureVersion.name,
            Unit.name.label("unit_name"),
            Dossier.state,
            Dossier.submitted_at,
            Dossier.due_on,
            Dossier.due_by,
            Dossier.paused_at,
            Dossier.ended_at,
        )
        .join(ProcedureVersion, Dossier.procedure_version_id == ProcedureVersion.id)
        .join(Unit, Dossier.competent_unit_id == Unit.id)
        .order_by(Dossier.submitted_at.desc(), Dossier.id.desc())
        .limit(PAGE + 1)
    )


def _papers(session: Session, dossier: Dossier, code: str) -> list[PaperLine]:
    record = record_of(dossier.procedure_version, code)
    names = paper_names(record, dossier.case_title, definition(dossier.form))
    rows = session.scalars(
        select(ComponentFile)
        .where(ComponentFile.dossier_id == dossier.id, ComponentFile.round <= dossier.delivered_rounds)
        .order_by(ComponentFile.component_no, ComponentFile.round, ComponentFile.position)
        .options(joinedload(ComponentFile.document).joinedload(Document.blob))
    )
    return [_paper(row, names[row.component_no]) for row in rows]


def _paper(row: ComponentFile, name: str) -> PaperLine:
    document = row.document
    if document is None:
        return PaperLine(name, row.answer, row.note, None, None, None, None, None)
    blob = document.blob
    return PaperLine(name, row.answer, row.note, document.id, document.name, blob.size, blob.sha256, document.pages)
