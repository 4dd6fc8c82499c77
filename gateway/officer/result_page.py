"""A result as its page shows it: the very bytes, who signs them as what, and what may be done with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy.orm import Session

from gateway.db import let_go
from gateway.final_page import draft_pdf
from gateway.language import current_locale
from gateway.office import Office
from gateway.officer.acting import Sent
from gateway.officer.former_drafts import FormerDraft, former
from gateway.officer.forms import GivingUpForm, WordsForm
from gateway.words import in_words
from services.actor import Actor, Role
from services.calendar.province import civil_date
from services.calendar.queries import work_calendar
from services.dossiers.kinds import WaitingFor
from services.dossiers.models import Dossier, DossierTransition
from services.dossiers.visibility import DECIDING
from services.errors import DomainError
from services.people.officers import Officer, officers
from services.results.amendments import Ties, ties_of
from services.results.authority import SigningRight, leader_right
from services.results.drawing_up import reason_of
from services.results.errors import ResultNotFoundError
from services.results.files import content_of
from services.results.kinds import REGISTERED, ResultState, SigningStep
from services.results.models import SignatureRecord
from services.results.printing import prints_of
from services.results.queries import ResultView, current, numbered, signatures
from services.results.sealing import issue_by
from services.results.steps import ResultAct

DRAFTS: Final = frozenset(
    {
        ResultState.PROPOSED,
        ResultState.AWAITING_CONFIRMATION,
        ResultState.CONFIRMED,
        ResultState.FOR_SIGNATURE,
        ResultState.REFUSED,
    }
)
"""States in which nothing is decided: what is shown is a draft, unless the officer has the final page open."""
WORKING: Final = frozenset({ResultState.APPROVED, ResultState.SEAL_APPROVED, ResultState.SEALED})
"""States in which the worker is at it."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who would sign, as what, by which right; or why they may not."""

    officer: Officer
    right: SigningRight | None
    refusal: str | None


