"""Forms of Circular 03/2025 that acts issue: drawn from stored facts, signed, kept as documents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gateway.form_data import apology, receipt, refusal, stop, supplement, title_of, withdrawal
from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import PASSING, WhileItLasts
from gateway.office import Office
from gateway.system_papers import signed_by_system
from services.audit.tags import EventTag
from services.documents.issued import issued_form, keep_form
from services.dossiers.models import Dossier
from services.dossiers.printed import PrintedForm, issuing_line, printed_form, was_taken_back
from services.results.errors import SignatureUnsoundError

AGAIN = (*PASSING, SignatureUnsoundError)


@dataclass(frozen=True, slots=True)
class FormKind:
    """One form: its number, its template, the acts that issue it, what it says, the act that those answer."""

    number: str
    template: str
    acts: tuple[EventTag, ...]
    data: Callable[[PrintedForm], dict[str, Any]]
    proposed: EventTag | None = None


FORM_01 = FormKind("01", "form01", (EventTag.DOSSIER_RECEIVE, EventTag.DOSSIER_ACCEPT_SUPPLEMENT), receipt)
FORM_02 = FormKind("02", "form02", (EventTag.DOSSIER_ASK_SUPPLEMENT,), supplement, EventTag.DOSSIER_PROPOSE_SUPPLEMENT)
FORM_03 = FormKind("03", "form03", (EventTag.DOSSIER_APPROVE_REFUSAL,), refusal, EventTag.DOSSIER_PROPOSE_REFUSAL)
FORM_04 = FormKind("04", "form04", (EventTag.DOSSIER_EXTEND,), apology, EventTag.DOSSIER_PROPOSE_EXTENSION)
FORM_05 = FormKind("05", "form05", (EventTag.DOSSIER_STOP,), stop, EventTag.DOSSIER_PROPOSE_STOP)
WITHDRAWAL = FormKind("withdrawal", "withdrawal", (EventTag.DOSSIER_WITHDRAW,), withdrawal)
FORMS = (FORM_01, FORM_02, FORM_03, FORM_04, FORM_05, WITHDRAWAL)


@queue.task(name="form_01", retry=WhileItLasts(AGAIN))
def form_01(dossier_id: str, line_id: str | None = None) -> None:
    """Issue the receipt of a dossier."""
    promised(FORM_01, dossier_id, line_id)


@queue.task(name="form_02", retry=WhileItLasts(AGAIN))
def form_02(dossier_id: str, line_id: str | None = None) -> None:
    """Issue a request for papers."""
    promised(FORM_02, dossier_id, line_id)


@queue.task(name="form_03", retry=WhileItLasts(AGAIN))
def form_03(dossier_id: str, line_id: str | None = None) -> None:
    """Issue the refusal of a dossier at receipt."""
    promised(FORM_03, dossier_id, line_id)


@queue.task(name="form_04", retry=WhileItLasts(AGAIN))
def form_04(dossier_id: str, line_id: str | None = None) -> None:
    """Issue the apology with the new date."""
    promised(FORM_04, dossier_id, line_id)


@queue.task(name="form_05", retry=WhileItLasts(AGAIN))
def form_05(dossier_id: str, line_id: str | None = None) -> None:
    """Issue the notice that a dossier is stopped."""
    promised(FORM_05, dossier_id, line_id)


@queue.task(name="withdrawal", retry=WhileItLasts(AGAIN))
def confirm_withdrawal(dossier_id: str, line_id: str | None = None) -> None:
    """Confirm that the applicant withdrew."""
    promised(WITHDRAWAL, dossier_id, line_id)


def promised(kind: FormKind, dossier_id: str, line_id: str | None) -> None:
    """Issue a form for a job, whose arguments are texts; a job of an older version names no act."""
    issue_form(worker_office(), UUID(dossier_id), kind, UUID(line_id) if line_id else None)


def issue_form(office: Office, dossier_id: UUID, kind: FormKind, line_id: UUID | None = None) -> UUID | None:
    """Draw, sign and keep a form; a second run finds the first one's document.

    Args:
        office: draws, signs and keeps.
        dossier_id: whose.
        kind: which form.
        line_id: of the act that issued it; None for the newest such act.

    Returns:
        The document's key; None where the act was undone before its form was drawn.

    Raises:
        DomainError: those of `gateway.signatures.make`; what may pass is tried again by the queue.
    """
    with office.database.unit_of_work() as session:
        line, edition = issuing_line(session, dossier_id, kind.acts, line_id)
        if kind is FORM_01 and was_taken_back(session, line):
            return None
        if (known := issued_form(session, dossier_id, kind.number, edition)) is not None:
            return known.id
        form = printed_form(session, line, kind.proposed)
        data = kind.data(form)
        shown, at = form.dossier.code or form.dossier.reference, line.at
    pdf = signed_by_system(office, kind.template, data, path=f"ho-so/{shown}", at=at)
    with office.database.unit_of_work() as session:
        dossier = session.get_one(Dossier, dossier_id, with_for_update={"of": Dossier})
        kept = keep_form(
            session,
            office.store,
            pdf,
            dossier_id=dossier_id,
            data_key=dossier.data_key,
            form=kind.number,
            edition=edition,
            name=f"{title_of(kind.number)} {shown}{f' ({edition})' if edition > 1 else ''}.pdf",
            at=office.clock(),
        )
        return kept.id
