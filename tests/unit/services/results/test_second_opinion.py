"""Programs of other people judge the same signatures: poppler's pdfsig (NSS) and OpenSSL.

They are asked about the signature alone or as of a given instant, so that the machine's date does not matter.
"""

import hashlib
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from tests.mutants import flip
from tests.signing import START

WHEN = str(int(START.timestamp()) + 600)


@pytest.fixture(scope="module")
def trusted(shared, tmp_path_factory) -> Path:
    """A folder with the root and the authority below it as OpenSSL reads them."""
    folder = tmp_path_factory.mktemp("trusted")
    (folder / "root.pem").write_bytes(shared.pki.root.public_bytes(Encoding.PEM))
    (folder / "issuing.pem").write_bytes(shared.pki.issuing.public_bytes(Encoding.PEM))
    return folder


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def signatures(pdf: bytes) -> list[EmbeddedPdfSignature]:
    return PdfFileReader(io.BytesIO(pdf)).embedded_signatures


def signed_bytes(pdf: bytes, one: EmbeddedPdfSignature) -> bytes:
    first, length, second, rest = (int(value) for value in one.byte_range)
    return pdf[first : first + length] + pdf[second : second + rest]


class TestPdfsig:
    @pytest.fixture
    def verdicts(self, tmp_path):
        def ask(pdf: bytes) -> list[str]:
            path = tmp_path / "paper.pdf"
            path.write_bytes(pdf)
            told = run(shutil.which("pdfsig") or "pdfsig", "-nocert", path).stdout
            return re.findall(r"Signature Validation: (.*)", told)

        return ask

    def test_both_signatures_of_a_result_are_valid(self, papers, verdicts):
        assert verdicts(papers.sealed)[:2] == ["Signature is Valid.", "Signature is Valid."]

    def test_a_receipts_signature_is_valid(self, papers, verdicts):
        assert verdicts(papers.receipt) == ["Signature is Valid."]

    def test_it_sees_that_a_byte_was_changed(self, papers, verdicts):
        assert verdicts(flip(papers.sealed, papers.sealed.index(b"/Producer") + 12))[:2] == ["Digest Mismatch."] * 2


class TestOpenSsl:
    @pytest.mark.parametrize("which", [0, 1], ids=["leader", "seal"])
    def test_the_signature_holds_with_its_signed_certificate(self, papers, trusted, tmp_path, which):
        one = signatures(papers.sealed)[which]
        (tmp_path / "signature.der").write_bytes(one.pkcs7_content)
        (tmp_path / "signed").write_bytes(signed_bytes(papers.sealed, one))

        done = self.check_signature(trusted, tmp_path)

        assert done.returncode == 0, done.stderr

    def test_it_does_not_hold_for_other_bytes(self, papers, trusted, tmp_path):
        one = signatures(papers.sealed)[0]
        (tmp_path / "signature.der").write_bytes(one.pkcs7_content)
        (tmp_path / "signed").write_bytes(flip(signed_bytes(papers.sealed, one), 5000))

        assert self.check_signature(trusted, tmp_path).returncode != 0

    @pytest.mark.parametrize("which", [0, 1], ids=["leader", "seal"])
    def test_the_time_stamp_of_a_signature_holds(self, papers, trusted, tmp_path, which):
        one = signatures(papers.sealed)[which]
        (token,) = extract_tst_data_iter(one.signer_info, signed=False)
        stamped = one.signer_info["signature"].native

        assert self.check_stamp(trusted, tmp_path, token, hashlib.sha256(stamped).hexdigest()) == 0

    def test_the_time_stamp_of_the_document_holds(self, papers, trusted, tmp_path):
        stamp = signatures(papers.sealed)[2]
        digest = hashlib.sha256(signed_bytes(papers.sealed, stamp)).hexdigest()

        assert self.check_stamp(trusted, tmp_path, stamp.signed_data, digest) == 0
        assert self.check_stamp(trusted, tmp_path, stamp.signed_data, digest[::-1]) != 0

    def check_signature(self, trusted: Path, folder: Path) -> subprocess.CompletedProcess[str]:
        return run(
            *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", folder / "signature.der"),
            *("-content", folder / "signed", "-CAfile", trusted / "root.pem", "-certfile", trusted / "issuing.pem"),
            *("-purpose", "any", "-attime", WHEN, "-out", folder / "out"),
        )

    def check_stamp(self, trusted: Path, folder: Path, token: cms.SignedData, digest: str) -> int:
        signed = cms.ContentInfo({"content_type": "signed_data", "content": token.untag()})
        (folder / "token.der").write_bytes(signed.dump())
        return run(
            *("openssl", "ts", "-verify", "-token_in", "-in", folder / "token.der", "-digest", digest),
            *("-CAfile", trusted / "root.pem", "-untrusted", trusted / "issuing.pem", "-attime", WHEN),
        ).returncode
