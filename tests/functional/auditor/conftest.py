"""The auditor of the cast, signed in, on a database of its own in which acts have been done by the verbs."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from gateway.db import Database
from gateway.demo.civil_register import LocalCivilRegister
from gateway.demo.keys import DemoKeys, leader_holders, seal_holders, system_holder
from gateway.demo.pki import DemoPki
from gateway.demo.seed import seed
from gateway.jobs.papers import FORM_01, issue_form
from gateway.migrate import upgrade
from gateway.office import Office
from gateway.postgres import EmbeddedPostgres
from gateway.printing import Printer
from gateway.trust import LiveTrust
from gateway.verifying import EXTENSION as VERIFYING
from gateway.verifying import Verifying
from services.actor import SYSTEM, Role
from services.audit.models import AuditEvent
from services.catalogue.loader import DATA, load
from services.documents.issued import issued_form
from services.documents.upload import INSPECTOR, judged
from services.dossiers.attaching import attach
from services.dossiers.desk import Finding, check_components, receive
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import ComponentMark, DossierState
from services.dossiers.models import Dossier
from services.keys import KeyRing
from services.results.kinds import ResultState
from services.results.models import Result
from services.storage import BlobStore
from tests.desks import a_dossier, staff, unit_id
from tests.factories import FRIDAY, a_citizen, a_filing, an_officer
from tests.functional.citizen.conftest import (  # noqa: F401 - fixtures
    MONDAY,
    Clock,
    clock,
    clock_of_module,
    hostile,
    running_hostile,
    sign_in,
)
from tests.functional.login.hostile import CLIENT_KEY, Hostile
from tests.functional.signing.conftest import SYSTEM_NAME, Works, serving
from tests.pages import Browser, Page
from tests.register import a_book, a_registered_result
from tests.results import birth_for_signature, ward
from tests.signing import Clock as SigningClock
from tests.statements import counts
from tests.unit.services.documents.pdfs import pdf

ROOM = "Kiểm tra, giám sát – Thanh tra tỉnh"
NUMBER = "004190999777"
"""Of whom the dossiers in the log are about."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What has been done before anybody audits.

    Attributes:
        inside: code of a dossier at the ward that the auditor's mandate names, with one file.
        reference: what the same dossier was called before it had a code.
        outside: reference of a dossier at a commune that no mandate names.
        file: what was handed in.
    """

    inside: str
    reference: str
    inside_id: UUID
    outside: str
    outside_id: UUID
    file: bytes


@pytest.fixture(scope="session")
def portal(
    server: EmbeddedPostgres,
    settings: Config,
    make_app: Callable[[Config], Flask],
    running_hostile: Hostile,  # noqa: F811
    clock_of_module: Clock,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """The application over catalogue and cast, with a provider that tests speak for."""
    addresses = server.ensure_database("audited")
    upgrade(addresses.owner)
    key_file = tmp_path_factory.mktemp("client") / "key.json"
    key_file.write_text(json.dumps(CLIENT_KEY.as_dict(private=True)))
    app = make_app(
        replace(
            settings,
            database_url=addresses.app,
            database_owner_url=addresses.owner,
            database_auditor_url=addresses.auditor,
            oidc_issuer=running_hostile.issuer,
            oidc_client_key_file=str(key_file),
            rate_limits="off",
        )
    )
    set_clock(app, clock_of_module)
    app.testing = True
    with app.extensions[DATABASE].unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=FRIDAY)
        seed(session, at=FRIDAY)
    return app


@pytest.fixture(scope="session")
def database(portal: Flask) -> Database:
    """Its connections."""
    found: Database = portal.extensions[DATABASE]
    return found


@pytest.fixture(scope="session")
def acts(portal: Flask, database: Database) -> Acts:
    """Two dossiers filed, one of them received, and three results in the register."""
    store = BlobStore(portal.config["SETTINGS"].blob_folder)
    content = pdf()
    with database.unit_of_work() as session:
        inside = filed(session, "X01273", store, content)
        receiver = an_officer(session, Role.RECEIVER, "X01273.TT")
        marks = [Finding(row.id, ComponentMark.GOOD) for row in handed_in(session, inside.id)]
        check_components(session, inside.id, marks, by=receiver, at=FRIDAY)
        receive(session, inside.id, by=receiver, at=FRIDAY)
        staff(session, "X01324")
        outside = filed(session, "X01324")
        register(session)
    INSPECTOR.close()
    assert inside.code is not None
    return Acts(inside.code, inside.reference, inside.id, outside.reference, outside.id, content)


def filed(session: Session, unit: str, store: BlobStore | None = None, content: bytes = b"") -> Dossier:
    """A copy from the register asked for at a commune, with a file for its first paper perhaps."""
    filing = a_filing(session, a_citizen(session, citizen_id=NUMBER)).unit(unit)
    filing.step("applicant", phone="0206 000 0001", capacity="self")
    filing.step("delivery", delivery="electronic").papers()
    if store is not None:
        with store.writer() as upload:
            upload.write(content)
            attach(
                session,
                filing.id,
                component_no=0,
                upload=judged(upload),
                filename="giấy tờ.pdf",
                by=filing.by,
                at=FRIDAY,
            )
    return filing.submit()


def register(session: Session) -> None:
    """Three results of a ward; the second was revoked. One of another ward was corrected by a letter."""
    book = a_book(session, unit_id(session, "X01279"))
    states = {1: (), 2: (ResultState.REVOKED,), 3: ()}
    for number, later in states.items():
        dossier = a_dossier(session, DossierState.FINISHED, centre="X01279.TT", body="X01279")
        a_registered_result(session, dossier, book, number, ResultState.IN_FORCE, *later, minutes=number)
    book = a_book(session, unit_id(session, "X01288"))
    dossier = a_dossier(session, DossierState.FINISHED, centre="X01288.TT", body="X01288")
    wrong = a_registered_result(session, dossier, book, 8, ResultState.IN_FORCE)
    about = {"ordinal": 2, "corrects_id": wrong.id}
    a_registered_result(session, dossier, book, 9, ResultState.IN_FORCE, minutes=1, **about)


@dataclass(frozen=True, slots=True)
class IssuedHere:
    """A birth certificate that the ward issued, with what the program drew on its way.

    Attributes:
        code: of its dossier, inside the mandate.
        token: of its QR code.
        pdf: the file as issued.
        receipt: form 01 of the dossier.
    """

    code: str
    token: str
    result_id: UUID
    pdf: bytes
    receipt: bytes


@pytest.fixture(scope="session")
def session_works(
    portal: Flask,
    database: Database,
    keys: KeyRing,
    acts: Acts,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Works]:
    """The worker's office over the same database and store, with keys of the cast and a trust service."""
    del acts
    folder = tmp_path_factory.mktemp("audited")
    shown = SigningClock(MONDAY)
    with database.reading() as session:
        holders = {"leaders": leader_holders(session), "seals": seal_holders(session)}

    def pki_of(address: str) -> DemoPki:
        system = system_holder(SYSTEM_NAME)
        return DemoPki.prepare(folder / "pki", keys, address=address, system=system, at=MONDAY, **holders)

    with serving(pki_of, shown) as pki:
        office = Office(
            database=database,
            store=BlobStore(portal.config["SETTINGS"].blob_folder),
            printer=Printer(demo=True),
            keys=DemoKeys(pki, f"{(pki.folder / 'address').read_text()}/tsa"),
            civil_register=LocalCivilRegister(),
            address="http://localhost",
            system=SYSTEM_NAME,
            clock=shown,
        )
        judge = Verifying(database, office.keys, LiveTrust(office.keys), system=SYSTEM_NAME, clock=shown)
        portal.extensions[VERIFYING] = judge
        yield Works(office, shown, pki, verifier=None)
        judge.close()
        portal.extensions.pop(VERIFYING, None)


