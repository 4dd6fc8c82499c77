"""The keys of the demonstration, made on the first start and kept: authorities, one per officer who signs, seals.

The files lie in a folder of their own (0700, files 0600) as PKCS#12 under passphrases derived from the key ring. The
services' keys and the signers' keys have different passphrases, since they belong to different parties.
"""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    load_pkcs12,
    serialize_key_and_certificates,
)

from gateway.demo import issuing
from gateway.demo.issuing import Addresses, Pair, subject
from services.durable import sync_folder
from services.keys import KeyRing
from services.results.roles import SignerRole
from services.results.signing.keys import KeyFileSigner

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def folder_of(data: Path) -> Path:
    """Return where the demonstration's keys are under the data folder."""
    return data / "keys" / "pki"


class DemoKeysElsewhereError(Exception):
    """The certificates name another address of the trust service than the one it has now."""

    def __init__(self, made_for: str, now: str) -> None:
        super().__init__(f"the demonstration's certificates point to {made_for}, the trust service is at {now}")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is: a person or a body, by a name of files that never changes."""

    key: str
    name: str
    organisation: str
    title: str | None = None

    def __post_init__(self) -> None:
        if not FILE_NAME.fullmatch(self.key):
            raise ValueError(f"{self.key!r} cannot name a file")


@dataclass(frozen=True, slots=True)
class Member:
    """A signer of the demonstration: in which role, under which key, with which certificate."""

    role: SignerRole
    key: str
    certificate: x509.Certificate


class DemoPki:
    """The folder of keys. `prepare` fills it, everything else reads."""

    def __init__(self, folder: Path, ring: KeyRing) -> None:
        self.folder = folder
        self._authority_phrase = ring.derive("demo-pki/authority/1").hex().encode()
        self._signer_phrase = ring.derive("demo-pki/signers/1").hex().encode()

    @classmethod
    def prepare(
        cls,
        folder: Path,
        ring: KeyRing,
        *,
        address: str,
        system: Holder,
        leaders: Sequence[Holder],
        seals: Sequence[Holder],
        at: datetime,
    ) -> Self:
        """Make what is missing; what is there stays, byte for byte.

        Args:
            folder: where the keys are, or will be.
            ring: gives the passphrases.
            address: of the trust service, without a slash at the end; it goes into every certificate.
            system: the program itself, which signs receipts.
            leaders: officers who sign results.
            seals: bodies whose seal stands beside the leader's signature.
            at: the instant from which new certificates are valid.

        Raises:
            DemoKeysElsewhereError: certificates made earlier name another address.
        """
        found = cls(folder, ring)
        for part in (folder, folder / "authority", folder / "signers", folder / "issued"):
            part.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        made_for = found._ensure(folder / "address", address.encode).decode()
        if made_for != address:
            raise DemoKeysElsewhereError(made_for, address)
        issuer = found._prepare_authorities(address, at)
        where = _addresses(address, "issuing", ocsp=True)
        wanted = [
            (SignerRole.SYSTEM, system),
            *((SignerRole.LEADER, one) for one in leaders),
            *((SignerRole.SEAL, one) for one in seals),
        ]
        for role, holder in wanted:
            name = subject(holder.name, organisation=holder.organisation, title=holder.title)
            path = found._signer_file(role, holder.key)
            found._pair(path, found._signer_phrase, partial(issuing.signer, name, issuer, at, where), issuer)
        return found

    def authority(self, name: str) -> Pair:
        """Open the key of a service: `root`, `issuing`, `tsa` or `ocsp`."""
        return _open(self.folder / "authority" / f"{name}.p12", self._authority_phrase)

    @property
    def root(self) -> x509.Certificate:
        """The anchor of every chain here."""
        return x509.load_pem_x509_certificate((self.folder / "root.pem").read_bytes())

    @property
    def issuing(self) -> x509.Certificate:
        """The authority between the root and everybody else."""
        return x509.load_pem_x509_certificate((self.folder / "issuing.pem").read_bytes())

    def issued(self, serial: int) -> bool:
        """Tell whether the issuing authority gave out a certificate of this number."""
        return (self.folder / "issued" / f"{serial:x}.pem").exists()

    def signer(self, role: SignerRole, key: str) -> KeyFileSigner:
        """Open the key of a signer.

        Raises:
            FileNotFoundError: no such signer.
        """
        return KeyFileSigner.from_pkcs12(self._signer_file(role, key).read_bytes(), self._signer_phrase)

    def members(self) -> list[Member]:
        """List every signer, for the set of those whose signature counts."""
        found = []
        for path in sorted((self.folder / "signers").glob("*.p12")):
            role, _, key = path.stem.partition("-")
            certificate = self.signer(SignerRole(role), key).certificate
            found.append(Member(SignerRole(role), key, certificate))
        return found

    def _signer_file(self, role: SignerRole, key: str) -> Path:
        return self.folder / "signers" / f"{role.value}-{key}.p12"

    def _prepare_authorities(self, address: str, at: datetime) -> Pair:
        folder, phrase = self.folder / "authority", self._authority_phrase
        names = {
            name: subject(common, organisation="DEMO")
            for name, common in {
                "root": "Root CA",
                "issuing": "Issuing CA",
                "tsa": "Time-stamping authority",
                "ocsp": "OCSP responder",
            }.items()
        }
        root = self._pair(folder / "root.p12", phrase, lambda: issuing.root(names["root"], at))
        by_root, by_issuer = _addresses(address, "root"), _addresses(address, "issuing", ocsp=True)
        issuer = self._pair(
            folder / "issuing.p12", phrase, lambda: issuing.authority(names["issuing"], root, at, by_root), root
        )
        for name, make in {
            "tsa": lambda: issuing.time_stamper(names["tsa"], issuer, at, by_issuer),
            "ocsp": lambda: issuing.responder(names["ocsp"], issuer, at),
        }.items():
            self._pair(folder / f"{name}.p12", phrase, make, issuer)
        for name, pair in (("root", root), ("issuing", issuer)):
            self._ensure(self.folder / f"{name}.pem", partial(pair.certificate.public_bytes, Encoding.PEM))
        return issuer

    def _pair(self, path: Path, phrase: bytes, make: Callable[[], Pair], issuer: Pair | None = None) -> Pair:
        """Open a pair, or make it. The record of issue comes first: a key that nobody vouches for must not exist."""
        if not path.exists():
            pair = make()
            self._ensure(
                self.folder / "issued" / f"{pair.certificate.serial_number:x}.pem",
                lambda: pair.certificate.public_bytes(Encoding.PEM),
            )
            chain = [issuer.certificate] if issuer else []
            self._ensure(
                path,
                lambda: serialize_key_and_certificates(
                    None, pair.key, pair.certificate, chain, BestAvailableEncryption(phrase)
                ),
            )
        return _open(path, phrase)

    def _ensure(self, path: Path, content: Callable[[], bytes]) -> bytes:
        """Return the file, written whole or not at all if it was not there."""
        if not path.exists():
            beside = path.with_name(f".{path.name}.new")
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE), "wb") as file:
                file.write(content())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            sync_folder(path.parent)
        return path.read_bytes()


def _open(path: Path, phrase: bytes) -> Pair:
    held = load_pkcs12(path.read_bytes(), phrase)
    if held.cert is None or not isinstance(held.key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path.name} holds no pair of ours")
    return Pair(held.cert.certificate, held.key)


def _addresses(base: str, name: str, *, ocsp: bool = False) -> Addresses:
    return Addresses(f"{base}/ca/{name}.cer", f"{base}/crl/{name}.crl", f"{base}/ocsp" if ocsp else None)
