"""Filing at the counter: who fills a draft in for somebody, and papers that are counted and compared.

Revision: 0008
After: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ANSWERS = "'upload', 'look_up', 'not_my_case', 'paper', 'shown', 'form'"


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE draft
            ADD COLUMN post_id uuid,
            ADD CONSTRAINT fk_draft_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
            ADD CONSTRAINT ck_draft_officer_fills_in_offline CHECK ((channel = 'online') = (post_id IS NULL)),
            DROP CONSTRAINT ck_draft_helped_with_consent,
            ADD CONSTRAINT ck_draft_helped_with_consent CHECK (
                applicant_id IS NULL OR consent_at IS NOT NULL OR post_id IS NOT NULL
            )
        """
    )
    op.execute("CREATE INDEX ix_draft_post_saved ON draft (post_id, saved_at) WHERE submitted_at IS NULL")
    op.execute(
        f"""
        ALTER TABLE component_file
            ADD COLUMN certified smallint,
            ADD COLUMN compared boolean NOT NULL DEFAULT false,
            DROP CONSTRAINT ck_component_file_answer,
            ADD CONSTRAINT ck_component_file_answer CHECK (answer IN ({ANSWERS}, 'absent')),
            DROP CONSTRAINT ck_component_file_nothing_handed_in,
            ADD CONSTRAINT ck_component_file_nothing_handed_in CHECK (
                answer NOT IN ('not_my_case', 'shown', 'form', 'absent') OR document_id IS NULL
            ),
            ADD CONSTRAINT ck_component_file_paper_is_counted CHECK (
                originals >= 0 AND copies >= 0 AND certified >= 0
                AND (answer <> 'paper' OR position > 0
                     OR COALESCE(originals, 0) + COALESCE(copies, 0) + COALESCE(certified, 0) >= 1)
            ),
            ADD CONSTRAINT ck_component_file_compared_on_paper CHECK (NOT compared OR answer = 'paper')
        """
    )
    op.execute("ALTER TABLE component_file ALTER compared DROP DEFAULT")


def downgrade() -> None:
    op.execute("UPDATE component_file SET answer = 'not_my_case' WHERE answer = 'absent'")
    op.execute(
        f"""
        ALTER TABLE component_file
            DROP CONSTRAINT ck_component_file_compared_on_paper,
            DROP CONSTRAINT ck_component_file_paper_is_counted,
            DROP CONSTRAINT ck_component_file_nothing_handed_in,
            ADD CONSTRAINT ck_component_file_nothing_handed_in CHECK (
                answer NOT IN ('not_my_case', 'shown', 'form') OR document_id IS NULL
            ),
            DROP CONSTRAINT ck_component_file_answer,
            ADD CONSTRAINT ck_component_file_answer CHECK (answer IN ({ANSWERS})),
            DROP COLUMN compared,
            DROP COLUMN certified
        """
    )
    op.execute("UPDATE draft SET consent_at = created_at WHERE applicant_id IS NOT NULL AND consent_at IS NULL")
    op.execute("DROP INDEX ix_draft_post_saved")
    op.execute(
        """
        ALTER TABLE draft
            DROP CONSTRAINT ck_draft_helped_with_consent,
            ADD CONSTRAINT ck_draft_helped_with_consent CHECK (applicant_id IS NULL OR consent_at IS NOT NULL),
            DROP CONSTRAINT ck_draft_officer_fills_in_offline,
            DROP COLUMN post_id
        """
    )
