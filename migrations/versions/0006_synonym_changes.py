"""Changes of the table of synonyms: sayings that were added, shipped ones that were taken out.

Revision: 0006
After: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE synonym_change (
    id uuid NOT NULL,
    number integer NOT NULL,
    act varchar(40) NOT NULL,
    said text NOT NULL,
    means text NOT NULL,
    entered_at timestamptz NOT NULL,
    post_id uuid,
    undone_at timestamptz,
    CONSTRAINT pk_synonym_change PRIMARY KEY (id),
    CONSTRAINT fk_synonym_change_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT uq_synonym_change_number UNIQUE (number),
    CONSTRAINT ck_synonym_change_act CHECK (act IN ('added', 'withdrawn')),
    CONSTRAINT ck_synonym_change_number CHECK (number >= 1),
    CONSTRAINT ck_synonym_change_undone_after_it_was_entered CHECK (undone_at >= entered_at),
    CONSTRAINT ck_synonym_change_says_and_means_something CHECK (btrim(said) <> '' AND btrim(means) <> ''),
    CONSTRAINT ck_synonym_change_fits_a_line CHECK (said || means !~ '[[:cntrl:]]')
);
CREATE INDEX ix_synonym_change_post_id ON synonym_change (post_id);
CREATE UNIQUE INDEX ux_synonym_change_standing ON synonym_change (said, means) WHERE undone_at IS NULL;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(TABLE, execution_options={"no_parameters": True})


def downgrade() -> None:
    op.drop_table("synonym_change")
