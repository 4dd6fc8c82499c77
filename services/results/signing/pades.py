"""Make one PAdES signature (ETSI EN 319 142-1) with pyHanko, stage by stage, so that the instant is an argument.

Network calls happen here and nowhere else in signing: to the time-stamping authority, OCSP responders and lists. Call
it with no database transaction open.
"""

import asyncio
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    PdfSigner,
    SigDSSPlacementPreference,
)
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    InvalidCertificateError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
)
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy, FreshnessReqType

from services.results.roles import SignerRole
from services.results.signing.adapters import HeldKey, HttpTimeStamper, appearance_style, to_asn1
from services.results.signing.errors import (
    SignatureOrderError,
    SignaturePlaceMissingError,
    SignerCertificateNotValidError,
    SignerNotTrustedError,
    SignerRevokedError,
    SigningFailedError,
    TrustServiceUnavailableError,
    UnusableDocumentError,
)
from services.results.signing.evidence import Evidence, gather, path_to_anchor
from services.results.signing.fetching import Fetcher
from services.results.signing.keys import DIGEST, Signer
from services.results.signing.naming import common_name
from services.results.signing.request import FIELDS, Level, SigningRequest

SPARE_BYTES: Final = 2_048
"""Room for attributes and the signature itself, above certificates and time-stamp, whose sizes are known before."""
DOCUMENT_STAMP_FIELD: Final = "DauThoiGian"
CLOCK_TOLERANCE: Final = timedelta(seconds=60)
"""How far the clocks of the trust services may run from ours."""

