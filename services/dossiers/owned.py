"""Fetch a draft of the actor's own, with what verbs and pages need of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from services.actor import Actor
from services.catalogue.models import ProcedureVersion
from services.catalogue.overlay.queries import decided_rule
from services.catalogue.queries import record_of
from services.catalogue.records import ProcedureRecord
from services.dossiers.competence import UnitOffer, competent_units
from services.dossiers.errors import DraftChangedElsewhereError, DraftNotFoundError, DraftSubmittedError
from services.dossiers.forms.counter import counter_form
from services.dossiers.forms.definitions import FormDefinition
from services.dossiers.forms.library import definition
from services.dossiers.forms.prefill import Known, known_of, locked
from services.dossiers.forms.validation import Around
from services.dossiers.models import Dossier, Draft
from services.dossiers.taken import taken_for
from services.dossiers.visibility import visible_drafts
from services.people.models import IdentityKind, IdentityNumber, Organisation, Person

CAPACITY = "capacity"
"""The question for whom somebody files."""
UNIT_REASON = "_unit_reason"
"""Among the answers: why another unit than that of the residence. No question has such a name."""


@dataclass(slots=True)
class OwnDraft:
    """A draft with its pinned record, its form, and what is known about who fills it in."""

    draft: Draft
    code: str
    record: ProcedureRecord
    form: FormDefinition
    known: Known

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as they stand, what the identity says in place of what was said before."""
        stored = self.draft.answers or {}
        return {**stored, **merged(stored, self.locked)}

    @property
    def locked(self) -> dict[str, Any]:
        """What cannot be typed over, by field and part."""
        stored = self.draft.answers or {}
        return locked(self.form, self.known, stored) | self._settled(stored)

    def _settled(self, stored: dict[str, Any]) -> dict[str, Any]:
        """Return what was settled when somebody came to a counter: for whom they hand in makes it another dossier."""
        return {CAPACITY: stored[CAPACITY]} if self.draft.post_id is not None and CAPACITY in stored else {}

    @property
    def commune(self) -> str | None:
        """The commune of the residence or of the seat, which decides the usual unit."""
        found: str | None = self.known.account.get("commune")
        return found

    def around(self, today: date) -> Around:
        """Return what a step of it is judged by."""
        return Around(self.answers, self.locked, self.known.subject, today)


def own_draft(session: Session, draft_id: UUID, by: Actor) -> OwnDraft:
    """Return a draft to look at.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
    """
    return with_all(session, _one(session, _wanted(draft_id, by)))


def changing(session: Session, draft_id: UUID, by: Actor, *, version: int | None = None) -> OwnDraft:
    """Return a draft to change, its row locked: two windows of one person wait for each other.

    Args:
        session: the caller's transaction.
        draft_id: which.
        by: whose.
        version: of the page that the change was made on; None where the change touches no answers.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
        DraftSubmittedError: it was filed already.
        DraftChangedElsewhereError: it was saved since in another window.
    """
    draft = locked_draft(session, draft_id, by)
    if draft.submitted_at is not None:
        raise DraftSubmittedError(session.scalar(select(Dossier.reference).where(Dossier.draft_id == draft.id)))
    if version is not None and draft.version != version:
        raise DraftChangedElsewhereError(draft.saved_at)
    return with_all(session, draft)


def locked_draft(session: Session, draft_id: UUID, by: Actor) -> Draft:
    """Return a draft with its row locked.

    Raises:
        DraftNotFoundError: there is none, or it is somebody else's.
    """
    return _one(session, _wanted(draft_id, by).with_for_update(of=Draft).execution_options(populate_existing=True))


def with_all(session: Session, draft: Draft) -> OwnDraft:
    """Return a draft with everything around it, in two or three statements."""
    code = draft.procedure_version.procedure.code
    known = known_of_draft(session, draft.person_id, draft.organisation_id)
    form = definition(draft.form) if draft.post_id is None else counter_form(draft.form)
    return OwnDraft(draft, code, record_of(draft.procedure_version, code), form, known)


def units_offered(session: Session, own: OwnDraft, on: date) -> Sequence[UnitOffer]:
    """Return the units that may decide a draft, the usual one first; at a counter those that the receiver takes for."""
    receiving = receiving_centres(session, own, on)
    units = competent_units(session, own.record, commune=own.commune, on=on, receiving=receiving)
    return taken_for(session, own.draft.post_id, units)


def receiving_centres(session: Session, own: OwnDraft, on: date) -> Collection[str] | None:
    """Return to which centres the province narrowed a procedure; None where it did not, and at any counter.

    Whoever comes to a one-stop is received there, wherever the procedure is decided (Decree 118/2025).
    """
    if own.draft.post_id is not None:
        return None
    return decided_rule(session, own.draft.procedure_version.procedure_id, on).receiving


def people_of(draft: Draft) -> list[tuple[str, UUID]]:
    """Return whom a draft concerns, as events name them."""
    named = (("person", draft.person_id), ("person", draft.applicant_id), ("organisation", draft.organisation_id))
    return [(kind, key) for kind, key in named if key is not None]


def for_whom(draft: Draft, by: Actor) -> Actor:
    """Return who acts, as events say it: a receiver at a counter acts for whoever the matter is."""
    if draft.post_id is None:
        return by
    return replace(by, acting_for=draft.organisation_id or draft.applicant_id or draft.person_id)


def known_of_draft(session: Session, person_id: UUID, organisation_id: UUID | None) -> Known:
    """Return what is known about a person, and about the organisation they act for."""
    found = session.execute(
        select(Person, IdentityNumber)
        .outerjoin(
            IdentityNumber,
            (IdentityNumber.person_id == Person.id)
            & (IdentityNumber.kind == IdentityKind.CITIZEN_ID)
            & IdentityNumber.ended_at.is_(None),
        )
        .where(Person.id == person_id)
        .order_by(IdentityNumber.created_at.desc())
        .limit(1)
        .options(joinedload(IdentityNumber.data_key, innerjoin=False))  # or who has no number would not be found
    ).one()
    person, number = found
    organisation = session.get_one(Organisation, organisation_id) if organisation_id else None
    return known_of(person, number.number if number else None, organisation)


def merged(answers: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return `over` with the parts that only `answers` has."""
    return {
        code: {**answers[code], **value} if isinstance(value, dict) and isinstance(answers.get(code), dict) else value
        for code, value in over.items()
    }


def _wanted(draft_id: UUID, by: Actor) -> Select[Draft]:
    version = joinedload(Draft.procedure_version).joinedload(ProcedureVersion.procedure)
    return select(Draft).where(Draft.id == draft_id, visible_drafts(by)).options(version)


def _one(session: Session, wanted: Select[Draft]) -> Draft:
    if (found := session.scalar(wanted)) is None:
        raise DraftNotFoundError
    return found
