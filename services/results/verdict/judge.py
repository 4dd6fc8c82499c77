"""Judge one file. Runs in a limited child process: the library raises all kinds of errors on hostile files.

The rules are numbered as in docs/signing.md.
"""

import asyncio
import io
import logging
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESStatus, AdESSubIndic
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from services.results.signing.request import MAGIC, Level
from services.results.verdict.changes import coverage, integrity
from services.results.verdict.engine import Engine, Outcome
from services.results.verdict.facts import AuthorisedSigner, Findings, SignatureFacts, TrustStore
from services.results.verdict.kinds import Chain, Indication, Reason, RevocationState
from services.results.verdict.lists import Lists
from services.results.verdict.payload import unpack
from services.results.verdict.structure import form_reasons

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

SIGNATURE_MARK: Final = b"/ByteRange"

INDICATIONS: Final = {
    AdESStatus.PASSED: Indication.PASSED,
    AdESStatus.FAILED: Indication.FAILED,
    AdESStatus.INDETERMINATE: Indication.INDETERMINATE,
}
REASONS: Final[dict[AdESSubIndic, Reason]] = {
    AdESFailure.FORMAT_FAILURE: Reason.SIGNATURE_BROKEN,
    AdESFailure.HASH_FAILURE: Reason.ALTERED,
    AdESFailure.SIG_CRYPTO_FAILURE: Reason.SIGNATURE_BROKEN,
    AdESFailure.REVOKED: Reason.CERTIFICATE_REVOKED,
    AdESFailure.NOT_YET_VALID: Reason.CERTIFICATE_OUT_OF_TERM,
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Reason.UNKNOWN_AUTHORITY,
    AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND: Reason.SIGNATURE_BROKEN,
    AdESIndeterminate.REVOKED_NO_POE: Reason.CERTIFICATE_REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Reason.CERTIFICATE_REVOKED,
    AdESIndeterminate.EXPIRED: Reason.CERTIFICATE_OUT_OF_TERM,
    AdESIndeterminate.NOT_YET_VALID: Reason.CERTIFICATE_OUT_OF_TERM,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Reason.CERTIFICATE_OUT_OF_TERM,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Reason.CERTIFICATE_OUT_OF_TERM,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Reason.WEAK_ALGORITHM,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: Reason.WEAK_ALGORITHM,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: Reason.CERTIFICATE_UNSUITABLE,
    AdESIndeterminate.TRY_LATER: Reason.REVOCATION_UNKNOWN,
}


def examine(payload: bytes) -> bytes:
    """Judge what `payload.pack` packed, and return `Findings` as JSON."""
    pdf, store, at = unpack(payload)
    return judge(pdf, store, at).to_json()


def judge(pdf: bytes, store: TrustStore, at: datetime) -> Findings:
    """Find out everything that the bytes tell, as of an instant. Never raises for what a file may hold."""
    if not pdf.startswith(MAGIC):
        return Findings(reasons=(Reason.NOT_PDF,))
    try:
        return asyncio.run(_judge(pdf, store, at))
    except Exception:  # noqa: BLE001 - hostile files make the library raise a dozen unrelated kinds
        return Findings(reasons=(Reason.DAMAGED if SIGNATURE_MARK in pdf else Reason.UNREADABLE,))


async def _judge(pdf: bytes, store: TrustStore, at: datetime) -> Findings:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    if reader.encrypted:
        return Findings(reasons=(Reason.ENCRYPTED,))
    signatures = reader.embedded_regular_signatures
    if not signatures:
        reasons = form_reasons(reader) if SIGNATURE_MARK in pdf else []
        return Findings(reasons=(*reasons, Reason.NO_SIGNATURE))
    reasons = form_reasons(reader)
    whole = integrity(reader, pdf)
    if whole.changed:
        reasons.append(Reason.CHANGED_AFTER_SIGNING)
    engine, lists = Engine(reader, store, at), Lists(store.crls, at)
    stamp = await _last_stamp(reader, engine, lists)
    if stamp is not None and not stamp.passed:
        reasons.append(_stamp_reason(reader.embedded_timestamp_signatures[-1], stamp, lists))
    facts = [
        _facts(one, await engine.of_signature(one, stamp), store, lists, _level(one, engine, stamp))
        for one in signatures
    ]
    return Findings(
        reasons=tuple(reasons),
        covers_whole_file=whole.covers_whole_file,
        changed_after_signing=whole.changed,
        signatures=tuple(facts),
    )


