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
    op.execute(
        """
        CREATE TABLE calendar_change (
            id uuid NOT NULL,
            number integer NOT NULL,
            state varchar(40) NOT NULL,
            source text NOT NULL,
            proposed_at timestamptz NOT NULL,
            proposed_by_id uuid,
            decided_at timestamptz,
            decided_by_id uuid,
            version integer,
            to_recount integer NOT NULL,
            recounted integer NOT NULL,
            moved integer NOT NULL,
            cursor uuid,
            recounted_at timestamptz,
            CONSTRAINT pk_calendar_change PRIMARY KEY (id),
            CONSTRAINT fk_calendar_change_proposed_by_id_officer_post FOREIGN KEY (proposed_by_id) REFERENCES officer_post (id),
            CONSTRAINT fk_calendar_change_decided_by_id_officer_post FOREIGN KEY (decided_by_id) REFERENCES officer_post (id),
            CONSTRAINT uq_calendar_change_number UNIQUE (number),
            CONSTRAINT uq_calendar_change_version UNIQUE (version),
            CONSTRAINT ck_calendar_change_state CHECK (state IN ('proposed', 'confirmed', 'withdrawn')),
            CONSTRAINT ck_calendar_change_number CHECK (number >= 1),
            CONSTRAINT ck_calendar_change_decided_once CHECK ((state = 'proposed') = (decided_at IS NULL)),
            CONSTRAINT ck_calendar_change_confirmed_has_a_version CHECK ((state = 'confirmed') = (version IS NOT NULL)),
            CONSTRAINT ck_calendar_change_recounted_once_confirmed CHECK (recounted_at IS NULL OR state = 'confirmed'),
            CONSTRAINT ck_calendar_change_counts CHECK (recounted >= 0 AND moved >= 0 AND moved <= recounted)
        );

        CREATE TABLE calendar_change_day (
            id uuid NOT NULL,
            change_id uuid NOT NULL,
            day date NOT NULL,
            kind varchar(40),
            name text,
            status varchar(40),
            CONSTRAINT pk_calendar_change_day PRIMARY KEY (id),
            CONSTRAINT fk_calendar_change_day_change_id_calendar_change FOREIGN KEY (change_id) REFERENCES calendar_change (id),
            CONSTRAINT uq_calendar_change_day_change_id_day UNIQUE (change_id, day),
            CONSTRAINT ck_calendar_change_day_kind CHECK (kind IN ('holiday', 'observed', 'swap_off', 'makeup_workday')),
            CONSTRAINT ck_calendar_change_day_status CHECK (status IN ('official', 'by_law', 'expected', 'verify')),
            CONSTRAINT ck_calendar_change_day_whole_or_nothing CHECK (num_nonnulls(kind, name, status) IN (0, 3)),
            CONSTRAINT ck_calendar_change_day_makeup_on_a_day_of_rest CHECK (
                kind <> 'makeup_workday' OR extract(isodow FROM day) > 5
            )
        );

        ALTER TABLE day_off
            ADD COLUMN change_id uuid,
            ADD CONSTRAINT fk_day_off_change_id_calendar_change FOREIGN KEY (change_id) REFERENCES calendar_change (id);
        CREATE INDEX ix_day_off_change_id ON day_off (change_id);

        ALTER TABLE dossier_deadline
            ADD COLUMN calendar_change_id uuid,
            ADD CONSTRAINT fk_dossier_deadline_calendar_change_id_calendar_change
                FOREIGN KEY (calendar_change_id) REFERENCES calendar_change (id),
            ADD CONSTRAINT ck_dossier_deadline_recomputed_by_a_change
                CHECK (calendar_change_id IS NULL OR kind = 'recomputed');
        CREATE INDEX ix_dossier_deadline_calendar_change_id ON dossier_deadline (calendar_change_id);
        """
    )
    op.execute(
        """
        ALTER TABLE unit_alias ADD COLUMN code varchar(50);

        CREATE TABLE code_entry (
            id uuid NOT NULL,
            kind varchar(40) NOT NULL,
            code varchar(50),
            name text NOT NULL,
            folded text NOT NULL,
            source text,
            valid_from date NOT NULL,
            valid_until date,
            CONSTRAINT pk_code_entry PRIMARY KEY (id),
            CONSTRAINT ck_code_entry_kind CHECK (kind IN ('field', 'result_type')),
            CONSTRAINT ck_code_entry_ends_after_it_begins CHECK (valid_until >= valid_from)
        );
        CREATE UNIQUE INDEX ux_code_entry_code ON code_entry (kind, code) WHERE valid_until IS NULL;
        CREATE INDEX ix_code_entry_folded ON code_entry (kind, folded);
        """
    )


def downgrade() -> None:
    op.execute(
        """
        DROP TABLE code_entry;
        ALTER TABLE unit_alias DROP COLUMN code;
        """
    )
    op.execute(
        """
        ALTER TABLE dossier_deadline
            DROP CONSTRAINT ck_dossier_deadline_recomputed_by_a_change, DROP COLUMN calendar_change_id;
        ALTER TABLE day_off DROP COLUMN change_id;
        DROP TABLE calendar_change_day;
        DROP TABLE calendar_change;
        """
    )
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
