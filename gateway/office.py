"""What drawing, signing and judging papers needs, put together once per process: the printer, the keys, the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from cryptography import x509

from gateway.clock import now
from gateway.config import Config, Environment
from gateway.db import Database
from gateway.printing import Printer, qr_svg
from gateway.site import site
from services.keys import KeyRing
from services.results.civil_register import CivilRegister, NoCivilRegister
from services.results.errors import SignerKeyMissingError
from services.results.paper import Paper
from services.results.register import Enrolled
from services.results.roles import SignerRole
from services.results.signing.keys import Signer
from services.results.signing.request import ResultToSign
from services.storage import BlobStore


class Keys(Protocol):
    """Who can sign here, and whom those signatures lead to."""

    def signer(self, role: SignerRole, holder: str) -> Signer:
        """Return a key: of a leader's post, of a body's seal, of the system.

        Raises:
            SignerKeyMissingError: there is none.
        """

    def enrolled(self) -> Sequence[Enrolled]:
        """Return every certificate given to a signer here."""

    @property
    def anchors(self) -> tuple[x509.Certificate, ...]:
        """Roots that our own signatures lead to."""

    @property
    def intermediates(self) -> tuple[x509.Certificate, ...]:
        """Authorities below them."""

    @property
    def time_stamping(self) -> str:
        """Address of the time-stamping authority."""


class NoKeys:
    """A deployment without signing keys: everything works but signing."""

    anchors: tuple[x509.Certificate, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    time_stamping = ""

    def signer(self, role: SignerRole, holder: str) -> Signer:
        """Refuse."""
        del holder
        raise SignerKeyMissingError(role)

    def enrolled(self) -> Sequence[Enrolled]:
        """Nobody."""
        return ()


@dataclass(frozen=True, slots=True)
class Office:
    """The tools of one process.

    Attributes:
        database: connections of this process.
        store: of files.
        printer: draws papers.
        keys: who can sign.
        civil_register: gives personal numbers.
        address: public address, without a slash at the end.
        system: name of the system, as papers print it.
        clock: the present instant.
    """

    database: Database
    store: BlobStore
    printer: Printer
    keys: Keys
    civil_register: CivilRegister
    address: str
    system: str
    clock: Callable[[], datetime] = now

    @classmethod
    def of(cls, config: Config, database: Database, clock: Callable[[], datetime] = now) -> "Office":
        """Put the tools together as the settings say."""
        demo = config.env == Environment.DEMO
        return cls(
            database=database,
            store=BlobStore(config.blob_folder),
            printer=Printer(demo=demo),
            keys=keys_of(config, database.keys),
            civil_register=civil_register_of(config),
            address=config.url,
            system=site(config)["long_name"],
            clock=clock,
        )

    def draw(self, paper: Paper) -> ResultToSign:
        """Draw a result's page, with the QR code that leads to its place in the register."""
        return self.printer(paper.template, self.with_address(paper.data, f"kiem-tra/{paper.token}"), at=paper.at)

    def with_address(self, data: dict[str, Any], path: str) -> dict[str, Any]:
        """Return data with what every paper of ours prints: the system's name, an address of ours and its QR code.

        `checking` is where anybody checks a file.
        """
        address = f"{self.address}/{path}"
        ours = {"system": self.system, "address": address, "code": qr_svg(address)}
        return {**data, **ours, "checking": f"{self.address}/kiem-tra"}


def keys_of(config: Config, ring: KeyRing) -> Keys:
    """Open the signing keys of this deployment, or those of nobody."""
    if config.env != Environment.DEMO:
        return NoKeys()
    from gateway.demo.keys import DemoKeys  # a real deployment never loads it

    return DemoKeys.open(config, ring)


def civil_register_of(config: Config) -> CivilRegister:
    """Return the register service that gives personal numbers, or one that gives none."""
    if config.env != Environment.DEMO:
        return NoCivilRegister()
    from gateway.demo.civil_register import LocalCivilRegister

    return LocalCivilRegister()
