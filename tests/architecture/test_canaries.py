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
from gateway.logs import configure
from services.actor import SYSTEM
from services.keys import DataKey
from services.people.directory import Known, register_organisation, register_person
from services.people.models import Source
from services.storage import BlobStore

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
def database(settings, keys, cleaner) -> Iterator[Database]:
    found = Database(settings.database_url, keys, threads=2)
    yield found
    found.close()


def seed(database: Database, store: BlobStore) -> list[str]:
    """Enter the people, an organisation and a file for each, and change every row once; return every value."""
    wanted = []
    for number in range(PEOPLE):
        known = someone(number)
        wanted += values(known, number)
        with database.unit_of_work() as session:
            person = register_person(session, known, source=Source.COUNTER, by=SYSTEM, at=AT)
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
    return wanted


def test_no_file_left_behind_shows_a_person(database, settings, server, addresses, cleaner, monkeypatch):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    configure(logging.DEBUG)
    try:
        wanted = seed(database, BlobStore(settings.blob_folder))
        with psycopg.connect(addresses.superuser, autocommit=True) as superuser:
            superuser.execute("COMMENT ON DATABASE gateway IS 'Dấu kiểm chứng 5150'")
            superuser.execute("CHECKPOINT")
        files = dict(everything(server.folder, settings.data_folder)) | {Path("log"): log.getvalue().encode()}
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
        cleaner.clean()

    found = {value: [path.name for path, data in files.items() if value.encode() in data] for value in wanted}

    assert len(wanted) == 200
    assert any("Dấu kiểm chứng 5150".encode() in data for data in files.values()), (
        "the search itself finds what is there"
    )
    assert any("pg_wal" in str(path) for path in files)
    assert "entered [removed]" in log.getvalue()
    assert {value: places for value, places in found.items() if places} == {}
