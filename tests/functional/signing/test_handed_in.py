"""Signed papers that are handed in: judged by the worker, the verdict kept beside them, whoever signed."""

import json
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select, text

from gateway.jobs.judging import look_into
from gateway.trust import LiveTrust
from gateway.verifying import Verifying
from services.audit.models import AuditEvent, AuditSubject
from services.documents.judging import JOB, keep_verdict
from services.documents.models import Document
from services.documents.upload import judged
from services.dossiers.attaching import attach, detach
from services.results.handed_in import SignatureStanding, SignedPaper
from services.results.signing.errors import TrustServiceUnavailableError
from services.results.verdict.kinds import Reason
from tests.factories import FRIDAY, a_citizen, a_filing
from tests.functional.signing.conftest import OPENED, SYSTEM_NAME
from tests.mutants import ONE_WAY
from tests.signing import SYSTEM, Clock, blank_page, to_sign, world
from tests.unit.services.documents import pdfs


@pytest.fixture
def verifying(works):
    """What the worker judges with; asks for the lists each time."""
    return made_of(works, works.office.keys)


def made_of(works, keys):
    trust = LiveTrust(keys, clock=count(0.0, 1000.0).__next__)
    return Verifying(works.database, keys, trust, system=SYSTEM_NAME, verifier=works.verifier, clock=works.clock)


@pytest.fixture(scope="module")
def result(session_works):
    """A result that was issued here, and is handed in for something else."""
    session_works.clock.now = OPENED
    return session_works.issued(session_works.for_signature())


@pytest.fixture
def works(works):
    works.clock.now = OPENED + timedelta(hours=1)
    return works


def handed_in(works, pdf):
    """A filing with this paper, not filed yet."""

    def walk(session):
        filing = a_filing(session, a_citizen(session)).unit()
        filing.step("applicant", phone="0206 000 0001", capacity="self")
        filing.step("delivery", delivery="electronic").papers()
        with works.office.store.writer() as upload:
            upload.write(pdf)
            row = attach(
                session, filing.id, component_no=0, upload=judged(upload), filename="giấy.pdf", by=filing.by, at=FRIDAY
            )
        return filing, row.document_id

    return works.do(walk)


def filed(works, filing):
    def walk(session):
        filing.session, filing.draft = session, session.merge(filing.draft)
        return filing.submit().id

    return works.do(walk)


def found(works, document_id):
    with works.database.reading() as session:
        return SignedPaper.of(session.get_one(Document, document_id))


def promised(works, document_id):
    wanted = text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = :job AND args->>'document_id' = :id")
    return works.do(lambda session: session.scalar(wanted, {"job": JOB, "id": str(document_id)}))


def test_a_signed_paper_waits_for_the_worker_and_gets_its_verdict(works, verifying, result):
    _, document_id = handed_in(works, result)
    assert promised(works, document_id) == 1
    assert found(works, document_id).standing is SignatureStanding.PENDING

    assert look_into(works.office, verifying, document_id)

    paper = found(works, document_id)
    assert paper.standing is SignatureStanding.GOOD
    assert paper.reasons == []
    assert paper.registered.unit == "Sở Tư pháp"
    assert [one.signer for one in paper.signatures] == ["Nông Thị Duyệt Mẫu (DEMO)", "Sở Tư pháp (DEMO)"]
    assert paper.at == works.clock.now


def test_the_look_is_one_event_under_the_draft(works, verifying, result):
    filing, document_id = handed_in(works, result)

    look_into(works.office, verifying, document_id)

    wanted = select(AuditEvent.body).join(AuditSubject).where(AuditSubject.object_id == filing.id)
    bodies = works.do(lambda session: session.scalars(wanted).all())
    (said,) = [one for body in bodies if (one := json.loads(body))["action"] == "file_verify"]
    assert said["object"] == {"kind": "document", "id": str(document_id)}
    assert said["reason"] == "genuine"


def test_a_second_run_leaves_the_first_verdict(works, verifying, result):
    _, document_id = handed_in(works, result)
    look_into(works.office, verifying, document_id)

    assert not look_into(works.office, verifying, document_id)
    assert not works.do(keep_verdict, document_id, {"verdict": "not_valid"}, at=FRIDAY)


@pytest.mark.parametrize(
    ("way", "standing"),
    [("drawn over", SignatureStanding.CHANGED), ("cut back to the leader", SignatureStanding.GOOD)],
)
def test_it_is_told_whether_it_was_changed_not_whether_it_is_complete_as_a_result(
    works, verifying, result, way, standing
):
    _, document_id = handed_in(works, ONE_WAY[way](result))

    look_into(works.office, verifying, document_id)

    assert found(works, document_id).standing is standing


def test_a_signature_under_another_authority_is_neither_good_nor_bad(works, verifying, tmp_path):
    with world(tmp_path, clock=Clock(OPENED)) as elsewhere:
        signed = elsewhere.sign(SYSTEM, to_sign(blank_page(), SYSTEM), "system").pdf
    _, document_id = handed_in(works, signed)

    look_into(works.office, verifying, document_id)

    paper = found(works, document_id)
    assert paper.standing is SignatureStanding.UNCERTAIN
    assert paper.reasons == [Reason.UNKNOWN_AUTHORITY]
    assert paper.registered is None


def test_a_verdict_goes_along_when_the_paper_is_filed(works, verifying, result):
    filing, document_id = handed_in(works, result)
    look_into(works.office, verifying, document_id)

    filed(works, filing)

    assert found(works, document_id).standing is SignatureStanding.GOOD


def test_a_verdict_that_comes_after_filing_is_kept_under_the_dossiers_key(works, verifying, result):
    filing, document_id = handed_in(works, result)
    dossier_id = filed(works, filing)

    assert look_into(works.office, verifying, document_id)

    with works.database.reading() as session:
        document = session.get_one(Document, document_id)
        assert document.dossier_id == dossier_id
        assert SignedPaper.of(document).standing is SignatureStanding.GOOD


def test_a_missing_list_is_waited_for_and_then_said(works, result):
    class Elsewhere:
        """Keys whose authorities publish their lists where nobody answers."""

        anchors, intermediates = works.office.keys.anchors, works.office.keys.intermediates

        def enrolled(self):
            return ()

    _, document_id = handed_in(works, result)
    unfetched = LiveTrust(Elsewhere(), clock=count(0.0, 1000.0).__next__, fetcher=Silent)
    deaf = Verifying(
        works.database, works.office.keys, unfetched, system=SYSTEM_NAME, verifier=works.verifier, clock=works.clock
    )

    with pytest.raises(TrustServiceUnavailableError):
        look_into(works.office, deaf, document_id, waits=True)
    assert found(works, document_id).standing is SignatureStanding.PENDING
    assert look_into(works.office, deaf, document_id)
    assert found(works, document_id).standing is SignatureStanding.UNCERTAIN


class Silent:
    """A way out at whose end nobody answers."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing to close."""

    def get(self, address):
        raise TrustServiceUnavailableError(address)


def test_what_was_taken_back_is_not_looked_into(works, verifying, result):
    filing, document_id = handed_in(works, result)
    works.do(detach, filing.id, file_id=document_id, by=filing.by, at=FRIDAY)

    assert not look_into(works.office, verifying, document_id)


def test_nobody_is_asked_about_a_paper_without_signatures(works, verifying):
    _, document_id = handed_in(works, pdfs.pdf(1))

    assert promised(works, document_id) == 0
    assert found(works, document_id) is None
    assert not look_into(works.office, verifying, document_id)
