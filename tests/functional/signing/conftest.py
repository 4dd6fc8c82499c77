"""The cast signing for real: a database that commits, the demonstration's keys, a trust service over HTTP."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from wsgiref.simple_server import make_server

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.orm import Session

from gateway.config import Config
from gateway.db import Database
from gateway.demo.civil_register import LocalCivilRegister
from gateway.demo.keys import DemoKeys, leader_holders, seal_holders, system_holder
from gateway.demo.pki import DemoPki
from gateway.demo.seed import seed
from gateway.demo.trust.app import TrustService
from gateway.demo.trust.status import revocation_list
from gateway.final_page import FinalPage, open_final_page
from gateway.jobs.signing import perform
from gateway.migrate import upgrade
from gateway.office import Office
from gateway.postgres import EmbeddedPostgres
from gateway.printing import Printer
from services.actor import SYSTEM
from services.catalogue.loader import DATA, load
from services.keys import KeyRing
from services.results.acting import latest_status
from services.results.files import content_of, files_of
from services.results.kinds import ResultState, SigningStep
from services.results.leading import approve
from services.results.models import Result
from services.results.sealing import approve_seal
from services.results.verdict.facts import TrustStore
from services.results.verdict.verifier import Verifier
from services.results.verification import Verification, ask, judge
from services.storage import BlobStore
from tests.factories import FRIDAY
from tests.results import Desk, justice, legal_aid_for_signature
from tests.signing import Clock, Quiet

OPENED = FRIDAY + timedelta(hours=1)
SYSTEM_NAME = "Hệ thống Một cửa"


@dataclass
class Works:
    """An office of its own, and short ways through it. The trust service lives by the same clock."""

    office: Office
    clock: Clock
    pki: DemoPki
    verifier: Verifier

    @property
    def database(self) -> Database:
        return self.office.database

    def do(self, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """One verb in a transaction of its own."""
        with self.database.unit_of_work() as session:
            return verb(session, *args, **named)

    def desk(self, whose: Callable[[Session], Desk] = justice) -> Desk:
        return self.do(whose)

    def for_signature(self, prepared: Callable[[Session], Result] = legal_aid_for_signature) -> UUID:
        return self.do(lambda session: prepared(session).id)

    def opened(self, result_id: UUID, whose: Callable[[Session], Desk] = justice) -> FinalPage:
        return open_final_page(self.office, result_id, by=self.desk(whose).leader, at=self.clock.now)

    def approved(self, result_id: UUID, whose: Callable[[Session], Desk] = justice) -> FinalPage:
        page = self.opened(result_id, whose)
        self.do(approve, result_id, digest=page.digest, by=self.desk(whose).leader, at=self.clock.now)
        return page

    def signed(self, result_id: UUID, whose: Callable[[Session], Desk] = justice) -> bytes:
        self.approved(result_id, whose)
        assert perform(self.office, result_id, SigningStep.LEADER)
        return self.newest(result_id)

    def seal_approved(self, result_id: UUID, whose: Callable[[Session], Desk] = justice) -> None:
        digest = self.do(latest_status, result_id).digest
        self.do(approve_seal, result_id, digest=digest, by=self.desk(whose).clerk, at=self.clock.now)

    def issued(self, result_id: UUID, whose: Callable[[Session], Desk] = justice) -> bytes:
        self.signed(result_id, whose)
        self.clock.now += timedelta(minutes=5)
        self.seal_approved(result_id, whose)
        assert perform(self.office, result_id, SigningStep.SEAL)
        return self.newest(result_id)

    def state(self, result_id: UUID) -> ResultState:
        return self.do(latest_status, result_id).state

    def newest(self, result_id: UUID) -> bytes:
        return self.do(lambda session: content_of(self.office.store, files_of(session, result_id)[-1]))

    def verify(self, pdf: bytes) -> Verification:
        asked = self.do(ask, pdf, self.office.keys.enrolled(), system=SYSTEM_NAME)
        lists = tuple(
            revocation_list(self.pki.folder, self.pki.authority(name), self.clock.now) for name in ("root", "issuing")
        )
        der = Encoding.DER
        trust = TrustStore((self.pki.root.public_bytes(der),), (self.pki.issuing.public_bytes(der),), lists)
        return judge(pdf, asked, self.verifier, trust, at=self.clock.now)


@contextmanager
def serving(pki_of: Callable[[str], DemoPki], clock: Clock) -> Iterator[DemoPki]:
    """Serve a trust service on a free port of the loopback."""
    held: list[TrustService] = []
    with make_server("127.0.0.1", 0, lambda *call: held[0](*call), handler_class=Quiet) as server:  # noqa: PLW0108 - not there yet
        pki = pki_of(f"http://127.0.0.1:{server.server_port}")
        held.append(TrustService(pki, clock))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield pki
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def own_database(server: EmbeddedPostgres, settings: Config, keys: KeyRing) -> Iterator[Database]:
    """Catalogue and cast, and what the tests of this folder leave behind: each looks at its own dossiers alone."""
    addresses = server.ensure_database("signing")
    upgrade(addresses.owner)
    found = Database(addresses.app, keys, threads=12)
    with found.unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=FRIDAY)
        seed(session, at=FRIDAY)
    yield found
    found.close()


@pytest.fixture(scope="session")
def session_works(own_database: Database, keys: KeyRing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    folder: Path = tmp_path_factory.mktemp("signing")
    clock = Clock(OPENED)
    with own_database.reading() as session:
        holders = {"leaders": leader_holders(session), "seals": seal_holders(session)}

    def pki_of(address: str) -> DemoPki:
        return DemoPki.prepare(
            folder / "pki", keys, address=address, system=system_holder(SYSTEM_NAME), at=FRIDAY, **holders
        )

    with serving(pki_of, clock) as pki:
        address = (pki.folder / "address").read_text()
        verifier = Verifier()
        office = Office(
            database=own_database,
            store=BlobStore(folder / "blobs"),
            printer=Printer(demo=True),
            keys=DemoKeys(pki, f"{address}/tsa"),
            civil_register=LocalCivilRegister(),
            address="http://localhost",
            system=SYSTEM_NAME,
            clock=clock,
        )
        yield Works(office, clock, pki, verifier)
        verifier.close()


@pytest.fixture
def works(session_works: Works) -> Works:
    """The office, its clock set back."""
    session_works.clock.now = OPENED
    return session_works


def without_trust(works: Works) -> Office:
    """The same office when nobody answers at the time-stamping authority."""
    return replace(works.office, keys=DemoKeys(works.pki, "http://127.0.0.1:9/tsa"))
