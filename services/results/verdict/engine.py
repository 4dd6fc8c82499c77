"""Cryptography and certificates of one signature, by pyHanko's engine for ETSI EN 319 102-1, without any network.

First as of now, with today's lists. If that fails, from the evidence that document time-stamps protect, since a lawful
result must outlive its signer's certificate.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from asn1crypto import crl, ocsp
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate, AdESPassed, AdESSubIndic
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
    bootstrap_validation_data_handlers,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus
from pyhanko_certvalidator.context import CertValidationPolicySpec, ValidationDataHandlers
from pyhanko_certvalidator.ltv.ades_past import past_validate
from pyhanko_certvalidator.ltv.poe import POEManager
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
    FreshnessReqType,
    NonRevokedStatusAssertion,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from services.results.verdict.facts import TrustStore

CLOCK_TOLERANCE: Final = timedelta(seconds=60)
MAY_SIGN: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine says: its indication, the proven time, and the paths of signer and time-stamp, leaf first."""

    indication: AdESSubIndic
    proven_at: datetime | None
    signer_path: tuple[asn1_x509.Certificate, ...] = ()
    stamp_path: tuple[asn1_x509.Certificate, ...] = ()
    stamped_at: datetime | None = None

    @property
    def passed(self) -> bool:
        """Whether the signature holds."""
        return self.indication is AdESPassed.OK


class Engine:
    """Judges signatures of one document as of one instant."""

    def __init__(self, reader: PdfFileReader, store: TrustStore, at: datetime) -> None:
        self._at = at
        self._timing = ValidationTimingInfo(validation_time=at, best_signature_time=at, point_in_time_validation=False)
        self._policy = CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(
                trust_roots=[asn1_x509.Certificate.load(one) for one in store.anchors]
            ),
            revinfo_policy=CertRevTrustPolicy(
                REQUIRE_REVINFO, freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION
            ),
            time_tolerance=CLOCK_TOLERANCE,
        )
        authorities = [asn1_x509.Certificate.load(one) for one in store.intermediates]
        self._in_file = LocalKnowledge(known_certs=authorities)
        self._now = replace(evidence_in(reader), known_certs=authorities)
        self._now.known_crls.extend(CRLContainer(crl.CertificateList.load(one)) for one in store.crls)
        self.has_evidence = "/DSS" in reader.root

    async def of_signature(self, signature: EmbeddedPdfSignature, last_stamp: Outcome | None) -> Outcome:
        """Judge a signature; `last_stamp` is the outcome of the document time-stamp that closes the file."""
        found = await self._as_of_now(signature)
        if found.passed and signature.signer_cert.not_valid_after < self._at:
            # Lists forget certificates that have expired, so today's silence proves nothing about this one.
            found = replace(found, indication=AdESIndeterminate.OUT_OF_BOUNDS_NO_POE)
        if found.passed or last_stamp is None or not last_stamp.passed:
            return found
        past = await self._from_evidence(signature, last_stamp)
        return past if past.passed else found

    async def of_document_stamp(self, stamp: EmbeddedPdfSignature) -> Outcome:
        """Judge a document time-stamp as of now."""
        spec = self._spec(self._now)
        result = await ades.ades_timestamp_validation(
            stamp.signed_data,
            spec,
            stamp.compute_digest,
            timing_info=self._timing,
            validation_data_handlers=self._handlers(spec),
            extra_status_kwargs=stamp.summarise_integrity_info(),
            status_cls=DocumentTimestampStatus,
        )
        at = result.api_status.timestamp if result.api_status else None
        return Outcome(result.ades_subindic, at, stamp_path=_path(result.api_status), stamped_at=at)

    async def _as_of_now(self, signature: EmbeddedPdfSignature) -> Outcome:
        spec = self._spec(self._now)
        return _outcome(
            await ades.ades_with_time_validation(
                signature.signed_data,
                spec,
                timing_info=self._timing,
                raw_digest=signature.compute_digest(),
                validation_data_handlers=self._handlers(spec),
                extra_status_kwargs=signature.summarise_integrity_info(),
                status_cls=PdfSignatureStatus,
            )
        )

    async def _from_evidence(self, signature: EmbeddedPdfSignature, last_stamp: Outcome) -> Outcome:
        stamper = NonRevokedStatusAssertion(last_stamp.stamp_path[0].sha256, at=self._at)
        knowledge = replace(self._in_file, nonrevoked_assertions=[stamper])
        with _looking_back_from(self._at):
            return _outcome(
                await ades.ades_lta_validation(
                    signature, PdfSignatureValidationSpec(self._spec(knowledge)), timing_info=self._timing
                )
            )

    def _spec(self, knowledge: LocalKnowledge) -> SignatureValidationSpec:
        return SignatureValidationSpec(
            cert_validation_policy=self._policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY),
            local_knowledge=knowledge,
            key_usage_settings=MAY_SIGN,
        )

    def _handlers(self, spec: SignatureValidationSpec) -> ValidationDataHandlers:
        ledger = POEManager(current_dt_override=self._at)
        return bootstrap_validation_data_handlers(spec, timing_info=self._timing, poe_manager_override=ledger)


def evidence_in(reader: PdfFileReader) -> LocalKnowledge:
    """Read the document security store."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return LocalKnowledge()
    answers = (one.get_object().read_data(DecodePurpose.OCSP_RESPONSE) for one in store.ocsps)
    lists = (one.get_object().read_data(DecodePurpose.CRL) for one in store.crls)
    return LocalKnowledge(
        known_ocsps=[held for one in answers for held in OCSPContainer.load_multi(ocsp.OCSPResponse.load(one))],
        known_crls=[CRLContainer(crl.CertificateList.load(one)) for one in lists],
        known_certs=list(store.load_certs()),
    )


@contextmanager
def _looking_back_from(at: datetime) -> Iterator[None]:
    """Let the library look back from our instant. In two places it would ask the machine's clock and cannot be told."""

    async def past_validate_from(*args: Any, **named: Any) -> datetime:
        return await past_validate(*args, **named | {"init_control_time": at})

    engine = vars(ades)
    engine.update(POEManager=partial(POEManager, current_dt_override=at), past_validate=past_validate_from)
    try:
        yield
    finally:
        engine.update(POEManager=POEManager, past_validate=past_validate)


def _outcome(result: Any) -> Outcome:
    status = result.api_status
    stamp = status.timestamp_validity if status else None
    return Outcome(
        result.ades_subindic,
        result.best_signature_time,
        signer_path=_path(status),
        stamp_path=_path(stamp),
        stamped_at=stamp.timestamp if stamp else None,
    )


def _path(status: Any) -> tuple[asn1_x509.Certificate, ...]:
    """Return the certificates from the holder's to the anchor's."""
    if status is None or status.validation_path is None:
        return ()
    return tuple(reversed(list(status.validation_path.iter_certs(include_root=True))))
