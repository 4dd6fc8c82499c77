"""Time-stamps (RFC 3161), signed by the time-stamping authority's own key."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, Final

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.demo.issuing import Pair

POLICY: Final = "1.3.6.1.4.1.32473.3161.1"
"""Under the number kept for examples (RFC 5612): nobody's real policy."""
DIGEST_BYTES: Final = {"sha256": 32, "sha384": 48, "sha512": 64}
ACCURACY_SECONDS: Final = 1
SERIAL_BITS: Final = 63


class StampRefused(Exception):  # noqa: N818 - an answer of the protocol, not a mistake
    """A request that gets a rejection; the value is the name of the failure in RFC 3161 §2.4.2."""


class Rejection(core.Sequence):
    """An answer without a token. The library's own class would put an empty one in."""

    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012 - how asn1crypto declares a type


def stamp(body: bytes, authority: Pair, issuer: x509.Certificate, at: datetime) -> bytes:
    """Answer a time-stamp request with a token, or with a rejection that says why."""
    try:
        info = _statement(body, at)
    except StampRefused as refused:
        status = {"status": "rejection", "fail_info": {str(refused)}}
        return bytes(Rejection({"status": status}).dump())
    wants_certificates = bool(tsp.TimeStampReq.load(body)["cert_req"].native)
    chain = (_asn1(authority.certificate), _asn1(issuer)) if wants_certificates else ()
    token = cms.ContentInfo({"content_type": "signed_data", "content": _signed(info, authority, chain, at)})
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def _statement(body: bytes, at: datetime) -> tsp.TSTInfo:
    """Say what existed when.

    Raises:
        StampRefused: the request is unreadable, or asks for what this authority does not do.
    """
    try:
        asked = tsp.TimeStampReq.load(body, strict=True)
        imprint = asked["message_imprint"]
        algorithm, digest = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
        policy, nonce, extensions = asked["req_policy"].native, asked["nonce"].native, asked["extensions"].native
    except (ValueError, TypeError, KeyError) as error:
        raise StampRefused("bad_data_format") from error
    if algorithm not in DIGEST_BYTES:
        raise StampRefused("bad_alg")
    if len(digest) != DIGEST_BYTES[algorithm]:
        raise StampRefused("bad_data_format")
    if policy not in {None, POLICY}:
        raise StampRefused("unaccepted_policy")
    if extensions:
        raise StampRefused("unaccepted_extensions")
    said: dict[str, Any] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": imprint,
        "serial_number": secrets.randbits(SERIAL_BITS),
        "gen_time": at.replace(microsecond=0),
        "accuracy": {"seconds": ACCURACY_SECONDS},
    }
    return tsp.TSTInfo(said if nonce is None else said | {"nonce": nonce})


def _signed(
    info: tsp.TSTInfo, authority: Pair, chain: tuple[asn1_x509.Certificate, ...], at: datetime
) -> cms.SignedData:
    raw = info.dump()
    certificate = _asn1(authority.certificate)
    identity = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": at.replace(microsecond=0)})]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(raw).digest()]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [_named_signer(certificate)]}),
        ]
    )
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(identity)}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": authority.key.sign(attributes.dump(), ec.ECDSA(SHA256())),
    }
    parts = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(raw)},
        "signer_infos": [signer],
    }
    if chain:
        parts["certificates"] = [cms.CertificateChoices({"certificate": one}) for one in chain]
    return cms.SignedData(parts)


def _named_signer(certificate: asn1_x509.Certificate) -> tsp.SigningCertificateV2:
    """Bind the token to this very certificate (RFC 5816)."""
    return tsp.SigningCertificateV2(
        {
            "certs": [
                tsp.ESSCertIDv2(
                    {
                        "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                        "cert_hash": hashlib.sha256(certificate.dump()).digest(),
                        "issuer_serial": {
                            "issuer": [asn1_x509.GeneralName({"directory_name": certificate.issuer})],
                            "serial_number": certificate.serial_number,
                        },
                    }
                )
            ]
        }
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
