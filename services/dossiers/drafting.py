"""Verbs on drafts: begin, choose the unit, save a step, delete."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.digests import digest
from services.audit.events import EventTag, record
from services.calendar.province import civil_date
from services.catalogue.filing import Fileable, fileable
from services.catalogue.kinds import Channel
from services.catalogue.models import ProcedureVersion
from services.catalogue.opening import where_to_file
from services.catalogue.overlay.queries import decided_rule
from services.dossiers.attaching import remove_papers
from services.dossiers.competence import UnitOffer, competent_units
from services.dossiers.digests import DRAFT_V1
from services.dossiers.errors import (
    CaseMissingError,
    CaseUnknownError,
    FilerNotAPersonError,
    KeyTakenError,
    ProcedureClosedError,
    StepUnknownError,
    UnitMissingError,
    UnitNotCompetentError,
    UnitReasonMissingError,
    UnitTakesNoFilingError,
)
from services.dossiers.forms.definitions import StepKind
from services.dossiers.forms.library import form_for
from services.dossiers.forms.prefill import prefilled
from services.dossiers.forms.typed import tidied
from services.dossiers.forms.validation import Raw, validate
from services.dossiers.models import Draft
from services.dossiers.owned import UNIT_REASON, OwnDraft, changing, known_of_draft
from services.dossiers.papers import case_titles, components_of, only_case
from services.dossiers.visibility import visible_drafts
from services.keys import DataKey

LONGEST_REASON = 500


def new_key() -> str:
    """Return a key for the form that begins a draft; it is also what the draft's address shows."""
    return secrets.token_urlsafe(16)


def begin(
    session: Session,
    *,
    procedure_code: str,
    idempotency_key: str,
    by: Actor,
    at: datetime,
    channel: Channel = Channel.ONLINE,
    seeded: bool = False,
) -> Draft:
    """Begin a draft, prefilled with what is known; the same key once more finds the first.

    Args:
        session: the caller's transaction.
        procedure_code: of the procedure.
        idempotency_key: from `new_key`, sent along by the page with the button.
        by: who files, for themselves or for the organisation they act for.
        at: when.
        channel: how it will be filed.
        seeded: prepared for the demonstration.

    Raises:
        FilerNotAPersonError: an organisation's account alone, or an officer.
        ProcedureUnknownError: no such procedure.
        ProcedureAbolishedError: not any more.
        ProcedureClosedError: not open for filing here.
        UnitTakesNoFilingError: no competent unit has officers yet.
        KeyTakenError: the key belongs to somebody else's draft, or to another procedure's.
    """
    if by.role is not Role.CITIZEN or by.person_id is None:
        raise FilerNotAPersonError
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(idempotency_key, 0))))  # a double click
    on = civil_date(at)
    found = fileable(session, procedure_code, on=on)
    if (earlier := session.scalar(select(Draft).where(Draft.idempotency_key == idempotency_key))) is not None:
        return _same(session, earlier, found, by)
    require_open(found)
    known = known_of_draft(session, by.person_id, by.acting_for)
    receiving = found.local.receiving
    units = competent_units(session, found.record, commune=known.account.get("commune"), on=on, receiving=receiving)
    form = form_for(procedure_code, found.local.form_code)
    draft = Draft(
        data_key=DataKey.make(session.info["keys"]),
        person_id=by.person_id,
        organisation_id=by.acting_for,
        procedure_version_id=found.version.id,
        case_title=only_case(found.record),
        channel=channel,
        form=form.code,
        competent_unit_id=_usual_unit(units),
        step=form.steps[0].code,
        idempotency_key=idempotency_key,
        created_at=at,
        saved_at=at,
        seeded=seeded,
    )
    draft.answers = prefilled(form, known)
    session.add(draft)
    session.flush()
    _note(session, EventTag.DRAFT_CREATE, draft, by=by, at=at)
    return draft


def require_open(found: Fileable) -> None:
    """Refuse a procedure that is not filed here online.

    Raises:
        ProcedureClosedError: with every reason and where to file.
    """
    if not found.opening.is_open:
        route = where_to_file(found.record, found.opening)
        raise ProcedureClosedError(found.record.code, list(found.opening.reasons), route)


