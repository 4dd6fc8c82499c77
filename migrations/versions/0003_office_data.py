"""Office data: versions of what administrators change, how to reach a one-stop.

Revision: 0003
After: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLES = "'citizen', 'receiver', 'centre_head', 'specialist', 'leader', 'clerk', 'cashier', {}'business_admin', 'technical_admin', 'auditor', 'system'"
WITH_ROLE = ("officer_post", "session", "dossier_transition")
SAME_POST = "hashtextextended(person_id::text || unit_id::text || role::text, 0::bigint)"


def upgrade() -> None:
    roles(ROLES.format("'unit_admin', "))
    op.execute(
        """
        ALTER TABLE unit
            ADD COLUMN way text,
            ADD COLUMN contact_source text,
            ADD COLUMN contact_invented boolean NOT NULL DEFAULT false;
        ALTER TABLE unit ALTER COLUMN contact_invented DROP DEFAULT;
        UPDATE unit SET contact_source = 'nguồn chưa ghi' WHERE num_nonnulls(address, phone, email) > 0;
        ALTER TABLE unit ADD CONSTRAINT ck_unit_contact_names_its_source
            CHECK (contact_source IS NOT NULL OR num_nonnulls(address, phone, email, way) = 0);

        CREATE TABLE office_change (
            id uuid NOT NULL,
            event_id uuid NOT NULL,
            kind varchar(50) NOT NULL,
            object_id uuid NOT NULL,
            number integer NOT NULL,
            at timestamptz NOT NULL,
            person_id uuid,
            post_id uuid,
            said_before jsonb,
            said_after jsonb,
            seeded boolean NOT NULL,
            CONSTRAINT pk_office_change PRIMARY KEY (id),
            CONSTRAINT fk_office_change_event_id_audit_event FOREIGN KEY (event_id) REFERENCES audit_event (id),
            CONSTRAINT uq_office_change_event_id UNIQUE (event_id),
            CONSTRAINT uq_office_change_object_id_number UNIQUE (object_id, number),
            CONSTRAINT ck_office_change_number CHECK (number >= 1),
            CONSTRAINT ck_office_change_says_something CHECK (num_nonnulls(said_before, said_after) > 0)
        );
        """
    )
    op.execute(
        f"""
        ALTER TABLE officer_post
            DROP CONSTRAINT ck_officer_post_ends_after_it_begins,
            ADD CONSTRAINT ck_officer_post_ends_after_it_begins CHECK (valid_until >= valid_from),
            ADD CONSTRAINT ex_officer_post_overlap EXCLUDE USING gist (
                int8range({SAME_POST}, {SAME_POST}, '[]') WITH =,
                daterange(valid_from, valid_until) WITH &&
            )
        """
    )


def downgrade() -> None:
    op.execute(
        """
        DELETE FROM session WHERE role = 'unit_admin';
        DELETE FROM officer_post WHERE role = 'unit_admin';
        UPDATE officer_post SET valid_until = valid_from + 1 WHERE valid_until = valid_from;
        ALTER TABLE officer_post
            DROP CONSTRAINT ex_officer_post_overlap,
            DROP CONSTRAINT ck_officer_post_ends_after_it_begins,
            ADD CONSTRAINT ck_officer_post_ends_after_it_begins CHECK (valid_until > valid_from)
        """
    )
    roles(ROLES.format(""))
    op.execute(
        """
        DROP TABLE office_change;
        ALTER TABLE unit
            DROP CONSTRAINT ck_unit_contact_names_its_source,
            DROP COLUMN way,
            DROP COLUMN contact_source,
            DROP COLUMN contact_invented;
        """
    )


def roles(allowed: str) -> None:
    """Say which roles the tables know."""
    for table in WITH_ROLE:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_role")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_role CHECK (role IN ({allowed}))")
