"""What the rest of the transitions leave behind: rounds of papers asked for, pauses by law, corrections of results.

Revision: 0005
After: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MARKS = "'good', 'missing', 'unreadable', 'wrong', 'unsigned', 'expired', 'mismatch', 'data_not_found', 'not_needed'"
TOLD = "'wrong', 'mismatch', 'data_not_found'"
WAITED_FOR = (
    "'applicant', 'receiver', 'centre_head', 'specialist', 'leader', 'clerk', 'cashier', 'other_body', 'system'"
)
PROPOSALS = "'refusal', 'supplement', 'stop', 'extension', 'withdrawal', 'result'"
MORE_PROPOSALS = PROPOSALS.replace("'stop'", "'supplement_approved', 'supplement_delivered', 'stop'")


def upgrade() -> None:
    op.execute("ALTER TABLE component_file DROP CONSTRAINT ck_component_file_mark")
    op.execute(f"ALTER TABLE component_file ADD CONSTRAINT ck_component_file_mark CHECK (mark IN ({MARKS}))")
    op.execute("ALTER TABLE component_file DROP CONSTRAINT ck_component_file_fault_is_told")
    op.execute(
        f"""
        ALTER TABLE component_file ADD CONSTRAINT ck_component_file_fault_is_told
        CHECK (mark NOT IN ({TOLD}) OR remark_sealed IS NOT NULL)
        """
    )
    op.execute("ALTER TABLE dossier DROP CONSTRAINT ck_dossier_proposal")
    op.execute(
        f"""
        ALTER TABLE dossier
            ADD COLUMN pause_basis text,
            ADD COLUMN asked_rounds smallint NOT NULL DEFAULT 0,
            ADD COLUMN delivered_rounds smallint NOT NULL DEFAULT 0,
            ADD COLUMN answer_by date,
            ADD COLUMN correction_waits_for varchar(40),
            ADD CONSTRAINT ck_dossier_proposal CHECK (proposal IN ({MORE_PROPOSALS})),
            ADD CONSTRAINT ck_dossier_correction_waits_for CHECK (correction_waits_for IN ({WAITED_FOR})),
            ADD CONSTRAINT ck_dossier_paused_by_law CHECK ((paused_at IS NULL) = (pause_basis IS NULL)),
            ADD CONSTRAINT ck_dossier_pause_of_a_clock CHECK (paused_at IS NULL OR due_on IS NOT NULL),
            ADD CONSTRAINT ck_dossier_rounds CHECK (
                delivered_rounds >= 0 AND asked_rounds - delivered_rounds BETWEEN 0 AND 1
            ),
            ADD CONSTRAINT ck_dossier_asked_is_waited_for CHECK (
                asked_rounds = delivered_rounds OR state IN (5, 7, 8)
            ),
            ADD CONSTRAINT ck_dossier_something_is_asked CHECK (state <> 5 OR asked_rounds >= 1),
            ADD CONSTRAINT ck_dossier_answer_by CHECK ((state = 5) = (answer_by IS NOT NULL)),
            ADD CONSTRAINT ck_dossier_correction_after_end CHECK (
                correction_waits_for IS NULL OR state IN (9, 10)
            )
        """
    )
    op.execute("ALTER TABLE dossier ALTER asked_rounds DROP DEFAULT, ALTER delivered_rounds DROP DEFAULT")
    op.execute(
        """
        CREATE INDEX ix_dossier_corrections ON dossier (competent_unit_id, correction_waits_for, ended_at, id)
        WHERE correction_waits_for IS NOT NULL
        """
    )
    op.execute(
        """
        CREATE TABLE retired_code (
            id uuid NOT NULL,
            code varchar(50) NOT NULL,
            dossier_id uuid NOT NULL,
            at timestamptz NOT NULL,
            CONSTRAINT pk_retired_code PRIMARY KEY (id),
            CONSTRAINT uq_retired_code_code UNIQUE (code),
            CONSTRAINT fk_retired_code_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id)
        )
        """
    )
    op.execute("CREATE INDEX ix_retired_code_dossier_id ON retired_code (dossier_id)")
    op.execute(
        """
        CREATE TABLE supplement_request (
            id uuid NOT NULL,
            data_key_id uuid NOT NULL,
            dossier_id uuid NOT NULL,
            number smallint NOT NULL,
            stage varchar(40) NOT NULL,
            asked_at timestamptz NOT NULL,
            late boolean NOT NULL,
            answer_by date NOT NULL,
            legal_basis text,
            proposed_by_id uuid,
            approved_by_id uuid,
            sent_by_id uuid,
            words_sealed bytea,
            reason_sealed bytea,
            seeded boolean NOT NULL,
            CONSTRAINT pk_supplement_request PRIMARY KEY (id),
            CONSTRAINT fk_supplement_request_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
            CONSTRAINT fk_supplement_request_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
            CONSTRAINT fk_supplement_request_proposed_by_id_officer_post
                FOREIGN KEY (proposed_by_id) REFERENCES officer_post (id),
            CONSTRAINT fk_supplement_request_approved_by_id_officer_post
                FOREIGN KEY (approved_by_id) REFERENCES officer_post (id),
            CONSTRAINT fk_supplement_request_sent_by_id_officer_post
                FOREIGN KEY (sent_by_id) REFERENCES officer_post (id),
            CONSTRAINT uq_supplement_request_dossier_id_number UNIQUE (dossier_id, number),
            CONSTRAINT ck_supplement_request_stage CHECK (stage IN ('receipt', 'appraisal')),
            CONSTRAINT ck_supplement_request_number CHECK (number >= 1),
            CONSTRAINT ck_supplement_request_again_with_reason CHECK (number = 1 OR reason_sealed IS NOT NULL),
            CONSTRAINT ck_supplement_request_late_with_reason CHECK (
                NOT late OR reason_sealed IS NOT NULL OR stage = 'receipt'
            ),
            CONSTRAINT ck_supplement_request_reason_of_somebody CHECK (
                reason_sealed IS NULL OR approved_by_id IS NOT NULL
            ),
            CONSTRAINT ck_supplement_request_appraisal_is_approved CHECK (
                stage = 'receipt' OR approved_by_id IS NOT NULL
            )
        )
        """
    )
    op.execute(
        f"""
        CREATE TABLE supplement_item (
            id uuid NOT NULL,
            data_key_id uuid NOT NULL,
            request_id uuid NOT NULL,
            position smallint NOT NULL,
            component_no smallint NOT NULL,
            fault varchar(40) NOT NULL,
            words_sealed bytea,
            CONSTRAINT pk_supplement_item PRIMARY KEY (id),
            CONSTRAINT fk_supplement_item_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
            CONSTRAINT fk_supplement_item_request_id_supplement_request
                FOREIGN KEY (request_id) REFERENCES supplement_request (id),
            CONSTRAINT uq_supplement_item_request_id_position UNIQUE (request_id, position),
            CONSTRAINT ck_supplement_item_fault CHECK (fault IN ({MARKS})),
            CONSTRAINT ck_supplement_item_is_a_fault CHECK (fault NOT IN ('good', 'not_needed')),
            CONSTRAINT ck_supplement_item_counts CHECK (component_no >= 0 AND position >= 0),
            CONSTRAINT ck_supplement_item_fault_is_told CHECK (
                fault NOT IN ({TOLD}) OR words_sealed IS NOT NULL
            )
        )
        """
    )
    op.execute(
        """
        ALTER TABLE dossier_deadline
            ADD COLUMN form varchar(50),
            ADD COLUMN edition integer,
            ADD CONSTRAINT ck_dossier_deadline_with_paper CHECK (
                kind NOT IN ('restarted', 'excluded', 'extended') OR (form IS NOT NULL AND edition IS NOT NULL)
            )
        """
    )
    op.execute(
        "CREATE UNIQUE INDEX ux_dossier_deadline_extended ON dossier_deadline (dossier_id) WHERE kind = 'extended'"
    )
    op.execute(
        """
        ALTER TABLE result
            ADD COLUMN corrects_id uuid,
            ADD COLUMN recalls_id uuid,
            ADD CONSTRAINT fk_result_corrects_id_result FOREIGN KEY (corrects_id) REFERENCES result (id),
            ADD CONSTRAINT fk_result_recalls_id_result FOREIGN KEY (recalls_id) REFERENCES result (id),
            ADD CONSTRAINT ck_result_amends_another CHECK (corrects_id <> id AND recalls_id <> id),
            ADD CONSTRAINT ck_result_one_amendment CHECK (num_nonnulls(replaces_id, corrects_id, recalls_id) <= 1)
        """
    )
    op.execute("CREATE INDEX ix_result_corrects_id ON result (corrects_id)")
    op.execute("CREATE INDEX ix_result_recalls_id ON result (recalls_id)")


def downgrade() -> None:
    op.execute("ALTER TABLE result DROP COLUMN corrects_id, DROP COLUMN recalls_id")
    op.execute("DROP INDEX ux_dossier_deadline_extended")
    op.execute("ALTER TABLE dossier_deadline DROP COLUMN form, DROP COLUMN edition")
    op.execute("DROP TABLE supplement_item, supplement_request, retired_code")
    op.execute("ALTER TABLE dossier DROP CONSTRAINT ck_dossier_proposal")
    op.execute(
        f"""
        ALTER TABLE dossier
            DROP COLUMN pause_basis,
            DROP COLUMN asked_rounds,
            DROP COLUMN delivered_rounds,
            DROP COLUMN answer_by,
            DROP COLUMN correction_waits_for,
            ADD CONSTRAINT ck_dossier_proposal CHECK (proposal IN ({PROPOSALS}))
        """
    )
    op.execute("ALTER TABLE component_file DROP CONSTRAINT ck_component_file_mark")
    op.execute(
        """
        ALTER TABLE component_file ADD CONSTRAINT ck_component_file_mark
        CHECK (mark IN ('good', 'missing', 'unreadable', 'wrong', 'not_needed'))
        """
    )
    op.execute("ALTER TABLE component_file DROP CONSTRAINT ck_component_file_fault_is_told")
    op.execute(
        """
        ALTER TABLE component_file ADD CONSTRAINT ck_component_file_fault_is_told
        CHECK (mark <> 'wrong' OR remark_sealed IS NOT NULL)
        """
    )
