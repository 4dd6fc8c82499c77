"""Time-stamps, OCSP, lists and certificates over HTTP, with OpenSSL on the other side."""

import base64
from datetime import timedelta
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.clock import now
from gateway.demo.trust.revocations import revoke
from tests.signing import LEADER, SEAL, SYSTEM

QUERY, OCSP = "application/timestamp-query", "application/ocsp-request"


@pytest.fixture
def certificate(trust, tmp_path):
    """Write a signer's certificate where OpenSSL finds it."""

    def write(role, key):
        path = tmp_path / f"{role}-{key}.pem"
        path.write_bytes(trust.pki.signer(role, key).certificate.public_bytes(Encoding.PEM))
        return path

    return write


class TestTimeStamps:
    @pytest.mark.parametrize("algorithm", ["-sha256", "-sha384", "-sha512"])
    def test_openssl_takes_the_token(self, trust, openssl, tmp_path, algorithm):
        (tmp_path / "data").write_bytes(b"what existed")
        openssl("ts", "-query", "-data", tmp_path / "data", algorithm, "-cert", "-out", tmp_path / "query")

        answer = trust.ask("/tsa", (tmp_path / "query").read_bytes(), QUERY)

        assert answer.headers["Content-Type"] == "application/timestamp-reply"
        (tmp_path / "reply").write_bytes(answer.content)
        agreed, said = openssl(
            *("ts", "-verify", "-queryfile", tmp_path / "query", "-in", tmp_path / "reply"),
            *("-CAfile", trust.folder / "root.pem", "-untrusted", trust.folder / "issuing.pem"),
        )
        assert agreed, said

    def test_the_time_is_the_services_own(self, trust, openssl, tmp_path):
        (tmp_path / "data").write_bytes(b"x")
        openssl("ts", "-query", "-data", tmp_path / "data", "-out", tmp_path / "query")
        before = now().replace(microsecond=0)
        (tmp_path / "reply").write_bytes(trust.ask("/tsa", (tmp_path / "query").read_bytes(), QUERY).content)

        _, said = openssl("ts", "-reply", "-in", tmp_path / "reply", "-text")

        stamped = next(line for line in said.splitlines() if line.startswith("Time stamp: "))
        assert f"{before:%Y}" in stamped
        assert any(f"{before + timedelta(seconds=late):%H:%M:%S}" in stamped for late in range(5))
        assert "Status: Granted." in said

    def test_a_weak_digest_is_rejected_by_name(self, trust, openssl, tmp_path):
        (tmp_path / "data").write_bytes(b"x")
        openssl("ts", "-query", "-data", tmp_path / "data", "-sha1", "-out", tmp_path / "query")
        (tmp_path / "reply").write_bytes(trust.ask("/tsa", (tmp_path / "query").read_bytes(), QUERY).content)

        _, said = openssl("ts", "-reply", "-in", tmp_path / "reply", "-text")

        assert "Status: Rejected." in said
        assert "unrecognized or unsupported algorithm identifier" in said

    @pytest.mark.parametrize("body", [b"", b"\x30", b"\x30\x00", b"junk" * 100])
    def test_nonsense_is_rejected(self, trust, openssl, tmp_path, body):
        (tmp_path / "reply").write_bytes(trust.ask("/tsa", body, QUERY).content)

        _, said = openssl("ts", "-reply", "-in", tmp_path / "reply", "-text")

        assert "Status: Rejected." in said