async def _last_stamp(reader: PdfFileReader, engine: Engine, lists: Lists) -> Outcome | None:
    stamps = reader.embedded_timestamp_signatures
    if not stamps:
        return None
    found = await engine.of_document_stamp(stamps[-1])
    return _distrusted(found) if _stamp_is_bad(found, lists) else found


def _stamp_reason(stamp: EmbeddedPdfSignature, outcome: Outcome, lists: Lists) -> Reason:
    found = _reason(stamp, outcome, lists)
    return found if found in {Reason.UNKNOWN_AUTHORITY, Reason.REVOCATION_UNKNOWN} else Reason.TIMESTAMP_BAD


def _stamp_is_bad(found: Outcome, lists: Lists) -> bool:
    if not found.stamp_path or found.stamped_at is None:
        return False
    return lists.stamper_is_bad(found.stamp_path, found.stamped_at)


def _distrusted(found: Outcome) -> Outcome:
    return Outcome(AdESFailure.REVOKED, None, found.signer_path, found.stamp_path, found.stamped_at)


def _facts(
    signature: EmbeddedPdfSignature, outcome: Outcome, store: TrustStore, lists: Lists, level: Level
) -> SignatureFacts:
    indication, reason = INDICATIONS[outcome.indication.status], _reason(signature, outcome, lists)
    revocation = RevocationState.UNKNOWN
    if outcome.passed and outcome.proven_at:
        revocation = lists.state(outcome.signer_path, outcome.proven_at)
        if _stamp_is_bad(outcome, lists):
            indication, reason = Indication.INDETERMINATE, Reason.TIMESTAMP_BAD
        elif revocation is RevocationState.REVOKED:
            indication, reason = Indication.FAILED, Reason.CERTIFICATE_REVOKED
        elif revocation is RevocationState.UNKNOWN:
            indication, reason = Indication.INDETERMINATE, Reason.REVOCATION_UNKNOWN
    elif reason is Reason.CERTIFICATE_REVOKED:
        revocation = RevocationState.REVOKED
    certificate = signature.signer_cert
    who = authorised(store, certificate.sha256.hex(), outcome.proven_at) if outcome.passed else None
    names = certificate.subject.native
    return SignatureFacts(
        field=str(signature.field_name),  # the library's own kind of string drags the whole document along
        signer=_text(names.get("common_name")),
        organisation=_text(names.get("organization_name")),
        role=who.role if who else None,
        unit=who.unit if who else None,
        fingerprint=certificate.sha256.hex(),
        signed_at=signature.self_reported_timestamp,
        timestamp=outcome.proven_at if outcome.passed else None,
        level=level,
        chain=_chain(outcome, reason),
        revocation=revocation,
        covers_whole_file=coverage(signature) == SignatureCoverageLevel.ENTIRE_FILE,
        indication=indication,
        reason=reason,
    )


def authorised(store: TrustStore, fingerprint: str, moment: datetime | None) -> AuthorisedSigner | None:
    """Return as whom a certificate signs at a moment, if it may sign at all."""
    found = (one for one in store.signers if one.fingerprint == fingerprint and moment and one.signs_at(moment))
    return next(found, None)


def _reason(signature: EmbeddedPdfSignature, outcome: Outcome, lists: Lists) -> Reason | None:
    if outcome.passed:
        return None
    if outcome.indication is AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE:
        known = lists.has_current(signature.signer_cert.issuer.dump())
        return Reason.NOT_PROVEN if known else Reason.REVOCATION_UNKNOWN
    if outcome.indication is AdESIndeterminate.SIG_CONSTRAINTS_FAILURE and not _stamped(signature):
        return Reason.TIMESTAMP_MISSING
    return REASONS.get(outcome.indication, Reason.NOT_PROVEN)


def _chain(outcome: Outcome, reason: Reason | None) -> Chain:
    if outcome.signer_path:
        return Chain.TRUSTED
    return Chain.UNKNOWN if reason is Reason.UNKNOWN_AUTHORITY else Chain.BROKEN


def _level(signature: EmbeddedPdfSignature, engine: Engine, stamp: Outcome | None) -> Level:
    if not _stamped(signature):
        return Level.B_B
    if not engine.has_evidence:
        return Level.B_T
    return Level.B_LTA if stamp is not None and stamp.passed else Level.B_LT


def _stamped(signature: EmbeddedPdfSignature) -> bool:
    return next(iter(extract_tst_data_iter(signature.signer_info, signed=False)), None) is not None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
