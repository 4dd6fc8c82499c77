import io
import shutil
from datetime import timedelta

import pikepdf
import pytest

from gateway.demo.issuing import SERVICE_LIFE, SIGNER_LIFE
from gateway.demo.trust.revocations import revoke
from services.results.kinds import ResultState
from services.results.verdict.decision import RegisterEntry, decide
from services.results.verdict.facts import TrustStore
from services.results.verdict.judge import judge
from services.results.verdict.kinds import Chain, Indication, Reason, RevocationState, VerdictKind
from services.results.verdict.payload import pack, unpack
from tests.signing import LEADER, SEAL, START, SYSTEM, to_sign

HOUR = timedelta(hours=1)
LATER = START + HOUR
IN_FORCE = RegisterEntry(ResultState.IN_FORCE, (LEADER, SEAL))


def verdict(pdf, store, at=LATER, entry=IN_FORCE):
    return decide(judge(pdf, store, at), entry)


class TestGenuine:
    def test_a_result_with_both_signatures(self, papers, shared):
        found = verdict(papers.sealed, shared.store(LATER))

        assert (found.kind, found.reasons) == (VerdictKind.GENUINE, ())
        leader, seal = found.findings.signatures
        assert (leader.role, seal.role) == (LEADER, SEAL)
        assert leader.signer.startswith("Người Ký")
        assert leader.organisation == "Sở Tư pháp"
        assert (leader.level, seal.level) == ("B-LTA", "B-LTA")
        assert (leader.timestamp, seal.timestamp) == (START, START + timedelta(minutes=5))
        assert {one.chain for one in (leader, seal)} == {Chain.TRUSTED}
        assert {one.revocation for one in (leader, seal)} == {RevocationState.GOOD}

    @pytest.mark.parametrize("days", [1, 8, 400])
    def test_it_stays_so_when_the_answers_in_the_file_are_old(self, papers, shared, days):
        at = START + timedelta(days=days)

        assert verdict(papers.sealed, shared.store(at), at).kind is VerdictKind.GENUINE

    @pytest.mark.parametrize("at", [START + SIGNER_LIFE + HOUR, START + SERVICE_LIFE - timedelta(days=30)])
    def test_it_outlives_its_signers_certificates(self, papers, shared, at):
        found = verdict(papers.sealed, shared.store(at), at)

        assert found.kind is VerdictKind.GENUINE
        assert {one.revocation for one in found.findings.signatures} == {RevocationState.GOOD_AT_SIGNING}

    def test_it_outlives_the_officer_leaving(self, papers, shared, tmp_path):
        lists = revoked(shared, tmp_path, LEADER, at=START + timedelta(days=30))
        at = START + timedelta(days=60)

        found = verdict(papers.sealed, shared.store(at, lists=lists(at)), at)

        assert found.kind is VerdictKind.GENUINE
        assert found.findings.signatures[0].revocation is RevocationState.REVOKED_LATER

    def test_a_receipt_is_signed_by_the_system_alone(self, papers, shared):
        found = verdict(papers.receipt, shared.store(LATER), entry=None)

        assert found.kind is VerdictKind.SIGNED_NOT_ISSUED
        assert [one.role for one in found.findings.signatures] == [SYSTEM]


class TestSigners:
    def test_the_leader_alone_is_not_enough(self, papers, shared):
        found = verdict(papers.led, shared.store(LATER))

        assert found.kind is VerdictKind.NOT_VALID
        assert found.reasons == (Reason.FIELD_EMPTY, Reason.SIGNERS_INCOMPLETE)

    def test_a_seal_alone_is_not_enough(self, shared, papers):
        pdf = shared.sign(SYSTEM, to_sign(papers.page, SYSTEM), shared.pki.signer(SEAL, "justice")).pdf

        found = verdict(pdf, shared.store(LATER))

        assert (found.kind, found.reasons) == (VerdictKind.NOT_VALID, (Reason.SIGNERS_INCOMPLETE,))

    def test_a_seal_before_the_leader_is_out_of_order(self, own, page):
        first = own.sign(LEADER, to_sign(page, LEADER, SEAL), own.pki.signer(SEAL, "justice")).pdf
        pdf = own.sign(SEAL, first, own.pki.signer(LEADER, "justice")).pdf

        assert verdict(pdf, own.store(LATER)).reasons == (Reason.SIGNERS_OUT_OF_ORDER,)

    def test_another_bodys_seal_does_not_count(self, own, page):
        pdf = own.result(page, seal="ward")[1]

        assert verdict(pdf, own.store(LATER)).reasons == (Reason.SIGNERS_OF_DIFFERENT_BODIES,)

    @pytest.mark.parametrize(
        "term",
        [{"valid_until": START}, {"valid_from": START + timedelta(minutes=1)}],
        ids=["term over", "term not begun"],
    )
    def test_a_leader_out_of_term_does_not_count(self, papers, shared, term):
        assert Reason.SIGNER_NOT_AUTHORISED in verdict(papers.sealed, shared.store(LATER, **term)).reasons

    def test_somebody_with_a_certificate_and_no_office_does_not_count(self, papers, shared):
        store = shared.store(LATER)
        nobody = TrustStore(store.anchors, store.intermediates, store.crls, ())

        assert verdict(papers.sealed, nobody).kind is VerdictKind.NOT_VALID

    def test_an_unknown_authority_cannot_be_judged(self, papers, shared, own):
        found = verdict(papers.sealed, own.store(LATER), entry=None)

        assert found.kind is VerdictKind.UNDETERMINED
        assert {one.chain for one in found.findings.signatures} == {Chain.UNKNOWN}


