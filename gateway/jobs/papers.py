"""Forms of Circular 03/2025 that acts at the counter issue: drawn from stored facts, signed, kept as documents."""

from dataclasses import dataclass
from uuid import UUID

from gateway.form_data import receipt, refusal, title_of
from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import PASSING, WhileItLasts
from gateway.office import Office
from gateway.system_papers import signed_by_system
from services.audit.tags import EventTag
from services.documents.issued import issued_form, keep_form
from services.dossiers.models import Dossier
from services.dossiers.printed import printed_form
from services.results.errors import SignatureUnsoundError

AGAIN = (*PASSING, SignatureUnsoundError)


@dataclass(frozen=True, slots=True)
class FormKind:
    """One form: its number, its template, the act that issues it, the act that one answers."""

    number: str
    template: str
    act: EventTag
    proposed: EventTag | None = None


FORM_01 = FormKind("01", "form01", EventTag.DOSSIER_RECEIVE)
FORM_03 = FormKind("03", "form03", EventTag.DOSSIER_APPROVE_REFUSAL, EventTag.DOSSIER_PROPOSE_REFUSAL)


@queue.task(name="form_01", retry=WhileItLasts(AGAIN))
def form_01(dossier_id: str) -> None:
    """Issue the receipt of a dossier."""
    issue_form(worker_office(), UUID(dossier_id), FORM_01)


@queue.task(name="form_03", retry=WhileItLasts(AGAIN))
def form_03(dossier_id: str) -> None:
    """Issue the refusal of a dossier at receipt."""
    issue_form(worker_office(), UUID(dossier_id), FORM_03)


def issue_form(office: Office, dossier_id: UUID, kind: FormKind) -> UUID:
    """Draw, sign and keep a form; a second run finds the first one's document.

    Returns:
        The document's key.

    Raises:
        DomainError: those of `gateway.signatures.make`; what may pass is tried again by the queue.
    """
    with office.database.unit_of_work() as session:
        if (known := issued_form(session, dossier_id, kind.number)) is not None:
            return known.id
        form = printed_form(session, dossier_id, kind.act, kind.proposed)
        data = receipt(form) if kind is FORM_01 else refusal(form)
        shown, at = form.dossier.code or form.dossier.reference, form.act.at
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
            name=f"{title_of(kind.number)} {shown}.pdf",
            at=office.clock(),
        )
        return kept.id
