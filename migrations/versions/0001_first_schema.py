"""The first schema: all that ends up in ciphertext, signed events or on paper, and so cannot be changed later.

The tables stand in migrations/sql/0001 as plain SQL, one file a domain, in the order they need each other.

Revision: 0001
After: none
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQL = Path(__file__).resolve().parent.parent / "sql" / "0001"
TABLES = (
    "1_keys_and_files.sql",
    "2_people.sql",
    "3_catalogue.sql",
    "4_dossiers.sql",
    "5_results.sql",
    "6_audit.sql",
    "7_sessions.sql",
)
JOBS = "8_jobs.sql"


def upgrade() -> None:
    for name in TABLES:
        run(name)
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs")
    run(JOBS)
    op.execute("SET LOCAL search_path = public")


def downgrade() -> None:
    op.execute("DROP SCHEMA jobs CASCADE")
    # In one statement, for which their order does not matter; without CASCADE, so that a view or table that somebody
    # built upon them stops it.
    op.execute(
        """
        DROP TABLE
            rate_limit, login_attempt, session,
            audit_subject, audit_event,
            signature_record, book_number, number_book, result_status, result_file, result,
            component_file, document, dossier_deadline, dossier_transition, dossier_party, dossier_series, dossier, draft,
            unit_procedure, procedure_version, procedure, catalogue_import, day_off,
            duty_exception, mandate_unit, mandate, delegation, officer_post, account, identity_number, organisation,
            person, office_hours, unit_alias, unit,
            blob, data_key
        """
    )


def run(name: str) -> None:
    """Run a file as it stands; the option keeps the driver from taking a percent sign for a placeholder."""
    op.get_bind().exec_driver_sql((SQL / name).read_text(encoding="utf-8"), execution_options={"no_parameters": True})