@pytest.fixture(scope="session")
def issued(session_works: Works) -> IssuedHere:
    """A result in force of the ward that the mandate names."""
    works = session_works
    result_id = works.for_signature(lambda session: birth_for_signature(session, MONDAY))
    pdf = works.issued(result_id, ward)
    with works.database.reading() as session:
        result = session.get_one(Result, result_id)
        dossier = session.get_one(Dossier, result.dossier_id)
    issue_form(works.office, dossier.id, FORM_01)
    with works.database.reading() as session:
        receipt = issued_form(session, dossier.id, "01")
        content = b"".join(works.office.store.read(receipt.blob))
    return IssuedHere(dossier.code, result.token, result_id, pdf, content)


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Browser]:
    """Browsers of people who signed in once, for tests that only look."""
    return {}


@pytest.fixture
def auditor(acts: Acts, sign_in: Callable[..., Browser], signed_in: dict[str, Browser]) -> Browser:  # noqa: F811
    """The auditor of the cast in their room."""
    if "P19" not in signed_in:
        signed_in["P19"] = in_the_room(sign_in("P19"))
    return signed_in["P19"]


def in_the_room(browser: Browser, language: str = "vi") -> Browser:
    """Choose the auditor's post, then the language."""
    page = browser.get("/chon-vai-tro").button(ROOM)
    assert page.path == "/thanh-tra"
    browser.client.set_cookie("lang", language)
    return browser


@pytest.fixture
def events(database: Database) -> Callable[..., list[dict[str, Any]]]:
    """The newest events, the newest first; of one tag if that is named."""

    def read(tag: str | None = None) -> list[dict[str, Any]]:
        with database.reading() as session:
            bodies = session.scalars(sa.select(AuditEvent.body).order_by(AuditEvent.xid.desc())).all()
        found = [json.loads(body) for body in bodies]
        return [one for one in found if tag in (None, one["action"])]

    return read


@contextmanager
def asked(database: Database) -> Iterator[list[str]]:
    """Note every statement of a request, whatever role sends it."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if counts(statement):
            seen.append(statement)

    assert database.auditing_engine is not None
    engines = (database.engine, database.auditing_engine)
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        sa.event.remove(engine, "before_cursor_execute", note)


def rows(page: Page) -> list[str]:
    """The lines of the table on a page."""
    return [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("main tbody tr")]
