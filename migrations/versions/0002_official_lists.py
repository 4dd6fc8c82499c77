"""Official lists: what was handed in and what came of it; which import ends a version; one version a day.

`procedure.abolished_on` goes: the end of a procedure's last version says it. Nothing was released that reads it.

Revision: 0002
After: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE catalogue_import
            ADD COLUMN decision_no text,
            ADD COLUMN signed_on date,
            ADD COLUMN effective_on date,
            ADD COLUMN scope varchar(40) NOT NULL DEFAULT 'whole',
            ADD COLUMN undone_at timestamptz,
            ADD CONSTRAINT ck_catalogue_import_scope CHECK (scope IN ('whole', 'partial')),
            ADD CONSTRAINT ck_catalogue_import_decided CHECK (
                num_nonnulls(decision_no, signed_on, effective_on) IN (0, 3)
            ),
            ADD CONSTRAINT ck_catalogue_import_only_a_decision_is_undone CHECK (
                undone_at IS NULL OR decision_no IS NOT NULL
            );
        ALTER TABLE catalogue_import ALTER COLUMN scope DROP DEFAULT;

        ALTER TABLE procedure_version
            ADD COLUMN ended_by_import_id uuid,
            ADD CONSTRAINT fk_procedure_version_ended_by_import_id_catalogue_import
                FOREIGN KEY (ended_by_import_id) REFERENCES catalogue_import (id),
            ADD CONSTRAINT ck_procedure_version_ended_by_an_import CHECK (
                ended_by_import_id IS NULL OR valid_until IS NOT NULL
            );
        CREATE INDEX ix_procedure_version_ended_by_import_id ON procedure_version (ended_by_import_id);
        UPDATE procedure_version AS ended SET ended_by_import_id = following.import_id
        FROM procedure_version AS following
        WHERE following.procedure_id = ended.procedure_id AND following.number = ended.number + 1
            AND ended.valid_until IS NOT NULL;

        -- A range of one key: an exclusion over a key needs an extension, over ranges it does not.
        CREATE TYPE key_range AS RANGE (subtype = uuid);
        ALTER TABLE procedure_version ADD CONSTRAINT ex_procedure_version_one_a_day EXCLUDE USING gist (
            key_range(procedure_id, procedure_id, '[]') WITH &&, daterange(valid_from, valid_until) WITH &&
        );

        ALTER TABLE procedure DROP COLUMN abolished_on;

        CREATE TABLE staged_list (
            id uuid NOT NULL,
            number integer NOT NULL,
            decision_no text NOT NULL,
            issuer text NOT NULL,
            signed_on date NOT NULL,
            effective_on date NOT NULL,
            scope varchar(40) NOT NULL,
            file_name text NOT NULL,
            blob_id uuid NOT NULL,
            sha256 bytea NOT NULL,
            staged_at timestamptz NOT NULL,
            staged_by_id uuid NOT NULL,
            staged_by_post_id uuid NOT NULL,
            state varchar(40) NOT NULL,
            format varchar(40),
            rows_total integer NOT NULL,
            rows_done integer NOT NULL,
            refusal jsonb,
            unread jsonb,
            base bytea,
            counts jsonb,
            findings jsonb,
            compared_at timestamptz,
            decided_at timestamptz,
            decided_by_id uuid,
            decided_by_post_id uuid,
            waivers jsonb,
            import_id uuid,
            undone_at timestamptz,
            undone_by_id uuid,
            undone_by_post_id uuid,
            undo_reason text,
            version integer NOT NULL,
            CONSTRAINT pk_staged_list PRIMARY KEY (id),
            CONSTRAINT uq_staged_list_number UNIQUE (number),
            CONSTRAINT uq_staged_list_import_id UNIQUE (import_id),
            CONSTRAINT fk_staged_list_blob_id_blob FOREIGN KEY (blob_id) REFERENCES blob (id),
            CONSTRAINT fk_staged_list_staged_by_id_person FOREIGN KEY (staged_by_id) REFERENCES person (id),
            CONSTRAINT fk_staged_list_staged_by_post_id_officer_post
                FOREIGN KEY (staged_by_post_id) REFERENCES officer_post (id),
            CONSTRAINT fk_staged_list_decided_by_id_person FOREIGN KEY (decided_by_id) REFERENCES person (id),
            CONSTRAINT fk_staged_list_decided_by_post_id_officer_post
                FOREIGN KEY (decided_by_post_id) REFERENCES officer_post (id),
            CONSTRAINT fk_staged_list_import_id_catalogue_import
                FOREIGN KEY (import_id) REFERENCES catalogue_import (id),
            CONSTRAINT fk_staged_list_undone_by_id_person FOREIGN KEY (undone_by_id) REFERENCES person (id),
            CONSTRAINT fk_staged_list_undone_by_post_id_officer_post
                FOREIGN KEY (undone_by_post_id) REFERENCES officer_post (id),
            CONSTRAINT ck_staged_list_scope CHECK (scope IN ('whole', 'partial')),
            CONSTRAINT ck_staged_list_format CHECK (format IN ('jsonl', 'csv', 'xlsx')),
            CONSTRAINT ck_staged_list_state CHECK (
                state IN ('waiting', 'comparing', 'ready', 'refused', 'applied', 'discarded', 'undone')
            ),
            CONSTRAINT ck_staged_list_number CHECK (number >= 1),
            CONSTRAINT ck_staged_list_takes_effect_once_signed CHECK (effective_on >= signed_on),
            CONSTRAINT ck_staged_list_sha256_length CHECK (length(sha256) = 32),
            CONSTRAINT ck_staged_list_progress CHECK (rows_done >= 0 AND rows_done <= rows_total),
            CONSTRAINT ck_staged_list_refused_for_a_reason CHECK ((state = 'refused') = (refusal IS NOT NULL)),
            CONSTRAINT ck_staged_list_compared_before_it_counts CHECK (
                state NOT IN ('ready', 'applied', 'undone') OR num_nulls(base, counts, findings, compared_at) = 0
            ),
            CONSTRAINT ck_staged_list_decided_by_somebody CHECK (
                (state IN ('applied', 'discarded', 'undone'))
                = (num_nonnulls(decided_at, decided_by_id, decided_by_post_id) = 3)
            ),
            CONSTRAINT ck_staged_list_applied_is_an_import CHECK (
                (state IN ('applied', 'undone')) = (import_id IS NOT NULL)
            ),
            CONSTRAINT ck_staged_list_two_people CHECK (import_id IS NULL OR decided_by_id <> staged_by_id),
            CONSTRAINT ck_staged_list_undone_by_somebody CHECK (
                (state = 'undone') = (num_nonnulls(undone_at, undone_by_id, undone_by_post_id, undo_reason) = 4)
            ),
            CONSTRAINT ck_staged_list_version CHECK (version >= 1)
        );
        CREATE INDEX ix_staged_list_blob_id ON staged_list (blob_id);

        CREATE TABLE staged_row (
            id uuid NOT NULL,
            list_id uuid NOT NULL,
            position integer NOT NULL,
            number integer,
            code varchar(50),
            name text NOT NULL,
            outcome varchar(40) NOT NULL,
            returns boolean NOT NULL,
            record jsonb,
            fields jsonb,
            successors jsonb,
            replaces jsonb,
            faults jsonb,
            CONSTRAINT pk_staged_row PRIMARY KEY (id),
            CONSTRAINT fk_staged_row_list_id_staged_list FOREIGN KEY (list_id) REFERENCES staged_list (id),
            CONSTRAINT ck_staged_row_outcome CHECK (
                outcome IN ('added', 'amended', 'replaced', 'abolished', 'unchanged', 'rejected')
            ),
            CONSTRAINT ck_staged_row_rejected_for_a_reason CHECK ((outcome = 'rejected') = (faults IS NOT NULL)),
            CONSTRAINT ck_staged_row_about_a_procedure CHECK (outcome = 'rejected' OR code IS NOT NULL),
            CONSTRAINT ck_staged_row_added_whole CHECK ((outcome = 'added') = (record IS NOT NULL)),
            CONSTRAINT ck_staged_row_amended_by_fields CHECK ((outcome = 'amended') = (fields IS NOT NULL)),
            CONSTRAINT ck_staged_row_replaced_by_others CHECK ((outcome = 'replaced') = (successors IS NOT NULL))
        );
        CREATE INDEX ix_staged_row_list_outcome ON staged_row (list_id, outcome, position);

        CREATE TABLE procedure_successor (
            id uuid NOT NULL,
            procedure_id uuid NOT NULL,
            successor_id uuid NOT NULL,
            import_id uuid NOT NULL,
            CONSTRAINT pk_procedure_successor PRIMARY KEY (id),
            CONSTRAINT fk_procedure_successor_procedure_id_procedure
                FOREIGN KEY (procedure_id) REFERENCES procedure (id),
            CONSTRAINT fk_procedure_successor_successor_id_procedure
                FOREIGN KEY (successor_id) REFERENCES procedure (id),
            CONSTRAINT fk_procedure_successor_import_id_catalogue_import
                FOREIGN KEY (import_id) REFERENCES catalogue_import (id),
            CONSTRAINT uq_procedure_successor_procedure_id_successor_id_import_id
                UNIQUE (procedure_id, successor_id, import_id),
            CONSTRAINT ck_procedure_successor_not_its_own CHECK (procedure_id <> successor_id)
        );
        CREATE INDEX ix_procedure_successor_successor_id ON procedure_successor (successor_id);
        """
    )


def downgrade() -> None:
    op.execute(
        """
        DROP TABLE procedure_successor;
        DROP TABLE staged_row;
        DROP TABLE staged_list;

        ALTER TABLE procedure ADD COLUMN abolished_on date;
        UPDATE procedure SET abolished_on = last.day
        FROM (
            SELECT procedure_id, max(coalesce(valid_until, 'infinity')) AS day FROM procedure_version
            WHERE valid_until IS NULL OR valid_until > valid_from GROUP BY procedure_id
        ) AS last
        WHERE last.procedure_id = procedure.id AND last.day < 'infinity';

        ALTER TABLE procedure_version
            DROP CONSTRAINT ex_procedure_version_one_a_day,
            DROP COLUMN ended_by_import_id;
        DROP TYPE key_range;
        ALTER TABLE catalogue_import
            DROP COLUMN decision_no,
            DROP COLUMN signed_on,
            DROP COLUMN effective_on,
            DROP COLUMN scope,
            DROP COLUMN undone_at;
        """
    )
