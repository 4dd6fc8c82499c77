"""Who may do what in the database. The table below is reviewed, not derived: a new table needs its line here."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from gateway.migrate import apply_grants
from gateway.postgres import APP, AUDITOR, OWNER, Addresses
from services.tables import metadata
from tests.migrations.conftest import Connect

LETTERS = {
    "S": "SELECT",
    "I": "INSERT",
    "U": "UPDATE",
    "D": "DELETE",
    "T": "TRUNCATE",
    "R": "REFERENCES",
    "G": "TRIGGER",
    "M": "MAINTAIN",
}

# table: (application, auditor); S select, I insert, U update, D delete
REVIEWED = {
    "account": ("SIU", "S"),
    "alembic_version": ("S", ""),
    "audit_event": ("S", "S"),
    "audit_subject": ("SI", "S"),
    "blob": ("SIUD", "S"),
    "book_number": ("SIU", "S"),
    "calendar_change": ("SIU", "S"),
    "calendar_change_day": ("SIUD", "S"),
    "catalogue_import": ("SI", "S"),
    "certification": ("SI", "S"),
    "code_entry": ("SIU", "S"),
    "component_file": ("SIUD", "S"),
    "data_key": ("SIU", "S"),
    "day_off": ("SIUD", "S"),
    "delegation": ("SIU", "S"),
    "document": ("SIUD", "S"),
    "dossier": ("SI", "S"),
    "dossier_deadline": ("SI", "S"),
    "dossier_party": ("SI", "S"),
    "dossier_series": ("SIU", "S"),
    "dossier_transition": ("SI", "S"),
    "draft": ("SIUD", ""),
    "duty_exception": ("SIU", "S"),
    "identity_number": ("SIU", "S"),
    "local_decision": ("SI", "S"),
    "local_decision_unit": ("SI", "S"),
    "login_attempt": ("SIUD", ""),
    "maintenance": ("SIU", "S"),
    "mandate": ("SIU", "S"),
    "mandate_unit": ("SI", "S"),
    "notice": ("SIU", "S"),
    "number_book": ("SIU", "S"),
    "office_change": ("SI", "S"),
    "office_hours": ("SIUD", "S"),
    "officer_post": ("SIU", "S"),
    "organisation": ("SIU", "S"),
    "person": ("SIU", "S"),
    "procedure": ("SIU", "S"),
    "procedure_successor": ("SI", "S"),
    "procedure_version": ("SI", "S"),
    "rate_limit": ("SIUD", ""),
    "result": ("SI", "S"),
    "result_file": ("SI", "S"),
    "result_status": ("SI", "S"),
    "retired_code": ("SI", "S"),
    "session": ("SIUD", ""),
    "shipment": ("SI", "S"),
    "shipment_item": ("SI", "S"),
    "shipment_paper": ("SI", "S"),
    "signature_record": ("SI", "S"),
    "staged_list": ("SI", "S"),
    "staged_row": ("SID", "S"),
    "supplement_item": ("SI", "S"),
    "supplement_request": ("SI", "S"),
    "synonym_change": ("SI", "S"),
    "unit": ("SIU", "S"),
    "unit_alias": ("SIUD", "S"),
    "unit_procedure": ("SIU", "S"),
}
NEVER_CHANGED = (
    "audit_event",
    "audit_subject",
    "certification",
    "dossier_deadline",
    "dossier_transition",
    "office_change",
    "result",
    "result_file",
    "result_status",
    "retired_code",
    "shipment_item",
    "shipment_paper",
    "signature_record",
    "supplement_item",
    "supplement_request",
)
CHANGES: dict[str, Callable[[sa.Table], sa.Executable]] = {
    "update": lambda table: sa.update(table).values(id=table.c.id),
    "delete": sa.delete,
    "truncate": lambda table: sa.DDL("TRUNCATE %(table)s CASCADE", context={"table": table.name}),
}


def held(connection: sa.Connection, role: str) -> dict[str, str]:
    """Return the letters of what a role may do with each table of `public`."""
    asked = sa.text("SELECT has_table_privilege(:role, 'public.' || quote_ident(:table), :privilege)")
    return {
        table: "".join(
            letter
            for letter, privilege in LETTERS.items()
            if connection.scalar(asked, {"role": role, "table": table, "privilege": privilege})
        )
        for table in sa.inspect(connection).get_table_names("public")
    }


@pytest.mark.parametrize(("role", "column"), [(APP, 0), (AUDITOR, 1)])
def test_the_whole_matrix_is_as_reviewed(addresses: Addresses, connect: Connect, role: str, column: int):
    assert held(connect(addresses.owner), role) == {table: letters[column] for table, letters in REVIEWED.items()}


def test_every_table_of_the_models_was_reviewed():
    assert set(REVIEWED) == set(metadata.tables) | {"alembic_version"}


def test_applying_the_grants_again_gives_the_same(addresses: Addresses, connect: Connect):
    before = held(connect(addresses.owner), APP)
    apply_grants(addresses.owner)
    assert held(connect(addresses.owner), APP) == before


def test_applying_the_grants_takes_away_what_somebody_added(addresses: Addresses, connect: Connect):
    connect(addresses.owner).execute(sa.text(f"GRANT UPDATE ON audit_event TO {APP}"))
    connect(addresses.owner).execute(sa.text(f"GRANT UPDATE (body) ON audit_event TO {AUDITOR}"))

    apply_grants(addresses.owner)

    assert held(connect(addresses.owner), APP)["audit_event"] == "S"
    column = "SELECT has_column_privilege(:role, 'audit_event', 'body', 'UPDATE')"
    assert not connect(addresses.owner).scalar(sa.text(column), {"role": AUDITOR})


@pytest.mark.parametrize("table", NEVER_CHANGED)
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_only_added_to_cannot_be_changed(addresses: Addresses, connect: Connect, table: str, change: str):
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied") as refusal:
        connect(addresses.app).execute(CHANGES[change](metadata.tables[table]))
    assert refusal.value.orig.sqlstate == "42501"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("procedure_version", {"valid_until", "ended_by_import_id"}),
        ("catalogue_import", {"counts", "undone_at"}),
    ],
)
def test_some_columns_can_be_set_later_and_nothing_else(
    addresses: Addresses, connect: Connect, table: str, columns: set[str]
):
    asked = """
        SELECT attname FROM pg_attribute
        WHERE attrelid = CAST(:relation AS regclass) AND attnum > 0
          AND has_column_privilege(:role, attrelid, attnum, 'UPDATE')
    """
    found = connect(addresses.owner).scalars(sa.text(asked), {"role": APP, "relation": table})
    assert set(found) == columns


@pytest.mark.parametrize(
    ("table", "privilege", "kept"),
    [
        ("audit_event", "INSERT", {"xid"}),
        (
            "dossier",
            "UPDATE",
            {
                "id",
                "data_key_id",
                "reference",
                "draft_id",
                "procedure_version_id",
                "case_title",
                "channel",
                "form",
                "help_unit_id",
                "receipt_unit_id",
                "competent_unit_id",
                "submitted_at",
                "answers_sealed",
                "seeded",
            },
        ),
    ],
)
def test_some_columns_are_not_the_applications(
    addresses: Addresses, connect: Connect, table: str, privilege: str, kept: set[str]
):
    asked = """
        SELECT attname FROM pg_attribute
        WHERE attrelid = CAST(:relation AS regclass) AND attnum > 0 AND NOT attisdropped
          AND NOT has_column_privilege(:role, attrelid, attnum, :privilege)
    """
    found = connect(addresses.owner).scalars(sa.text(asked), {"role": APP, "relation": table, "privilege": privilege})
    assert set(found) == kept


@pytest.mark.parametrize("role", [APP, AUDITOR])
def test_nobody_but_the_owner_builds_in_a_schema(addresses: Addresses, connect: Connect, role: str):
    asked = sa.text(
        "SELECT has_schema_privilege(:role, 'public', 'CREATE') OR has_schema_privilege(:role, 'jobs', 'CREATE')"
    )
    assert connect(addresses.owner).scalar(asked, {"role": role}) is False


def test_the_auditor_does_not_see_the_queue(addresses: Addresses, connect: Connect):
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        connect(addresses.auditor).execute(sa.text("SELECT 1 FROM jobs.procrastinate_jobs"))


def test_the_owner_owns_every_table(addresses: Addresses, connect: Connect):
    owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('public', 'jobs')"
    assert connect(addresses.owner).scalars(sa.text(owners)).all() == [OWNER]
