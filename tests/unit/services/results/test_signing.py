import io
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.reader import PdfFileReader

from gateway.demo.issuing import SIGNER_LIFE
from gateway.demo.trust.revocations import revoke
from gateway.printing import Printer
from services.results.signing.errors import (
    SignatureOrderError,
    SignaturePlaceMissingError,
    SignerCertificateNotValidError,
    SignerNotTrustedError,
    SignerRevokedError,
    TrustServiceUnavailableError,
    UnusableDocumentError,
)
from services.results.signing.keys import KeyFileSigner
from services.results.signing.pades import TrustServices, sign
from services.results.signing.request import Level, SigningRequest
from services.results.verdict.judge import judge
from services.results.verdict.kinds import Indication
from tests.signing import LEADER, SEAL, START, SYSTEM, der, to_sign


def catalogue(pdf: bytes) -> DictionaryObject:
    return PdfFileReader(io.BytesIO(pdf)).root


class TestWhatIsWritten:
    def test_the_leader_certifies_and_leaves_only_fields_to_fill(self, papers):
        reference = catalogue(papers.led)["/Perms"]["/DocMDP"]["/Reference"][0]

        assert reference["/TransformMethod"] == "/DocMDP"
        assert reference["/TransformParams"]["/P"] == 2

    def test_the_seal_approves_and_a_document_stamp_closes_the_file(self, papers):
        names = [one.field_name for one in PdfFileReader(io.BytesIO(papers.sealed)).embedded_signatures]

        assert names == ["ChuKyLanhDao", "ConDauCoQuan", "DauThoiGian"]
        assert "/Reference" not in catalogue(papers.sealed)["/AcroForm"]["/Fields"][1]["/V"]

    def test_every_earlier_byte_stays(self, papers):
        assert papers.sealed.startswith(papers.led)
        assert papers.led.startswith(papers.prepared)

    def test_evidence_about_every_certificate_is_inside(self, papers, shared):
        store = catalogue(papers.sealed)["/DSS"]
        held = {one.get_object().data for one in store["/Certs"]}

        assert {der(shared.pki.root), der(shared.pki.issuing)} <= held
        assert len(store["/OCSPs"]) == 4  # leader and seal, and with each the time-stamping authority
        assert len(store["/CRLs"]) >= 1

    def test_the_claimed_time_is_the_argument(self, papers):
        assert catalogue(papers.led)["/AcroForm"]["/Fields"][0]["/V"]["/M"].startswith(f"D:{START:%Y%m%d%H%M%S}")

    def test_the_outcome_says_what_the_register_records(self, own, page):
        found = own.sign(SYSTEM, to_sign(page, SYSTEM), "system", reason="Xác nhận đã nộp")

        assert found.field == "ChuKyHeThong"
        assert found.level is Level.B_LT
        assert found.signed_at == found.timestamped_at == START.replace(microsecond=0)
        assert found.certificate == own.pki.signer(SYSTEM, "system").certificate
        assert catalogue(found.pdf)["/AcroForm"]["/Fields"][0]["/V"]["/Reason"] == "Xác nhận đã nộp"

    def test_the_proven_time_is_the_authoritys_not_ours(self, own, page):
        prepared = to_sign(page, SYSTEM)
        own.clock.now = START + timedelta(seconds=40)
        request = SigningRequest(role=SYSTEM, pdf=prepared, approved=sha256(prepared).digest(), at=START)

        found = sign(request, own.pki.signer(SYSTEM, "system"), own.services, own.fetcher)

        assert found.timestamped_at - found.signed_at == timedelta(seconds=40)

    def test_a_drawn_page_becomes_the_appearance_and_the_signature_holds(self, own, page):
        drawn = Printer(demo=True).stamp(
            "signature",
            {"width": 46, "height": 24, "kind": "leader", "name": "Người Ký", "at": "09:15:07 24/11/2026"},
            at=START,
        )

        signed = own.sign(LEADER, to_sign(page, LEADER, SEAL), "justice", appearance=drawn).pdf

        assert "/XObject" in catalogue(signed)["/AcroForm"]["/Fields"][0]["/AP"]["/N"]["/Resources"]
        found = judge(signed, own.store(START), START)
        assert [one.indication for one in found.signatures] == [Indication.PASSED]

    def test_an_rsa_key_signs_with_pss_and_the_verdict_agrees(self, own, page):
        signer = rsa_signer(own)

        signed = own.sign(SYSTEM, to_sign(page, SYSTEM), signer).pdf

        (found,) = judge(signed, own.store(START), START).signatures
        assert found.indication is Indication.PASSED
        algorithm = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0].signer_info["signature_algorithm"]
        assert algorithm["algorithm"].native == "rsassa_pss"
        assert algorithm["parameters"]["salt_length"].native == 32


