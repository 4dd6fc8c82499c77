"""Verbs on drafts: begin, choose the unit, save a step, delete."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
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
from services.catalogue.opening import reasons_against, where_to_file
from services.dossiers.attaching import remove_papers
from services.dossiers.competence import UnitOffer, competent_units
from services.dossiers.digests import DRAFT_V2
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
from services.dossiers.forms.prefill import Known, prefilled
from services.dossiers.forms.typed import tidied
from services.dossiers.forms.validation import Raw, validate
from services.dossiers.models import Draft
from services.dossiers.owned import (
    UNIT_REASON,
    OwnDraft,
    changing,
    for_whom,
    known_of_draft,
    people_of,
    units_offered,
)
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
    seeded: bool = False,
) -> Draft:
    """Begin a draft, prefilled with what is known; the same key once more finds the first.

    Args:
        session: the caller's transaction.
        procedure_code: of the procedure.
        idempotency_key: from `new_key`, sent along by the page with the button.
        by: who files, for themselves or for the organisation they act for.
        at: when.
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
    earlier = draft_begun(session, idempotency_key)
    on = civil_date(at)
    found = fileable(session, procedure_code, on=on)
    if earlier is not None:
        return same_draft(session, earlier, found, by)
    require_open(found, Channel.ONLINE)
    known = known_of_draft(session, by.person_id, by.acting_for)
    receiving = found.local.receiving
    units = competent_units(session, found.record, commune=known.account.get("commune"), on=on, receiving=receiving)
    whose = Whose(by.person_id, organisation_id=by.acting_for, channel=Channel.ONLINE)
    return enter_draft(session, found, whose, known, usual_unit(units), idempotency_key, by=by, at=at, seeded=seeded)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose draft it is to be: who hands it in, for which organisation or person, and which post fills it in."""

    person_id: UUID
    channel: Channel
    organisation_id: UUID | None = None
    applicant_id: UUID | None = None
    post_id: UUID | None = None


def enter_draft(
    session: Session,
    found: Fileable,
    whose: Whose,
    known: Known,
    unit_id: UUID | None,
    idempotency_key: str,
    *,
    by: Actor,
    at: datetime,
    seeded: bool = False,
    answers: Mapping[str, Any] = MappingProxyType({}),
) -> Draft:
    """Enter a draft with what is known already; `answers` take the place of what is only usual.

    What an officer fills in with somebody at the counter keeps where they were helped, apart from where it is received.
    """
    form = form_for(found.record.code, found.local.form_code)
    asked = {field.code for field in form.fields()}
    draft = Draft(
        data_key=DataKey.make(session.info["keys"]),
        person_id=whose.person_id,
        organisation_id=whose.organisation_id,
        applicant_id=whose.applicant_id,
        post_id=whose.post_id,
        help_unit_id=by.unit_id if whose.post_id and whose.channel is Channel.DIRECT else None,
        procedure_version_id=found.version.id,
        case_title=only_case(found.record),
        channel=whose.channel,
        form=form.code,
        competent_unit_id=unit_id,
        step=form.steps[0].code,
        idempotency_key=idempotency_key,
        created_at=at,
        saved_at=at,
        seeded=seeded,
    )
    given = {name: value for name, value in answers.items() if name in asked or name.startswith("_")}
    draft.answers = prefilled(form, known) | given
    session.add(draft)
    session.flush()
    _note(session, EventTag.DRAFT_CREATE, draft, by=by, at=at)
    return draft


def require_open(found: Fileable, channel: Channel) -> None:
    """Refuse a procedure that is not filed here in this channel.

    Raises:
        ProcedureClosedError: with every reason and where to file.
    """
    if reasons := reasons_against(found.opening, channel):
        raise ProcedureClosedError(found.record.code, list(reasons), where_to_file(found.record, found.opening))


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
    units = units_offered(session, own, on)
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


def draft_begun(session: Session, idempotency_key: str) -> Draft | None:
    """Return what a key began already. Two clicks at once wait for each other here."""
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(idempotency_key, 0))))
    return session.scalar(select(Draft).where(Draft.idempotency_key == idempotency_key))


def same_draft(session: Session, earlier: Draft, found: Fileable, by: Actor) -> Draft:
    """Return the draft that the key of a repeated click began.

    Raises:
        KeyTakenError: it is somebody else's, or another procedure's.
    """
    mine = session.scalar(select(Draft).where(Draft.id == earlier.id, visible_drafts(by)))
    of_procedure = select(ProcedureVersion.procedure_id).where(ProcedureVersion.id == earlier.procedure_version_id)
    if mine is None or session.scalar(of_procedure) != found.version.procedure_id:
        raise KeyTakenError
    return mine


def usual_unit(units: Sequence[UnitOffer]) -> UUID | None:
    """Return the unit that the residence or the seat leads to; None where somebody has to choose.

    Raises:
        UnitTakesNoFilingError: none of the units has officers yet.
    """
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
    after = None if tag is EventTag.DRAFT_DELETE else digest(draft, DRAFT_V2, draft.data_key)
    record(
        session,
        tag,
        by=for_whom(draft, by),
        at=at,
        object=("draft", draft.id),
        concerning=people_of(draft),
        after=after,
    )