class TestRevocation:
    def test_revoked_before_signing_though_the_file_has_an_older_good_answer(self, papers, shared, tmp_path):
        lists = revoked(shared, tmp_path, LEADER, at=START - timedelta(minutes=1))

        found = verdict(papers.sealed, shared.store(LATER, lists=lists(LATER)))

        assert found.kind is VerdictKind.NOT_VALID
        assert Reason.CERTIFICATE_REVOKED in found.reasons
        assert found.findings.signatures[0].revocation is RevocationState.REVOKED

    def test_the_same_after_the_certificate_expired(self, papers, shared, tmp_path):
        lists, at = revoked(shared, tmp_path, LEADER, at=START - timedelta(minutes=1)), START + SIGNER_LIFE + HOUR

        assert Reason.CERTIFICATE_REVOKED in verdict(papers.sealed, shared.store(at, lists=lists(at)), at).reasons

    @pytest.mark.parametrize("days", [2, 30])
    def test_without_a_current_list_nothing_is_said(self, papers, shared, days):
        at = START + timedelta(days=days)

        found = verdict(papers.sealed, shared.store(at, lists=()), at)

        assert (found.kind, found.reasons) == (VerdictKind.UNDETERMINED, (Reason.REVOCATION_UNKNOWN,))

    def test_an_outdated_list_is_no_current_one(self, papers, shared):
        at = START + timedelta(days=30)

        found = verdict(papers.sealed, shared.store(at, lists=shared.lists(START)), at)

        assert found.kind is VerdictKind.UNDETERMINED

    def test_a_list_that_somebody_else_signed_says_nothing(self, papers, shared, own):
        found = verdict(papers.sealed, shared.store(LATER, lists=own.lists(LATER)))

        assert found.kind is VerdictKind.UNDETERMINED

    def test_a_list_that_is_none_is_left_aside(self, papers, shared):
        lists = (*shared.lists(LATER), b"no list")

        assert Reason.CERTIFICATE_REVOKED not in verdict(papers.sealed, shared.store(LATER, lists=lists)).reasons

    def test_a_compromised_time_stamping_key_spoils_the_proof(self, papers, shared, tmp_path):
        from cryptography import x509

        folder = copied(shared, tmp_path)
        stamper = shared.pki.authority("tsa").certificate
        revoke(folder, stamper, at=START + timedelta(days=10), reason=x509.ReasonFlags.key_compromise)
        at = START + timedelta(days=20)

        found = verdict(papers.sealed, shared.store(at, lists=shared.lists(at, folder)), at)

        assert found.kind is VerdictKind.NOT_VALID
        assert Reason.TIMESTAMP_BAD in found.reasons


class TestExpired:
    def test_a_receipt_without_a_document_stamp_is_not_proven_any_more(self, papers, shared):
        at = START + SIGNER_LIFE + HOUR

        found = verdict(papers.receipt, shared.store(at), at, entry=None)

        assert Reason.CERTIFICATE_OUT_OF_TERM in found.reasons
        assert found.findings.signatures[0].indication is Indication.INDETERMINATE

    def test_after_the_time_stamping_certificate_too_nothing_is_proven(self, papers, shared):
        at = START + SERVICE_LIFE + timedelta(days=30)

        assert verdict(papers.sealed, shared.store(at), at).kind is not VerdictKind.GENUINE


class TestWhatCannotBeJudged:
    @pytest.mark.parametrize("pdf", [b"", b"hello", b"\x00" * 99, b" %PDF-1.7"])
    def test_no_pdf(self, pdf):
        assert judge(pdf, TrustStore(), START).reasons == (Reason.NOT_PDF,)

    def test_no_signature(self, papers):
        assert judge(papers.page, TrustStore(), START).reasons == (Reason.NO_SIGNATURE,)

    def test_empty_fields_are_no_signature(self, papers):
        assert Reason.NO_SIGNATURE in judge(papers.prepared, TrustStore(), START).reasons

    def test_unreadable(self):
        assert judge(b"%PDF-1.7 and nothing", TrustStore(), START).reasons == (Reason.UNREADABLE,)

    def test_encrypted(self, papers):
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(papers.sealed)) as pdf:
            pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=""))

        assert judge(target.getvalue(), TrustStore(), START).reasons == (Reason.ENCRYPTED,)


def test_a_job_arrives_as_it_was_packed(papers, shared):
    store = shared.store(LATER, valid_until=LATER)

    assert unpack(pack(papers.sealed, store, LATER)) == (papers.sealed, store, LATER)


def copied(world, folder):
    """A copy of the keys' folder in which one may revoke."""
    target = folder / "copy"
    shutil.copytree(world.pki.folder, target)
    return target


def revoked(world, tmp_path, role, *, at):
    """The lists of a world in which one certificate is revoked since `at`."""
    folder = copied(world, tmp_path)
    revoke(folder, world.pki.signer(role, "justice").certificate, at=at)
    return lambda moment: world.lists(moment, folder)
