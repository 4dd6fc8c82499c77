"""The keys of the demonstration: made once, private, and accepted by OpenSSL."""

import re
import stat
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from gateway.demo.issuing import DOCUMENT_SIGNING, SIGNER_LIFE
from gateway.demo.pki import DemoKeysElsewhereError, DemoPki, Holder
from services.keys import KeyRing
from services.results.roles import SignerRole
from tests.signing import LEADER, SEAL, START, SYSTEM, holders

ADDRESS = "http://127.0.0.1:8002"
EVERYBODY = [(LEADER, "justice"), (LEADER, "ward"), (SEAL, "justice"), (SEAL, "ward"), (SYSTEM, "system")]


@pytest.fixture(scope="module")
def ring(tmp_path_factory):
    return KeyRing.create(tmp_path_factory.mktemp("ring") / "ring.json")


@pytest.fixture(scope="module")
def pki(ring, tmp_path_factory):
    return prepared(tmp_path_factory.mktemp("keys") / "pki", ring)


def prepared(folder, ring, **changes) -> DemoPki:
    return DemoPki.prepare(folder, ring, **{"address": ADDRESS, "at": START} | holders() | changes)


def contents(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def certificates(pki) -> list[x509.Certificate]:
    return [
        *(pki.authority(name).certificate for name in ("root", "issuing", "tsa", "ocsp")),
        *(one.certificate for one in pki.members()),
    ]


class TestMaking:
    def test_a_second_run_changes_nothing(self, pki, ring):
        before = contents(pki.folder)

        prepared(pki.folder, ring, at=START + timedelta(days=90))

        assert contents(pki.folder) == before

    def test_a_new_officer_gets_a_key_and_nobody_elses_changes(self, ring, tmp_path):
        before = contents(prepared(tmp_path / "pki", ring).folder)
        more = [*holders()["leaders"], Holder("new", "Người Mới", "Sở Tư pháp")]

        after = contents(prepared(tmp_path / "pki", ring, leaders=more).folder)

        assert before.items() <= after.items()
        assert {name.split("/")[0] for name in after.keys() - before.keys()} == {"issued", "signers"}

    def test_a_run_that_was_cut_off_is_finished_by_the_next(self, ring, tmp_path):
        pki = prepared(tmp_path / "pki", ring)
        for name in ("authority/ocsp.p12", "signers/seal-ward.p12", "issuing.pem"):
            (pki.folder / name).unlink()

        again = prepared(tmp_path / "pki", ring)

        assert len(again.members()) == len(EVERYBODY)
        assert again.issuing == pki.authority("issuing").certificate

    def test_another_address_is_refused_by_name(self, pki, ring):
        with pytest.raises(DemoKeysElsewhereError, match=r"8002.*9002"):
            prepared(pki.folder, ring, address="http://127.0.0.1:9002")

    @pytest.mark.parametrize("key", ["", "../x", "a/b", ".hidden", "a b", "é"])
    def test_a_key_must_be_able_to_name_a_file(self, key):
        with pytest.raises(ValueError, match="cannot name a file"):
            Holder(key, "x", "y")


class TestPrivacy:
    def test_folders_and_files_are_ours_alone(self, pki):
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [pki.folder, *pki.folder.rglob("*")]}

        assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
        assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}

    def test_no_private_key_lies_open(self, pki):
        assert [name for name, content in contents(pki.folder).items() if b"PRIVATE KEY" in content] == []

    def test_another_ring_opens_nothing(self, pki, tmp_path):
        stranger = DemoPki(pki.folder, KeyRing.create(tmp_path / "ring.json"))

        with pytest.raises(ValueError, match=r"[Pp]assword"):
            stranger.signer(LEADER, "justice")
        with pytest.raises(ValueError, match=r"[Pp]assword"):
            stranger.authority("root")


class TestCertificates:
    def test_members_are_everybody_who_signs(self, pki):
        assert [(one.role, one.key) for one in pki.members()] == sorted(EVERYBODY)

    def test_every_subject_says_demo(self, pki):
        subjects = [one.subject.rfc4514_string() for one in certificates(pki)]

        assert [subject for subject in subjects if "OU=DEMO" not in subject or "(DEMO)" not in subject] == []

    def test_every_key_is_on_p256_and_every_signature_over_sha256(self, pki):
        for one in certificates(pki):
            assert isinstance(one.public_key().curve, ec.SECP256R1)
            assert one.signature_hash_algorithm.name == "sha256"

    def test_signers_may_sign_documents_and_mail_and_nothing_else(self, pki):
        for one in pki.members():
            purposes = one.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
            usage = one.certificate.extensions.get_extension_for_class(x509.KeyUsage).value

            assert set(purposes) == {ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING}
            assert usage.digital_signature
            assert usage.content_commitment
            assert not usage.key_cert_sign

    def test_every_certificate_but_root_and_responder_says_where_its_status_is_told(self, pki):
        for one in certificates(pki):
            text = " ".join(str(extension.value) for extension in one.extensions)
            told = set(re.findall(rf"{ADDRESS}/\w+", text))

            if one.issuer == one.subject or "OCSP responder" in one.subject.rfc4514_string():
                assert told == set()
            else:
                assert {f"{ADDRESS}/crl", f"{ADDRESS}/ca"} <= told

    def test_the_responder_is_not_asked_about(self, pki):
        found = pki.authority("ocsp").certificate.extensions

        assert found.get_extension_for_class(x509.OCSPNoCheck)

    def test_a_name_longer_than_x520_allows_ends_with_an_ellipsis(self, ring, tmp_path):
        long = [Holder("long", "Trung tâm " * 20, "Cơ quan " * 20, "Chức vụ " * 20)]

        pki = prepared(tmp_path / "pki", ring, leaders=long)

        for part in pki.signer(LEADER, "long").certificate.subject:
            assert len(part.value.encode()) <= 64
            assert "…" in part.value or part.value in {"VN", "DEMO"}

    def test_terms_begin_now_and_lie_inside_their_issuers(self, pki):
        issuing = pki.issuing
        for one in pki.members():
            assert one.certificate.not_valid_before_utc <= START <= one.certificate.not_valid_after_utc
            assert one.certificate.not_valid_after_utc == START + SIGNER_LIFE <= issuing.not_valid_after_utc

    @pytest.mark.parametrize("name", ["tsa", "ocsp", *(f"{role}-{key}" for role, key in EVERYBODY)])
    def test_openssl_accepts_the_chain(self, pki, openssl, tmp_path, name):
        role, _, key = name.partition("-")
        found = (pki.signer(SignerRole(role), key) if key else pki.authority(name)).certificate
        for file, one in (("root", pki.root), ("issuing", pki.issuing), ("leaf", found)):
            (tmp_path / file).write_bytes(one.public_bytes(Encoding.PEM))

        agreed, said = openssl(
            *("verify", "-x509_strict", "-attime", str(int(START.timestamp()))),
            *("-CAfile", tmp_path / "root", "-untrusted", tmp_path / "issuing", tmp_path / "leaf"),
        )

        assert agreed, said