logging.getLogger("pyhanko").setLevel(logging.ERROR)  # it warns that it may not fetch: we fetched before
logging.getLogger("pyhanko_certvalidator").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class TrustServices:
    """Whom the signing side trusts and asks: roots, authorities below them, the time-stamping authority's address."""

    anchors: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...]
    time_stamping: str


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A document with one more signature, and what the register records of it."""

    pdf: bytes
    field: str
    level: Level
    certificate: x509.Certificate
    signed_at: datetime
    timestamped_at: datetime


def sign(request: SigningRequest, signer: Signer, services: TrustServices, fetcher: Fetcher) -> SignedDocument:
    """Sign a prepared document.

    Raises:
        SignerCertificateNotValidError: the certificate is not valid at `request.at`.
        SignerRevokedError: the authority revoked it.
        SignerNotTrustedError: it leads to no anchor, or is not meant for signing.
        SignaturePlaceMissingError: no empty field was prepared for this role.
        SignatureOrderError: the field is filled, or it is not this role's turn.
        TrustServiceUnavailableError: no time-stamp, or no word about revocation.
        UnusableDocumentError: the file cannot be read.
        SigningFailedError: the library refused for another reason.
    """
    _check_validity(signer.certificate, request.at)
    _check_turn(request)
    path = path_to_anchor(signer.certificate, [*signer.chain, *services.intermediates], services.anchors)
    evidence = gather(path, fetcher)
    try:
        signed = asyncio.run(_sign(request, signer, services, evidence, fetcher))
    except SigningError as error:
        raise _named(error, signer) from error
    except InvalidCertificateError as error:
        raise SignerNotTrustedError(common_name(signer.certificate)) from error
    except (PathValidationError, PathBuildingError, TimestampRequestError) as error:
        raise TrustServiceUnavailableError(services.time_stamping) from error
    return SignedDocument(
        pdf=signed,
        field=request.field,
        level=request.level,
        certificate=signer.certificate,
        signed_at=request.at,
        timestamped_at=_proven_time(signed, request.field),
    )


def _check_validity(certificate: x509.Certificate, at: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        raise SignerCertificateNotValidError(common_name(certificate), first, last)


def _check_turn(request: SigningRequest) -> None:
    """Look before writing: the field is there and empty, and those before it, and only those, have signed."""
    try:
        reader = PdfFileReader(io.BytesIO(request.pdf))
        filled = {name: value is not None for name, value, _ in enumerate_sig_fields(reader)}
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise UnusableDocumentError from error
    if request.field not in filled:
        raise SignaturePlaceMissingError
    expected = {FIELDS[SignerRole.LEADER]} if request.role is SignerRole.SEAL else set()
    if {name for name, is_filled in filled.items() if is_filled} != expected:
        raise SignatureOrderError


async def _sign(
    request: SigningRequest, signer: Signer, services: TrustServices, evidence: Evidence, fetcher: Fetcher
) -> bytes:
    stamper = HttpTimeStamper(services.time_stamping, fetcher)
    evidence += await _evidence_of_time(stamper, services, fetcher)
    context = _context(services, signer, evidence, request.at)
    writer = IncrementalPdfFileWriter(io.BytesIO(request.pdf))
    session = PdfSigner(
        _metadata(request, context),
        signer=HeldKey(signer),
        timestamper=stamper,
        stamp_style=appearance_style(request.appearance),
    ).init_signing_session(writer, existing_fields_only=True)
    session.system_time = request.at
    info = await session.perform_presign_validation(writer)
    document = session.prepare_tbs_document(info, bytes_reserved=await _room(signer, services, stamper))
    digest: PreparedByteRangeDigest
    digest, output = document.digest_tbs_document()
    done = await document.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=request.at))
    await done.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())


async def _evidence_of_time(stamper: HttpTimeStamper, services: TrustServices, fetcher: Fetcher) -> Evidence:
    """Learn who stamps from a first, unused token, and gather what proves that certificate good."""
    await stamper.async_dummy_response(DIGEST)
    sent = [x509.load_der_x509_certificate(one.dump()) for one in stamper.certificates]
    authorities = [*sent, *services.intermediates]
    found = Evidence()
    for certificate in sent:
        if _stamps(certificate):
            try:
                found += gather(path_to_anchor(certificate, authorities, services.anchors), fetcher)
            except SignerNotTrustedError as error:
                raise TrustServiceUnavailableError(services.time_stamping) from error
    return found


async def _room(signer: Signer, services: TrustServices, stamper: HttpTimeStamper) -> int:
    """Return how many hexadecimal digits to keep free: known beforehand, so that nothing is signed twice to measure."""
    certificates = [signer.certificate, *signer.chain, *services.anchors]
    token = await stamper.async_dummy_response(DIGEST)
    size = sum(len(one.public_bytes(Encoding.DER)) for one in certificates) + len(token.dump()) + SPARE_BYTES
    return 2 * size


def _stamps(certificate: x509.Certificate) -> bool:
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in purposes


def _context(services: TrustServices, signer: Signer, evidence: Evidence, at: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[to_asn1(one) for one in services.anchors],
        other_certs=[to_asn1(one) for one in (*signer.chain, *services.intermediates)],
        moment=at,
        ocsps=evidence.ocsps,
        crls=evidence.crls,
        revinfo_policy=CertRevTrustPolicy(
            REQUIRE_REVINFO, freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION
        ),
        time_tolerance=CLOCK_TOLERANCE,
    )


def _metadata(request: SigningRequest, context: ValidationContext) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=request.field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        reason=request.reason,
        location=request.location,
        certify=request.certifies,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        embed_validation_info=True,
        use_pades_lta=request.level is Level.B_LTA,
        timestamp_field_name=DOCUMENT_STAMP_FIELD,
        validation_context=context,
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )


def _named(error: SigningError, signer: Signer) -> Exception:
    causes: Sequence[BaseException] = [one for one in (error.__cause__, error.__context__) if one is not None]
    if any(isinstance(cause, RevokedError) for cause in causes):
        return SignerRevokedError(common_name(signer.certificate))
    if any(isinstance(cause, (PathValidationError, PathBuildingError)) for cause in causes):
        return SignerNotTrustedError(common_name(signer.certificate))
    return SigningFailedError()


def _proven_time(pdf: bytes, field: str) -> datetime:
    """Return the time-stamping authority's time of one signature."""
    found = next(one for one in PdfFileReader(io.BytesIO(pdf)).embedded_signatures if one.field_name == field)
    token = next(iter(extract_tst_data_iter(found.signer_info, signed=False)))
    proven: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    return proven
