"""The queue's schema is ours to migrate: frozen, and equal to what the installed library brings."""

from importlib.metadata import version
from importlib.resources import files

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.migrate import MIGRATIONS
from gateway.postgres import Addresses
from services.jobs import defer
from tests.migrations.conftest import Connect

FROZEN = MIGRATIONS / "sql" / "0001" / "8_jobs.sql"


def test_the_frozen_schema_is_that_of_the_installed_library():
    brought = (files("procrastinate") / "sql" / "schema.sql").read_text(encoding="utf-8")
    assert f"procrastinate {version('procrastinate')} " in FROZEN.read_text(encoding="utf-8")
    assert FROZEN.read_text(encoding="utf-8").endswith(brought)


def test_the_notice_of_its_licence_stands_in_front():
    assert "Copyright (c) 2024-, Joachim Jablon, Kai Schlamp" in FROZEN.read_text(encoding="utf-8")


def test_nothing_of_the_queue_lies_among_our_tables(addresses: Addresses, connect: Connect):
    found = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = :schema"
    ours = f"{found} AND relname LIKE '%procrastinate%'"
    assert connect(addresses.owner).scalar(sa.text(ours), {"schema": "public"}) == 0
    assert connect(addresses.owner).scalar(sa.text(ours), {"schema": "jobs"}) > 0


def test_a_job_exists_if_and_only_if_the_transaction_commits(engine: sa.Engine):
    count = sa.text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'sign'")
    with Session(engine) as session:
        session.execute(sa.text("SET LOCAL search_path = public, jobs"))
        defer(session, "sign", result_id="r1")
        assert session.scalar(count) == 1

        session.rollback()

        session.execute(sa.text("SET LOCAL search_path = public, jobs"))
        assert session.scalar(count) == 0
