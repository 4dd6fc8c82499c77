"""Confirm a submission: a paper that lists every file with size and digest, signed by the system's certificate."""

from uuid import UUID

from gateway.jinja import date_vi, size, time_vi
from gateway.jobs.queue import queue, worker_office
from gateway.jobs.retrying import PASSING, WhileItLasts
from gateway.office import Office
from gateway.system_papers import signed_by_system
from services.documents.issued import issued_form, keep_form
from services.dossiers.kinds import PartyRole
from services.dossiers.models import Dossier
from services.dossiers.queries import CONFIRMATION, DossierView, party_name, whole_view
from services.results.errors import SignatureUnsoundError, SignerKeyMissingError

AGAIN = (*PASSING, SignatureUnsoundError, SignerKeyMissingError)
"""A deployment whose signing keys come later owes the confirmations of what was filed before."""


@queue.task(name="submission_receipt", retry=WhileItLasts(AGAIN))
def submission_receipt(dossier_id: str) -> None:
    """Draw, sign and keep the confirmation of a dossier."""
    confirm(worker_office(), UUID(dossier_id))


def confirm(office: Office, dossier_id: UUID) -> UUID:
    """Issue the confirmation; a second run finds the first one's document, whose key is returned."""
    with office.database.unit_of_work() as session:
        if (known := issued_form(session, dossier_id, CONFIRMATION)) is not None:
            return known.id
        view = whole_view(session, dossier_id)
        data = told(view, filer=party_name(session, dossier_id, PartyRole.FILER))
        reference, at = view.dossier.reference, view.dossier.submitted_at
    pdf = signed_by_system(office, "submission", data, path=f"ho-so/{reference}", at=at)
    with office.database.unit_of_work() as session:
        dossier = session.get_one(Dossier, dossier_id, with_for_update={"of": Dossier})
        kept = keep_form(
            session,
            office.store,
            pdf,
            dossier_id=dossier_id,
            data_key=dossier.data_key,
            form=CONFIRMATION,
            name=f"Xác nhận đã nộp {reference}.pdf",
            at=office.clock(),
        )
        return kept.id


def told(view: DossierView, *, filer: str | None) -> dict[str, object]:
    """Return what templates/print/submission.typ prints. Papers are in Vietnamese."""
    at = view.dossier.submitted_at
    return {
        "unit": view.competent_unit.name,
        "reference": view.dossier.reference,
        "submitted_at": f"{time_vi(at)} ngày {date_vi(at)}",
        "procedure": {"code": view.procedure_code, "name": view.procedure_name},
        "case": view.dossier.case_title,
        "applicant": view.applicant_name,
        "filer": filer if filer != view.applicant_name else None,
        "files": [
            {"component": one.name, "name": one.file_name, "size": size(one.size), "sha256": one.sha256.hex()}
            for one in view.papers
            if one.size is not None and one.sha256 is not None
        ],
    }
