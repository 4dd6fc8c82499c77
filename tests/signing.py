"""A small world in which papers are signed: keys, a trust service over HTTP with a clock of its own, a page to sign."""

import hashlib
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.demo.pki import DemoPki, Holder
from gateway.demo.trust.app import TrustService
from gateway.demo.trust.status import revocation_list
from services.keys import KeyRing
from services.results.roles import SignerRole
from services.results.signing.fetching import Fetcher
from services.results.signing.fields import prepare
from services.results.signing.keys import Signer
from services.results.signing.pades import SignedDocument, TrustServices, sign
from services.results.signing.request import FieldPlace, ResultToSign, SigningRequest
from services.results.verdict.facts import AuthorisedSigner, TrustStore

START = datetime(2026, 11, 24, 2, 15, 7, tzinfo=UTC)
LEADER, SEAL, SYSTEM = SignerRole.LEADER, SignerRole.SEAL, SignerRole.SYSTEM
PLACES = {
    LEADER: FieldPlace(LEADER, "Chữ ký số của lãnh đạo", 0, (320, 60, 540, 130)),
    SEAL: FieldPlace(SEAL, "Con dấu số của cơ quan", 0, (90, 60, 310, 130)),
    SYSTEM: FieldPlace(SYSTEM, "Chữ ký số của hệ thống", 0, (320, 60, 540, 130)),
}
UNITS = {"justice": "Sở Tư pháp", "ward": "Ủy ban nhân dân phường Mẫu"}


class Clock:
    """Shows what it is set to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class World:
    """Keys and their trust service. `clock` is the trust service's; signing takes its instant from it as well."""

    pki: DemoPki
    address: str
    clock: Clock
    fetcher: Fetcher = field(default_factory=Fetcher)

    @property
    def services(self) -> TrustServices:
        return TrustServices((self.pki.root,), (self.pki.issuing,), f"{self.address}/tsa")

    def sign(self, role: SignerRole, pdf: bytes, key: str | Signer, **wishes: object) -> SignedDocument:
        request = SigningRequest(role=role, pdf=pdf, approved=hashlib.sha256(pdf).digest(), at=self.clock.now, **wishes)
        signer = self.pki.signer(role, key) if isinstance(key, str) else key
        return sign(request, signer, self.services, self.fetcher)

    def result(self, page: bytes, *, leader: str = "justice", seal: str = "justice") -> tuple[bytes, bytes]:
        """A page with the leader's signature, and five minutes later with the seal."""
        self.clock.now = START
        led = self.sign(LEADER, to_sign(page, LEADER, SEAL), leader).pdf
        self.clock.now = START + timedelta(minutes=5)
        return led, self.sign(SEAL, led, seal).pdf

    def lists(self, at: datetime, folder: Path | None = None) -> tuple[bytes, ...]:
        """The revocation lists as of an instant, with the revocations of this folder or of another."""
        names = ("root", "issuing")
        return tuple(revocation_list(folder or self.pki.folder, self.pki.authority(one), at) for one in names)

    def store(self, at: datetime, *, lists: tuple[bytes, ...] | None = None, **term: datetime) -> TrustStore:
        """What a verifier holds as of an instant; `term` may shorten when signers sign."""
        return TrustStore(
            anchors=(der(self.pki.root),),
            intermediates=(der(self.pki.issuing),),
            crls=self.lists(at) if lists is None else lists,
            signers=tuple(
                AuthorisedSigner(
                    fingerprint(one.certificate), one.role, one.key, **{"valid_from": START - timedelta(days=1)} | term
                )
                for one in self.pki.members()
            ),
        )


@contextmanager
def world(folder: Path, *, clock: Clock | None = None) -> Iterator[World]:
    """Make keys and serve their trust service on a free port of the loopback."""
    clock = clock or Clock()
    ring = KeyRing.create(folder / "ring.json")
    with make_server("127.0.0.1", 0, None, handler_class=Quiet) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        pki = DemoPki.prepare(folder / "pki", ring, address=address, **holders(), at=clock.now)
        server.set_app(TrustService(pki, clock))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        with Fetcher() as fetcher:
            yield World(pki, address, clock, fetcher)
        server.shutdown()
        thread.join()


def holders() -> dict[str, object]:
    """A leader and a seal for each of two bodies, and the system."""
    return {
        "system": Holder("system", "Hệ thống Một cửa", "Hệ thống Một cửa"),
        "leaders": [Holder(key, f"Người Ký {name}"[:40], name, "Phó Giám đốc") for key, name in UNITS.items()],
        "seals": [Holder(key, name, name) for key, name in UNITS.items()],
    }


def to_sign(page: bytes, *roles: SignerRole) -> bytes:
    """A page with empty fields for these roles."""
    return prepare(ResultToSign(page, tuple(PLACES[role] for role in roles)))


def blank_page() -> bytes:
    """The smallest page there is, without tags."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(SHA256()).hex()
