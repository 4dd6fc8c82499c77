"""A stolen disk shows no person: none of 200 seeded values is found in any file the program leaves behind."""

import io
import logging
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from gateway.db import Database
from gateway.demo.seed import seed as seed_cast
from gateway.logs import configure
from gateway.migrate import upgrade
from services.actor import SYSTEM, Actor, Role
from services.catalogue.loader import DATA, load
from services.dossiers.models import Dossier
from services.keys import DataKey
from services.people.directory import Known, register_organisation, register_person
from services.people.models import Source
from services.results.confirming import add_personal_number, confirm
from services.results.drafting import ask_confirmation, submit
from services.results.leading import send_back
from services.storage import BlobStore
from tests.results import birth, drafted, ward

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PEOPLE = 25


def someone(number: int) -> Known:
    """An invented person of eight values that occur nowhere else."""
    return Known(
        name=f"Nguyễn Thị Kiểm Thử Ẩn{number:04d}",
        birth=f"{1900 + number}-01-0{1 + number % 9}",
        sex="F",
        citizen_id=f"0041{number:02d}99{number:04d}",
        commune="01273",
        residence=f"Tổ dân phố Ẩn Giấu {number:04d}",
        email=f"an.giau.{number:04d}@mau.example",
        phone=f"020611{number:04d}",
    )


def values(known: Known, number: int) -> list[str]:
    """What must not be found: names both composed and decomposed."""
    return [
        known.name,
        unicodedata.normalize("NFD", known.name),
        known.name.upper(),
        known.citizen_id,
        known.residence,
        known.email,
        known.phone,
        f"Nội dung tệp của người {number:04d}",
    ]


def everything(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path, path.read_bytes()


@pytest.fixture
def database(server, keys) -> Iterator[Database]:
    """A database of this test's own, with the catalogue and the officers of the cast."""
    addresses = server.ensure_database("canaries")
    upgrade(addresses.owner)
    found = Database(addresses.app, keys, threads=2)
    with found.unit_of_work() as session:
        load(session, DATA, by=SYSTEM, at=AT)
        seed_cast(session, at=AT)
    yield found
    found.close()


CHILD = {
    "child_name": "Nông Ẩn Giấu Tên Con",
    "birth_facility": "Bệnh viện Ẩn Giấu 7171",
    "birth_place__detail": "Tổ dân phố Ẩn Giấu nơi sinh",
    "child_origin__detail": "Tổ dân phố Ẩn Giấu quê quán",
}
CHILDS_NUMBER = "004226999171"
REMARK = "Lời ghi kín của cán bộ 7272"


def walk_a_dossier(database: Database, mother: Actor) -> list[str]:
    """Register a birth from the draft to the leader's desk, each act in a transaction; return every value."""
    with database.unit_of_work() as session:
        dossier_id, desk = birth(session, AT, mother, **CHILD).id, ward(session)
    with database.unit_of_work() as session:
        result_id = drafted(session, session.get_one(Dossier, dossier_id), desk, AT).id
        ask_confirmation(session, result_id, by=desk.specialist, at=AT)
    with database.unit_of_work() as session:
        confirm(session, result_id, by=mother, at=AT)
        add_personal_number(session, result_id, number=CHILDS_NUMBER, source="demo", at=AT)
    with database.unit_of_work() as session:
        submit(session, result_id, by=desk.specialist, at=AT)
        send_back(session, result_id, why=REMARK, by=desk.leader, at=AT)
    return [*CHILD.values(), CHILDS_NUMBER, REMARK, *(unicodedata.normalize("NFD", one) for one in CHILD.values())]


def seed(database: Database, store: BlobStore) -> tuple[list[str], Actor]:
    """Enter people, an organisation and a file for each, and change each row once; return every value, and a mother."""
    wanted = []
    for number in range(PEOPLE):
        known = someone(number)
        wanted += values(known, number)
        with database.unit_of_work() as session:
            person = register_person(session, known, source=Source.IDENTITY_PROVIDER, by=SYSTEM, at=AT)
            key = DataKey.make(database.keys)
            session.add(key)
            session.flush()
            session.add(store.put(f"Nội dung tệp của người {number:04d}".encode(), key, "application/pdf", AT))
            register_organisation(
                session,
                name=f"Công ty của {known.name}",
                tax_code=known.phone,
                address=known.residence,
                representative=person,
                representative_title=None,
                by=SYSTEM,
                at=AT,
            )
            logging.getLogger("gateway").info("entered %s", known.citizen_id)
            person.email = known.email
        if number == 0:
            mother = Actor(person.id, Role.CITIZEN)
    return wanted, mother


def test_no_file_left_behind_shows_a_person(database, settings, server, addresses, monkeypatch):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    configure(logging.DEBUG)
    try:
        wanted, mother = seed(database, BlobStore(settings.blob_folder))
        walked = walk_a_dossier(database, mother)
        with psycopg.connect(addresses.superuser, autocommit=True) as superuser:
            superuser.execute("COMMENT ON DATABASE canaries IS 'Dấu kiểm chứng 5150'")
            superuser.execute("CHECKPOINT")
        files = dict(everything(server.folder, settings.data_folder)) | {Path("log"): log.getvalue().encode()}
    finally:
        root.handlers[:], level = before
        root.setLevel(level)

    found = {value: [path.name for path, data in files.items() if value.encode() in data] for value in wanted + walked}

    assert len(wanted) == 200
    assert len(walked) > 8
    assert any("Dấu kiểm chứng 5150".encode() in data for data in files.values()), (
        "the search itself finds what is there"
    )
    assert any("pg_wal" in str(path) for path in files)
    assert "entered [removed]" in log.getvalue()
    assert {value: places for value, places in found.items() if places} == {}