def choose_unit(
    session: Session,
    draft_id: UUID,
    *,
    unit_code: str,
    reason: str | None,
    case_title: str | None,
    version: int,
    by: Actor,
    at: datetime,
) -> Draft:
    """Settle the first step: which unit decides, and which case it is.

    Choosing another case drops what was handed in for the components of the former one alone.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        unit_code: one of `competent_units`.
        reason: why not the usual one; not asked where the residence decides nothing.
        case_title: one of `case_titles`; None where the procedure has no cases to choose from.
        version: of the page.
        by: whose draft.
        at: when.

    Raises:
        UnitMissingError: none was chosen.
        UnitNotCompetentError: none of the competent units.
        UnitTakesNoFilingError: nobody works there yet.
        UnitReasonMissingError: another than the usual one, without a reason.
        CaseMissingError: no case was chosen.
        CaseUnknownError: no such case.
    """
    own = changing(session, draft_id, by, version=version)
    on = civil_date(at)
    receiving = decided_rule(session, own.draft.procedure_version.procedure_id, on).receiving
    units = competent_units(session, own.record, commune=own.commune, on=on, receiving=receiving)
    chosen = next((one for one in units if one.code == unit_code), None)
    if chosen is None:
        raise UnitNotCompetentError if unit_code else UnitMissingError
    if not chosen.has_officers:
        raise UnitTakesNoFilingError(chosen.name)
    answers = dict(own.draft.answers or {})
    answers.pop(UNIT_REASON, None)
    if not chosen.is_default and any(one.is_default and one.has_officers for one in units):
        answers[UNIT_REASON] = _reason(reason)
    _choose_case(session, own, case_title)
    own.draft.competent_unit_id = chosen.unit_id
    own.draft.answers = answers
    return _saved(session, own, StepKind.UNIT.value, by=by, at=at)


def save_step(session: Session, draft_id: UUID, *, step: str, raw: Raw, version: int, by: Actor, at: datetime) -> Draft:
    """Save one step of fields as it was typed; what the step no longer asks is forgotten.

    Args:
        session: the caller's transaction.
        draft_id: which draft.
        step: code of a step of fields.
        raw: what was typed, by name of control.
        version: of the page.
        by: whose draft.
        at: when.

    Raises:
        StepUnknownError: no such step of fields.
        FieldsUnknownError: the step has no such control.
        FormInvalidError: with every problem, by path; nothing was saved.
    """
    own = changing(session, draft_id, by, version=version)
    page = own.form.step(step)
    if page is None or page.kind is not StepKind.FIELDS:
        raise StepUnknownError
    judged = validate(page, raw, own.around(civil_date(at)))
    others = {code: value for code, value in own.answers.items() if code not in {one.code for one in page.fields}}
    own.draft.answers = others | judged.answers
    return _saved(session, own, step, by=by, at=at)


def delete_draft(session: Session, draft_id: UUID, *, by: Actor, at: datetime) -> list[UUID]:
    """Delete a draft for good: its key is destroyed, so that no backup of it can be read either.

    Returns:
        The stored files to remove once the transaction has committed (`BlobStore.delete`).
    """
    draft = changing(session, draft_id, by).draft
    _note(session, EventTag.DRAFT_DELETE, draft, by=by, at=at)
    blobs = remove_papers(session, draft, first=0)
    draft.data_key.destroy(at)
    session.delete(draft)
    session.flush()
    return blobs


def _same(session: Session, earlier: Draft, found: Fileable, by: Actor) -> Draft:
    mine = session.scalar(select(Draft).where(Draft.id == earlier.id, visible_drafts(by)))
    of_procedure = select(ProcedureVersion.procedure_id).where(ProcedureVersion.id == earlier.procedure_version_id)
    if mine is None or session.scalar(of_procedure) != found.version.procedure_id:
        raise KeyTakenError
    return mine


def _usual_unit(units: Sequence[UnitOffer]) -> UUID | None:
    if not any(one.has_officers for one in units):
        raise UnitTakesNoFilingError(units[0].name if units else None)
    return next((one.unit_id for one in units if one.is_default and one.has_officers), None)


def _reason(typed: str | None) -> str:
    found = tidied(typed or "")[:LONGEST_REASON]
    if not found:
        raise UnitReasonMissingError
    return found


def _choose_case(session: Session, own: OwnDraft, title: str | None) -> None:
    titles = case_titles(own.record)
    if not titles:
        return
    if title is None:
        raise CaseMissingError
    if title not in titles:
        raise CaseUnknownError
    if title != own.draft.case_title and own.draft.case_title is not None:
        # The numbers of another case's components mean other papers from now on. Those for everybody come first.
        remove_papers(session, own.draft, first=len(components_of(own.record, None)))
    own.draft.case_title = title


def _saved(session: Session, own: OwnDraft, step: str, *, by: Actor, at: datetime) -> Draft:
    codes = [one.code for one in own.form.steps]
    following = codes[codes.index(step) + 1 :]
    own.draft.step = following[0] if following else step
    own.draft.saved_at = max(at, own.draft.created_at)
    session.flush()
    _note(session, EventTag.DRAFT_SAVE, own.draft, by=by, at=at)
    return own.draft


def _note(session: Session, tag: EventTag, draft: Draft, *, by: Actor, at: datetime) -> None:
    after = None if tag is EventTag.DRAFT_DELETE else digest(draft, DRAFT_V1, draft.data_key)
    about = [("person", draft.person_id)] + ([("organisation", draft.organisation_id)] if draft.organisation_id else [])
    record(session, tag, by=by, at=at, object=("draft", draft.id), concerning=about, after=after)