class TestWhatIsRefused:
    def test_a_certificate_out_of_its_term(self, own, page):
        own.clock.now = START + SIGNER_LIFE + timedelta(days=1)

        with pytest.raises(SignerCertificateNotValidError) as refusal:
            own.sign(LEADER, to_sign(page, LEADER, SEAL), "justice")

        assert refusal.value.data["name"].endswith("(DEMO)")

    def test_a_revoked_certificate(self, own, page):
        revoke(own.pki.folder, own.pki.signer(LEADER, "justice").certificate, at=START - timedelta(minutes=1))

        with pytest.raises(SignerRevokedError):
            own.sign(LEADER, to_sign(page, LEADER, SEAL), "justice")

    def test_a_certificate_of_an_authority_not_trusted_here(self, own, shared, page):
        with pytest.raises(SignerNotTrustedError):
            own.sign(LEADER, to_sign(page, LEADER, SEAL), shared.pki.signer(LEADER, "justice"))

    def test_a_certificate_that_is_not_for_signing(self, own, page):
        responder = own.pki.authority("tsa")
        signer = KeyFileSigner(responder.certificate, [own.pki.issuing], responder.key)

        with pytest.raises(SignerNotTrustedError):
            own.sign(LEADER, to_sign(page, LEADER, SEAL), signer)

    def test_a_seal_before_the_leader(self, shared, papers):
        with pytest.raises(SignatureOrderError):
            shared.sign(SEAL, papers.prepared, "justice")

    def test_a_leader_twice(self, shared, papers):
        with pytest.raises(SignatureOrderError):
            shared.sign(LEADER, papers.led, "justice")

    def test_a_second_seal(self, shared, papers):
        with pytest.raises(SignatureOrderError):
            shared.sign(SEAL, papers.sealed, "justice")

    def test_a_document_without_room(self, shared, papers):
        with pytest.raises(SignaturePlaceMissingError):
            shared.sign(SYSTEM, papers.prepared, "system")

    @pytest.mark.parametrize("pdf", [b"%PDF-1.7 junk", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"])
    def test_what_cannot_be_read(self, shared, pdf):
        with pytest.raises(UnusableDocumentError):
            shared.sign(SYSTEM, pdf, "system")


class TestTrustServicesDown:
    def test_no_time_stamping_authority(self, shared, papers, unused_address):
        with pytest.raises(TrustServiceUnavailableError) as refusal:
            signed_with(shared, papers.prepared, time_stamping=f"{unused_address}/tsa")

        assert refusal.value.data["address"] == f"{unused_address}/tsa"

    @pytest.mark.parametrize("path", ["/healthz", "/ca/root.cer", "/nothing"])
    def test_something_else_answers_in_its_place(self, shared, papers, path):
        with pytest.raises(TrustServiceUnavailableError):
            signed_with(shared, papers.prepared, time_stamping=shared.address + path)

    def test_no_word_about_revocation(self, own, page):
        prepared = to_sign(page, LEADER, SEAL)
        (own.pki.folder / "issued" / f"{own.pki.signer(LEADER, 'justice').certificate.serial_number:x}.pem").unlink()

        with pytest.raises(SignerNotTrustedError):
            own.sign(LEADER, prepared, "justice")


def signed_with(world, pdf: bytes, *, time_stamping: str):
    services = TrustServices((world.pki.root,), (world.pki.issuing,), time_stamping)
    request = SigningRequest(role=LEADER, pdf=pdf, approved=sha256(pdf).digest(), at=START)
    return sign(request, world.pki.signer(LEADER, "justice"), services, world.fetcher)


def rsa_signer(world) -> KeyFileSigner:
    """A signer like those of the demonstration, with an RSA key."""
    key, issuer = rsa.generate_private_key(65537, 2048), world.pki.authority("issuing")
    model = world.pki.signer(SYSTEM, "system").certificate
    builder = x509.CertificateBuilder(
        issuer.certificate.subject,
        model.subject,
        key.public_key(),
        x509.random_serial_number(),
        model.not_valid_before_utc,
        model.not_valid_after_utc,
    )
    for extension in model.extensions:
        if not isinstance(extension.value, x509.SubjectKeyIdentifier):
            builder = builder.add_extension(extension.value, extension.critical)
    certificate = builder.sign(issuer.key, SHA256())
    issued = world.pki.folder / "issued" / f"{certificate.serial_number:x}.pem"
    issued.write_bytes(certificate.public_bytes(Encoding.PEM))
    return KeyFileSigner(certificate, [issuer.certificate], key)
