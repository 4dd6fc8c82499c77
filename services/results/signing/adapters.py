"""Our signer, our time-stamps and our appearances in the shapes that pyHanko asks for."""

import io
from typing import Final

from asn1crypto import algos, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_cms import Signer as PdfSignerBase
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from services.results.signing.errors import TrustServiceUnavailableError
from services.results.signing.fetching import Fetcher
from services.results.signing.keys import DIGEST, SALT_BYTES, Signer

ECDSA_SIZE: Final = 144
"""Room for the largest ECDSA signature, of P-521."""
EDGE_TO_EDGE: Final = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)


def to_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return the same certificate in pyHanko's library."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


class HeldKey(PdfSignerBase):
    """A signer of ours. A dry run for measuring signs nothing: a token would ask for its PIN."""

    def __init__(self, signer: Signer) -> None:
        chain = SimpleCertificateStore()
        chain.register_multiple(to_asn1(one) for one in signer.chain)
        super().__init__(
            signing_cert=to_asn1(signer.certificate),
            cert_registry=chain,
            signature_mechanism=_mechanism(signer.certificate),
            embed_roots=True,  # without proof that the root existed, its list is not believed years later
        )
        self._signer = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002 - pyHanko's
        """Sign the attributes of the signature."""
        if digest_algorithm != DIGEST:
            raise ValueError(digest_algorithm)
        return bytes(ECDSA_SIZE) if dry_run else self._signer.sign(data)


def _mechanism(certificate: x509.Certificate) -> algos.SignedDigestAlgorithm:
    if isinstance(certificate.public_key(), ec.EllipticCurvePublicKey):
        return algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    digest = algos.DigestAlgorithm({"algorithm": DIGEST})
    return algos.SignedDigestAlgorithm(
        {
            "algorithm": "rsassa_pss",
            "parameters": algos.RSASSAPSSParams(
                {
                    "hash_algorithm": digest,
                    "mask_gen_algorithm": algos.MaskGenAlgorithm({"algorithm": "mgf1", "parameters": digest}),
                    "salt_length": SALT_BYTES,
                }
            ),
        }
    )


class HttpTimeStamper(TimeStamper):
    """Asks a time-stamping authority (RFC 3161) through our own way out."""

    def __init__(self, address: str, fetcher: Fetcher) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # pyHanko is typed in part
        self._address = address
        self._fetcher = fetcher

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send a request; what comes back is checked by the caller."""
        answer = self._fetcher.post(self._address, req.dump(), content_type="application/timestamp-query")
        try:
            found = tsp.TimeStampResp.load(answer, strict=True)
            found["status"]["status"].native  # noqa: B018 - asn1crypto parses on access, and refuses here
        except ValueError as error:
            raise TrustServiceUnavailableError(self._address) from error
        return found

    @property
    def certificates(self) -> list[asn1_x509.Certificate]:
        """What the authority sent along with its answers: its own certificate and those above."""
        return list(self.cert_registry)


class DrawnPage(PdfContent):
    """The first page of a PDF as the appearance of a signature. The library's own class reads a file, later."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """Copy the page into the document and draw it."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)), page_ix=0)
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        self.resources.xobject["/Appearance"] = page
        return b"/Appearance Do"


def appearance_style(pdf: bytes | None) -> StaticStampStyle:
    """Return how the field looks: the page given, or nothing. Without a style the library draws one of its own."""
    drawn = None if pdf is None else DrawnPage(pdf)
    return StaticStampStyle(background=drawn, background_opacity=1.0, border_width=0, background_layout=EDGE_TO_EDGE)