class ResultPage:
    """The result of a dossier before one officer.

    Args:
        session: the request's own.
        office: draws drafts and reads files.
        dossier: whose.
        by: the officer.
        at: now.
        sent: what came back.
        ordinal: which issued result of the dossier; None for the one that lies before the officer.

    Raises:
        ResultNotFoundError: there is none, or it is no matter of this officer's yet.
    """

    def __init__(
        self,
        session: Session,
        office: Office,
        dossier: Dossier,
        by: Actor,
        at: datetime,
        sent: Sent | None,
        *,
        ordinal: int | None = None,
    ) -> None:
        self.dossier, self.by, self._session, self._at, self.ordinal = dossier, by, session, at, ordinal
        if ordinal is None:
            found = current(session, dossier.id, by=by)
        else:
            found = numbered(session, dossier.id, ordinal, by=by)
        if found is None or (by.role in {Role.RECEIVER, Role.CENTRE_HEAD} and found.state not in REGISTERED):
            raise ResultNotFoundError
        self.view: ResultView = found
        self.is_open = found.is_open_for(by) and found.state is ResultState.FOR_SIGNATURE
        self.is_draft = found.state in DRAFTS and not self.is_open
        self.pdf = self._bytes(office)
        self.sent = sent

    def _bytes(self, office: Office) -> bytes:
        if self.is_draft or self.view.file is None:
            let_go()  # drawing takes its time, and a connection of its own
            return draft_pdf(office, self.view.result.id, by=self.by)
        return content_of(office.store, self.view.file)

    @property
    def shown(self) -> str:
        """What the dossier's address shows."""
        return self.dossier.code or self.dossier.reference

    @property
    def digest(self) -> str | None:
        """SHA-256 of the bytes shown; a draft has none that matters."""
        return self.view.file.sha256.hex() if self.view.file is not None and not self.is_draft else None

    @property
    def is_worked_on(self) -> bool:
        """Whether the worker is at it: the page is asked for again by a link."""
        return self.view.state in WORKING

    @property
    def acts(self) -> tuple[ResultAct, ...]:
        """What this officer may do with it now."""
        acts = self.view.acts(self.by)
        if self.by.role is not Role.SPECIALIST:
            return acts
        if self.view.result.amendment is None and self.dossier.handler_post_id != self.by.post_id:
            return ()
        return tuple(act for act in acts if self._is_possible(act))

    def _is_possible(self, act: ResultAct) -> bool:
        facts = self.view.facts
        if act is ResultAct.ASK_CONFIRMATION:
            return facts.wants_confirmation
        if act is ResultAct.SUBMIT:
            confirmed = not facts.wants_confirmation or self.view.state is ResultState.CONFIRMED
            return confirmed and not self.waits_for_number
        return True

    @property
    def waits_for_number(self) -> bool:
        """Whether the register service has still to give the person's number."""
        return self.view.facts.wants_number and self.view.facts.personal_number is None

    @property
    def may_draft_anew(self) -> bool:
        """Whether this officer drafts the next one, this one being turned down."""
        return (
            self.by.role is Role.SPECIALIST
            and self.view.state is ResultState.REFUSED
            and (self.view.is_under_way or self.dossier.handler_post_id == self.by.post_id)
        )

    @property
    def may_give_up(self) -> bool:
        """Whether this officer withdraws the draft that would amend an issued result."""
        mine = self.by.role is Role.SPECIALIST and self.dossier.correction_waits_for is WaitingFor.SPECIALIST
        return mine and self.view.is_under_way

    @cached_property
    def ties(self) -> Ties:
        """What became of it, and what it does to another result."""
        return ties_of(self._session, [self.view.result.id])[self.view.result.id]

    @property
    def reason(self) -> str | None:
        """Why the issued result is amended, as the specialist wrote it; for the deciding body alone."""
        result = self.view.result
        told = result.amendment is not None and self.by.role in DECIDING
        return reason_of(self._session, result) if told else None

    @property
    def signing(self) -> Signing | None:
        """How a leader would sign it."""
        if self.by.role is not Role.LEADER or self.by.post_id is None:
            return None
        officer = officers(self._session, [self.by.post_id])[self.by.post_id]
        try:
            right = leader_right(
                self._session,
                self.by,
                body_id=self.view.result.unit_id,
                field=self.view.facts.field,
                on=civil_date(self._at),
            )
        except DomainError as error:
            return Signing(officer, None, in_words(error, current_locale()))
        return Signing(officer, right, None)

    @property
    def may_print(self) -> bool:
        """Whether this officer prints it: the clerk, once it is in force."""
        return self.by.role is Role.CLERK and self.view.state is ResultState.IN_FORCE

    @property
    def prints(self) -> Sequence[DossierTransition]:
        """When it was printed, the oldest first; looked up for whoever may print it."""
        return prints_of(self._session, self.view.result) if self.may_print else ()

    @property
    def signers(self) -> list[SignatureRecord]:
        """Who has signed it so far."""
        return list(signatures(self._session, self.view.result.id))

    @property
    def issue_by(self) -> tuple[date, date] | None:
        """On which day it is to be issued, and by which at the latest; while it waits for the seal."""
        leader = next((one for one in self.signers if one.step is SigningStep.LEADER), None)
        if leader is None or self.view.state not in {ResultState.SIGNED, ResultState.SEAL_APPROVED}:
            return None
        return issue_by(leader.signed_at, work_calendar(self._session))

    @property
    def former(self) -> list[FormerDraft]:
        """The drafts that this one took the place of."""
        return former(self._session, self.view.result)

    @property
    def sending_back(self) -> WordsForm:
        """Why a draft is sent back."""
        form: Any = self.sent.form if self.sent is not None else None
        return form if isinstance(form, WordsForm) else WordsForm()

    @property
    def giving_up(self) -> GivingUpForm:
        """Why a draft that would amend a result is withdrawn."""
        form: Any = self.sent.form if self.sent is not None else None
        return form if isinstance(form, GivingUpForm) else GivingUpForm()