class TestOcsp:
    def ask(self, trust, openssl, path, *more):
        return openssl(
            *("ocsp", "-issuer", trust.folder / "issuing.pem", "-cert", path, "-url", f"{trust.address}/ocsp"),
            *("-CAfile", trust.folder / "root.pem", "-verify_other", trust.folder / "issuing.pem", *more),
        )

    @pytest.mark.parametrize("digest", [(), ("-sha256",)], ids=["sha1", "sha256"])
    def test_a_certificate_given_out_is_good(self, trust, openssl, certificate, digest):
        path = certificate(LEADER, "justice")

        agreed, said = openssl(
            *("ocsp", *digest, "-issuer", trust.folder / "issuing.pem", "-cert", path, "-url", f"{trust.address}/ocsp"),
            *("-CAfile", trust.folder / "root.pem", "-verify_other", trust.folder / "issuing.pem"),
        )

        assert agreed, said
        assert "Response verify OK" in said
        assert f"{path}: good" in said

    def test_a_revoked_one_is_revoked_with_its_reason(self, trust, openssl, certificate):
        path = certificate(SEAL, "ward")
        revoke(trust.pki.folder, trust.pki.signer(SEAL, "ward").certificate, at=now() - timedelta(minutes=1))

        _, said = self.ask(trust, openssl, path)

        assert f"{path}: revoked" in said
        assert "Reason: cessationOfOperation" in said

    def test_a_number_never_given_out_is_unknown(self, trust, openssl):
        _, said = openssl(
            *("ocsp", "-issuer", trust.folder / "issuing.pem", "-serial", "12345", "-url", f"{trust.address}/ocsp"),
            *("-CAfile", trust.folder / "root.pem", "-verify_other", trust.folder / "issuing.pem"),
        )

        assert "12345: unknown" in said

    def test_another_authoritys_certificate_is_not_its_business(self, trust, openssl):
        _, said = openssl(
            *("ocsp", "-issuer", trust.folder / "root.pem", "-cert", trust.folder / "issuing.pem"),
            *("-url", f"{trust.address}/ocsp", "-CAfile", trust.folder / "root.pem"),
        )

        assert "unauthorized" in said

    def test_the_question_may_stand_in_the_address(self, trust, openssl, certificate, tmp_path):
        path = certificate(LEADER, "ward")
        openssl(
            *("ocsp", "-issuer", trust.folder / "issuing.pem", "-cert", path, "-no_nonce"),
            *("-reqout", tmp_path / "question"),
        )
        question = base64.b64encode((tmp_path / "question").read_bytes()).decode()

        (tmp_path / "answer").write_bytes(trust.ask(f"/ocsp/{quote(question, safe='')}").content)

        _, said = openssl("ocsp", "-respin", tmp_path / "answer", "-text", "-noverify")
        assert "Cert Status: good" in said

    @pytest.mark.parametrize("body", [b"", b"junk", b"\x30\x80" * 50])
    def test_nonsense_is_malformed(self, trust, openssl, tmp_path, body):
        (tmp_path / "answer").write_bytes(trust.ask("/ocsp", body, OCSP).content)

        assert "malformedrequest" in openssl("ocsp", "-respin", tmp_path / "answer", "-noverify")[1]


class TestListsAndCertificates:
    @pytest.mark.parametrize("name", ["root", "issuing"])
    def test_a_list_is_its_authoritys_own(self, trust, openssl, tmp_path, name):
        (tmp_path / "list").write_bytes(trust.ask(f"/crl/{name}.crl").content)

        agreed, said = openssl(
            *("crl", "-inform", "DER", "-in", tmp_path / "list", "-CAfile", trust.folder / f"{name}.pem", "-noout")
        )

        assert agreed, said
        assert "verify OK" in said

    def test_a_list_has_the_revoked_and_only_them(self, trust, openssl, tmp_path):
        revoked, kept = trust.pki.signer(LEADER, "ward").certificate, trust.pki.signer(SYSTEM, "system").certificate
        revoke(trust.pki.folder, revoked, at=now())
        (tmp_path / "list").write_bytes(trust.ask("/crl/issuing.crl").content)

        _, said = openssl("crl", "-inform", "DER", "-in", tmp_path / "list", "-text", "-noout")

        assert f"{revoked.serial_number:X}" in said
        assert f"{kept.serial_number:X}" not in said

    @pytest.mark.parametrize("name", ["root", "issuing"])
    def test_a_certificate_is_the_authoritys(self, trust, name):
        answer = trust.ask(f"/ca/{name}.cer")

        assert answer.headers["Content-Type"] == "application/pkix-cert"
        assert answer.content == getattr(trust.pki, name).public_bytes(Encoding.DER)


class TestTheRest:
    @pytest.mark.parametrize(
        "path", ["/", "/tsa/x", "/crl/tsa.crl", "/crl/root.cer", "/crl/../root.p12", "/ca/ocsp.cer"]
    )
    def test_there_is_nothing_else(self, trust, path):
        assert trust.ask(path).status_code == 404

    @pytest.mark.parametrize(
        ("path", "body"), [("/tsa", None), ("/ocsp", None), ("/crl/root.crl", b"x"), ("/healthz", b"x")]
    )
    def test_each_address_has_its_method(self, trust, path, body):
        assert trust.ask(path, body).status_code == 405

    @pytest.mark.parametrize("path", ["/tsa", "/ocsp"])
    def test_a_question_has_a_ceiling(self, trust, path):
        assert trust.ask(path, bytes(64 * 1024 + 1)).status_code == 413

    def test_nothing_sets_a_cookie(self, trust):
        assert not trust.ask("/healthz").cookies
