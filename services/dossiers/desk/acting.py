"""The frame of every act on a filed dossier: lock, ask the table, change, leave one line and one event."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from services.actor import Actor
from services.audit.digests import digest
from services.audit.events import record
from services.dossiers.act_errors import DossierChangedElsewhereError, WordsMissingError, WordsTooLongError
from services.dossiers.desk.interest import refuse_own_matter
from services.dossiers.digests import DOSSIER_V2
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.history import add_line
from services.dossiers.kinds import WaitingFor
from services.dossiers.models import Dossier, DossierParty, DossierTransition
from services.dossiers.visibility import visible_dossiers
from services.dossiers.workflow import Act, Rule, check
from services.people.models import DutyException

LONGEST_WORDS: Final = 2_000
"""What an officer writes has to fit on a form of half a page."""


@dataclass(slots=True)
class Begun:
    """An act that may go ahead: the dossier is locked, and the table lets this actor do it now."""

    session: Session
    rule: Rule
    dossier: Dossier
    by: Actor
    at: datetime
    before: str


def begin(
    session: Session, dossier_id: UUID, act: Act, *, by: Actor, at: datetime, version: int | None = None
) -> Begun:
    """Lock a dossier for an act. Two clicks at once wait for each other here, and the second finds the new state.

    Args:
        session: the caller's transaction.
        dossier_id: which.
        act: what is to be done.
        by: who acts.
        at: when.
        version: of the dossier on the page that the act was chosen on; None where there was no page.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor.
        DossierChangedElsewhereError: it was changed since that page was opened.
        RoleMayNotActError, OtherCentreError, ActNotInStateError, ProposalPendingError, NothingProposedError: see
            `services.dossiers.workflow.check`.
        OwnMatterError: it is a matter of the officer's own.
    """
    dossier = locked(session, dossier_id, by=by, version=version)
    rule = check(act, dossier, by)
    refuse_own_matter(session, dossier.id, by)
    return Begun(session, rule, dossier, by, at, digest(dossier, DOSSIER_V2, dossier.data_key))


def locked(session: Session, dossier_id: UUID, *, by: Actor, version: int | None = None) -> Dossier:
    """Lock a dossier. For acts on its result: they lock it again, and know no version of their own.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor.
        DossierChangedElsewhereError: it was changed since the page of this version was opened.
    """
    wanted = select(Dossier).where(Dossier.id == dossier_id, visible_dossiers(by)).with_for_update(of=Dossier)
    dossier = session.scalar(wanted.execution_options(populate_existing=True))
    if dossier is None:
        raise DossierNotFoundError
    if version is not None and version != dossier.version:
        raise DossierChangedElsewhereError(dossier.state)
    return dossier


def conclude(
    begun: Begun,
    *,
    waiting_for: WaitingFor | None = None,
    reason: str | None = None,
    note: str | None = None,
    details: dict[str, Any] | None = None,
    legal_basis: str | None = None,
    leave: DutyException | None = None,
    digests: tuple[str, str] | None = None,
) -> DossierTransition:
    """Move the dossier as the table says, and write its line of history and its event.

    Args:
        begun: the act; whatever else it changes was changed before.
        waiting_for: who is waited for, where it is not always the same.
        reason: a code.
        note: what the officer wrote, sealed.
        details: what else the act left, sealed.
        legal_basis: the article that the reason rests on; public words, never about a person.
        leave: the leave under which the actor joins two duties.
        digests: before and after of what the act changed, where that is not the dossier's own row.
    """
    session, rule, dossier, by = begun.session, begun.rule, begun.dossier, begun.by
    before = dossier.state
    dossier.state = rule.end or dossier.state
    dossier.proposal = rule.leaves
    dossier.waiting_for = waiting_for or rule.then
    if not session.is_modified(dossier):
        flag_modified(dossier, "state")  # every act raises the version, also one that changes other rows alone
    line = add_line(
        session,
        dossier,
        rule.tag,
        before=before,
        by=by,
        at=begun.at,
        leave=leave,
        reason=reason,
        legal_basis=legal_basis,
        note=note,
        details=details,
    )
    session.flush()
    first, last = digests or (begun.before, digest(dossier, DOSSIER_V2, dossier.data_key))
    record(
        session,
        rule.tag,
        by=by,
        at=begun.at,
        object=("dossier", dossier.id),
        concerning=concerned(session, dossier.id),
        before=first,
        after=last,
        reason=reason,
    )
    session.flush()
    return line


def concerned(session: Session, dossier_id: UUID) -> list[tuple[str, UUID]]:
    """Return the people and organisations that take part in a dossier, as events name them."""
    rows = session.execute(
        select(DossierParty.person_id, DossierParty.organisation_id).where(DossierParty.dossier_id == dossier_id)
    )
    return list(_named(rows.all()))


def written(text: str) -> str:
    """Return what an officer wrote as it is kept: composed, without blanks around it.

    Raises:
        WordsMissingError: there is nothing.
        WordsTooLongError: it does not fit on the paper.
    """
    found = unicodedata.normalize("NFC", text).strip()
    if not found:
        raise WordsMissingError
    if len(found) > LONGEST_WORDS:
        raise WordsTooLongError(LONGEST_WORDS)
    return found


def optional(text: str | None) -> str | None:
    """Return what was written, None where nothing was.

    Raises:
        WordsTooLongError: it does not fit on the paper.
    """
    return written(text) if text and text.strip() else None


def _named(rows: Any) -> Iterator[tuple[str, UUID]]:
    for person_id, organisation_id in rows:
        if person_id is not None:
            yield "person", person_id
        if organisation_id is not None:
            yield "organisation", organisation_id
