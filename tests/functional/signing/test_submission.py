"""The confirmation of a submission: every file with its digest, signed by the system, kept once."""

import hashlib
from dataclasses import replace

import pytest

from gateway.jobs.retrying import WhileItLasts
from gateway.jobs.submission import AGAIN, confirm
from gateway.office import NoKeys
from services.documents.issued import issued_form
from services.documents.upload import judged
from services.dossiers.attaching import attach
from services.dossiers.queries import CONFIRMATION
from services.results.errors import SignerKeyMissingError
from services.results.signing.errors import TrustServiceUnavailableError
from services.results.verdict.kinds import Reason, VerdictKind
from tests.factories import FRIDAY, a_citizen, a_filing
from tests.functional.signing.conftest import without_trust
from tests.functional.signing.test_forms import pdf_of, text_of
from tests.functional.signing.test_jobs import a_job
from tests.unit.services.documents import pdfs

SCAN = pdfs.pdf(3)


def filed(works):
    """A filing with one scan; return its key and its reference."""

    def walk(session):
        filing = a_filing(session, a_citizen(session)).unit()
        filing.step("applicant", phone="0206 000 0001", capacity="self")
        filing.step("delivery", delivery="electronic").papers()
        with works.office.store.writer() as upload:
            upload.write(SCAN)
            attach(
                session,
                filing.id,
                component_no=0,
                upload=judged(upload),
                filename="văn bản ủy quyền.pdf",
                by=filing.by,
                at=FRIDAY,
            )
        dossier = filing.submit()
        return dossier.id, dossier.reference

    return works.do(walk)


@pytest.fixture(scope="module")
def made(session_works):
    dossier_id, reference = filed(session_works)
    return dossier_id, reference, confirm(session_works.office, dossier_id)


def test_it_lists_what_was_handed_in_with_its_digest(works, made, tmp_path):
    _, reference, document_id = made

    text = text_of(pdf_of(works, document_id), tmp_path)

    assert reference in text
    assert "văn bản ủy quyền" in " ".join(text.split())
    assert hashlib.sha256(SCAN).hexdigest()[:4] in text
    assert "BẢN TRÌNH DIỄN" in text


def test_it_is_signed_by_the_system_and_by_nobody_else(works, made):
    found = works.verify(pdf_of(works, made[2]))

    assert found.kind is VerdictKind.SIGNED_NOT_ISSUED
    assert found.verdict.reasons == (Reason.NOT_IN_REGISTER,)
    assert [one.role for one in found.verdict.findings.signatures] == ["system"]


def test_a_second_run_finds_the_first(works, made):
    assert confirm(works.office, made[0]) == made[2]


@pytest.mark.parametrize(
    ("office_of", "error"),
    [
        (without_trust, TrustServiceUnavailableError),
        (lambda works: replace(works.office, keys=NoKeys()), SignerKeyMissingError),
    ],
    ids=["no time-stamp", "no keys"],
)
def test_what_cannot_be_signed_now_is_tried_again_and_nothing_is_kept(works, office_of, error):
    dossier_id, _ = filed(works)

    with pytest.raises(error) as refusal:
        confirm(office_of(works), dossier_id)

    again = WhileItLasts(AGAIN).get_retry_decision(exception=refusal.value, job=a_job(40))
    assert again.retry_at is not None
    with works.database.reading() as session:
        assert issued_form(session, dossier_id, CONFIRMATION) is None
