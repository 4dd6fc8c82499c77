"""Filing: from a draft to a dossier that somebody has to receive."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.catalogue.filing import opened_on
from services.catalogue.models import ProcedureVersion
from services.catalogue.opening import reasons_against, where_to_file
from services.catalogue.overlay.queries import local_rule
from services.catalogue.overlay.rule import LocalRule
from services.catalogue.queries import holds_on, record_of, version_in_force
from services.catalogue.records import ProcedureRecord
from services.documents.models import Document
from services.dossiers.attaching import files_by_component
from services.dossiers.competence import UnitOffer, competent_unit_by_id
from services.dossiers.completeness import incomplete
from services.dossiers.digests import DOSSIER_V2
from services.dossiers.errors import (
    DeclarationChangedError,
    DeclarationMissingError,
    DraftChangedElsewhereError,
    DraftIncompleteError,
    ProcedureChangedError,
    ProcedureClosedError,
)
from services.dossiers.forms.validation import pruned
from services.dossiers.history import add_line
from services.dossiers.kinds import ComponentAnswer, DeliveryMethod, DossierState, PartyRole, SubjectKind, WaitingFor
from services.dossiers.models import ComponentFile, Dossier, DossierParty, Draft
from services.dossiers.owned import (
    OwnDraft,
    for_whom,
    known_of_draft,
    locked_draft,
    people_of,
    receiving_centres,
    with_all,
)
from services.dossiers.papers import RowKind, paper_rows
from services.dossiers.references import submission_references
from services.jobs import defer
from services.keys import DataKey
from services.people.models import OfficerPost

DECLARED = "_declaration"
"""Among the answers of a dossier: which wording of the statement of truth was agreed with."""

BY_ITSELF: Final = {
    RowKind.SHOWN: ComponentAnswer.SHOWN,
    RowKind.BY_FORM: ComponentAnswer.FORM,
    RowKind.NOT_ASKED: ComponentAnswer.NOT_MY_CASE,
}
"""What stands for papers about which nobody was asked."""


def submit(
    session: Session, draft_id: UUID, *, declaration: str | None, version: int, by: Actor, at: datetime
) -> Dossier:
    """File a draft. The same draft once more finds the dossier that the first click made.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        declaration: the wording of the statement of truth that was agreed with, as the page showed it.
        version: of the page on which the answers were checked.
        by: whose draft.
        at: when.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
        DraftChangedElsewhereError: the draft is not what the page showed.
        DeclarationMissingError: the statement was not agreed with.
        DeclarationChangedError: another wording holds now.
        ProcedureClosedError: the procedure is no longer filed here.
        ProcedureAbolishedError: there is no such procedure any more.
        ProcedureChangedError: other papers are asked for, or another body decides, since the draft was begun.
        DraftIncompleteError: with everything that is missing, by step and path.
    """
    draft = locked_draft(session, draft_id, by)
    if draft.submitted_at is not None:
        return session.scalars(select(Dossier).where(Dossier.draft_id == draft.id)).one()
    if draft.version != version:
        raise DraftChangedElsewhereError(draft.saved_at)
    on = civil_date(at)
    _follow(session, draft, on)
    own = with_all(session, draft)
    _require_declared(own, declaration)
    _require_open(own, local_rule(session, draft.procedure_version.procedure_id, on))
    unit = _unit(session, own, on)
    rows = _papers(session, draft)
    problems = incomplete(own, rows, unit)
    centre_id = _receipt_unit(session, own, unit)
    if problems or unit is None or centre_id is None:
        raise DraftIncompleteError(problems)

    answers = pruned(own.form, own.answers, own.known.subject) | {DECLARED: declaration}
    dossier = _dossier(session, own, unit, centre_id, at)
    dossier.answers = answers
    session.add(dossier)
    session.flush()
    session.add_all(_parties(session, own, answers, dossier))
    session.add_all(_said_by_itself(own, answers, rows, dossier))
    for row in rows:
        _move(row, dossier)
    add_line(session, dossier, EventTag.DOSSIER_SUBMIT, before=None, by=by, at=at)
    _close(draft, at)
    session.flush()
    record(
        session,
        EventTag.DOSSIER_SUBMIT,
        by=for_whom(draft, by),
        at=at,
        object=("dossier", dossier.id),
        concerning=_concerned(dossier, own),
        after=digest(dossier, DOSSIER_V2, dossier.data_key),
    )
    if draft.post_id is None:  # at a counter form 01, 02 or 03 is handed over instead
        defer(session, "submission_receipt", dossier_id=dossier.id)
    return dossier


def _require_declared(own: OwnDraft, declaration: str | None) -> None:
    if declaration is None:
        raise DeclarationMissingError
    if declaration != own.form.declaration:
        raise DeclarationChangedError


def _follow(session: Session, draft: Draft, on: date) -> None:
    """Bind a draft to the version in force on the day it is filed; it may have been begun under an older one.

    Where the newer version asks for the same papers and the same bodies decide, the draft goes over to it without a
    word. The version is locked against whoever takes an official list back: the two never miss each other.
    """
    begun = draft.procedure_version
    code = begun.procedure.code
    found = version_in_force(session, code, on=on)
    still = select(ProcedureVersion).where(ProcedureVersion.id == found.id, holds_on(on))
    still = still.options(joinedload(ProcedureVersion.procedure)).execution_options(populate_existing=True)
    present = session.scalar(still.with_for_update(read=True, of=ProcedureVersion))
    if present is None or _demands(record_of(present, code)) != _demands(record_of(begun, code)):
        raise ProcedureChangedError
    draft.procedure_version = present


def _demands(record: ProcedureRecord) -> tuple[object, ...]:
    """Return what a draft was filled in for: the papers of each case, and who decides."""
    return record.cases, record.levels, record.agency, record.executing_bodies


def _require_open(own: OwnDraft, rule: LocalRule) -> None:
    verdict = opened_on(own.record, rule)
    if reasons := reasons_against(verdict, own.draft.channel):
        raise ProcedureClosedError(own.code, list(reasons), where_to_file(own.record, verdict))


def _unit(session: Session, own: OwnDraft, on: date) -> UnitOffer | None:
    chosen = own.draft.competent_unit_id
    if chosen is None:
        return None
    receiving = receiving_centres(session, own, on)
    return competent_unit_by_id(session, own.record, chosen, commune=own.commune, on=on, receiving=receiving)


def _papers(session: Session, draft: Draft) -> list[ComponentFile]:
    """Return what was handed in, its files locked: a verdict that arrives now would be written under the old key."""
    session.execute(select(Document.id).where(Document.draft_id == draft.id).with_for_update())
    files = joinedload(ComponentFile.document).joinedload(Document.blob)
    wanted = select(ComponentFile).where(ComponentFile.draft_id == draft.id).options(files)
    return list(session.scalars(wanted.order_by(ComponentFile.component_no, ComponentFile.position)))


def _receipt_unit(session: Session, own: OwnDraft, unit: UnitOffer | None) -> UUID | None:
    """Return the centre that receives: the counter where somebody stood, else the nearest to the deciding unit."""
    if own.draft.post_id is not None:
        return session.get_one(OfficerPost, own.draft.post_id).unit_id
    return unit.receipt_unit_id if unit else None


def _dossier(session: Session, own: OwnDraft, unit: UnitOffer, receipt_unit_id: UUID, at: datetime) -> Dossier:
    draft = own.draft
    return Dossier(
        data_key=DataKey.make(session.info["keys"]),
        reference=submission_references().draw(),
        draft_id=draft.id,
        procedure_version_id=draft.procedure_version_id,
        case_title=draft.case_title,
        channel=draft.channel,
        form=draft.form,
        help_unit_id=draft.help_unit_id,
        receipt_unit_id=receipt_unit_id,
        competent_unit_id=unit.unit_id,
        state=DossierState.REGISTERED,
        waiting_for=WaitingFor.RECEIVER,
        delivery_method=DeliveryMethod(own.answers.get("delivery", DeliveryMethod.ELECTRONIC)),
        submitted_at=at,
        seeded=draft.seeded,
    )


def _parties(session: Session, own: OwnDraft, answers: Mapping[str, Any], dossier: Dossier) -> list[DossierParty]:
    """Return who takes part, each as they are today: what the identity says, and what it left to be typed."""
    draft = own.draft
    contact = {name: answers[name] for name in ("phone", "email") if name in answers}
    person = {**own.known.identity, **answers.get("applicant", {}), **contact}
    if draft.applicant_id is not None:
        theirs = known_of_draft(session, draft.applicant_id, None).identity
        principal = {**theirs, **answers.get("principal", {})}
        return [
            _party(dossier, PartyRole.APPLICANT, SubjectKind.CITIZEN, principal, person_id=draft.applicant_id),
            _party(dossier, PartyRole.FILER, None, person, person_id=draft.person_id),
        ]
    if draft.organisation_id is None:
        roles = ((PartyRole.APPLICANT, SubjectKind.CITIZEN), (PartyRole.FILER, None))
        return [_party(dossier, role, subject, person, person_id=draft.person_id) for role, subject in roles]
    organisation = {**own.known.organisation, **answers.get("organisation", {}), **contact}
    of_it = {"organisation_id": draft.organisation_id}
    return [
        _party(dossier, PartyRole.APPLICANT, SubjectKind.ENTERPRISE, organisation, **of_it),
        _party(dossier, PartyRole.REPRESENTATIVE, None, person, person_id=draft.person_id),
        _party(dossier, PartyRole.FILER, None, person, person_id=draft.person_id),
    ]


def _party(
    dossier: Dossier, role: PartyRole, subject: SubjectKind | None, snapshot: dict[str, Any], **whose: UUID
) -> DossierParty:
    return DossierParty(
        data_key=dossier.data_key,
        dossier_id=dossier.id,
        role=role,
        subject=subject,
        name=snapshot.get("name"),
        snapshot=snapshot,
        **whose,
    )


def _said_by_itself(
    own: OwnDraft, answers: Mapping[str, Any], rows: list[ComponentFile], dossier: Dossier
) -> list[ComponentFile]:
    """Return a row for each paper about which nobody had to be asked, so that the receiver finds every one to mark."""
    said = files_by_component(rows)
    papers = paper_rows(own.record, own.draft.case_title, own.form, answers, own.known.subject)
    return [
        ComponentFile(
            data_key=dossier.data_key, dossier_id=dossier.id, component_no=one.number, answer=BY_ITSELF[one.kind]
        )
        for one in papers
        if one.kind in BY_ITSELF and one.question is None and one.number not in said
    ]


def _close(draft: Draft, at: datetime) -> None:
    """End a draft: all it held is under the dossier's key now, so its own key goes."""
    draft.submitted_at = at
    draft.saved_at = max(at, draft.saved_at)
    draft.answers = None
    draft.data_key.destroy(at)


def _move(row: ComponentFile, dossier: Dossier) -> None:
    """Put what was handed in under the dossier's key. The stored file itself is not touched (docs/decisions/0002)."""
    key, note, remark = dossier.data_key, row.note, row.remark
    row.draft_id, row.dossier_id, row.data_key = None, dossier.id, key
    row.note, row.remark = note, remark
    document = row.document
    if document is None:
        return
    name, verdict = document.name, document.verdict
    document.blob.move_to(key)
    document.draft_id, document.dossier_id, document.data_key = None, dossier.id, key
    document.name, document.verdict = name, verdict


def _concerned(dossier: Dossier, own: OwnDraft) -> list[tuple[str, UUID]]:
    units = [("unit", dossier.receipt_unit_id), ("unit", dossier.competent_unit_id)]
    return [("draft", own.draft.id), *people_of(own.draft), *units]
