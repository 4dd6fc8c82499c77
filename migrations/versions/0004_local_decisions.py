"""What the province decides about procedures, one dated decision a row, beside where they are filed.

Revision: 0004
After: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE local_decision (
    id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    number integer NOT NULL,
    aspect varchar(40) NOT NULL,
    restores boolean NOT NULL,
    case_title text,
    channel varchar(40),
    is_open boolean,
    online_level varchar(40),
    form text,
    limit_value integer,
    limit_unit varchar(40),
    limit_cutoff time,
    fee integer,
    note text,
    valid_from date NOT NULL,
    valid_until date,
    source text NOT NULL,
    confirmed boolean NOT NULL,
    entered_on date NOT NULL,
    entered_at timestamptz NOT NULL,
    post_id uuid,
    withdrawn_on date,
    withdrawn_at timestamptz,
    CONSTRAINT pk_local_decision PRIMARY KEY (id),
    CONSTRAINT fk_local_decision_procedure_id_procedure FOREIGN KEY (procedure_id) REFERENCES procedure (id),
    CONSTRAINT fk_local_decision_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT uq_local_decision_procedure_id_number UNIQUE (procedure_id, number),
    CONSTRAINT ck_local_decision_aspect CHECK (
        aspect IN ('filing', 'units', 'limit', 'fee', 'form', 'online_level')
    ),
    CONSTRAINT ck_local_decision_channel CHECK (channel IN ('online', 'direct', 'postal')),
    CONSTRAINT ck_local_decision_online_level CHECK (online_level IN ('full', 'partial')),
    CONSTRAINT ck_local_decision_limit_unit CHECK (
        limit_unit IN ('working_day', 'day', 'hour', 'month', 'same_day')
    ),
    CONSTRAINT ck_local_decision_number CHECK (number >= 1),
    CONSTRAINT ck_local_decision_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT ck_local_decision_not_backdated CHECK (valid_from >= entered_on),
    CONSTRAINT ck_local_decision_withdrawn_before_it_begins CHECK (withdrawn_on < valid_from),
    CONSTRAINT ck_local_decision_withdrawn_whole CHECK ((withdrawn_on IS NULL) = (withdrawn_at IS NULL)),
    CONSTRAINT ck_local_decision_names_its_source CHECK (btrim(source) <> ''),
    CONSTRAINT ck_local_decision_case_and_channel_of_some CHECK (
        aspect IN ('limit', 'fee') OR (case_title IS NULL AND channel IS NULL)
    ),
    CONSTRAINT ck_local_decision_gives_a_reason CHECK (
        (is_open IS DISTINCT FROM false AND online_level IS DISTINCT FROM 'partial') OR btrim(coalesce(note, '')) <> ''
    ),
    CONSTRAINT ck_local_decision_whole_limit CHECK (
        CASE WHEN limit_unit IS NULL THEN limit_value IS NULL AND limit_cutoff IS NULL
        WHEN limit_unit = 'same_day' THEN limit_value IS NULL AND limit_cutoff IS NOT NULL
        ELSE coalesce(limit_value, 0) BETWEEN 1 AND 2000 AND limit_cutoff IS NULL END
    ),
    CONSTRAINT ck_local_decision_fee CHECK (fee BETWEEN 0 AND 2000000000),
    CONSTRAINT ck_local_decision_says_filing CHECK ((aspect = 'filing' AND NOT restores) = (is_open IS NOT NULL)),
    CONSTRAINT ck_local_decision_says_limit CHECK ((aspect = 'limit' AND NOT restores) = (limit_unit IS NOT NULL)),
    CONSTRAINT ck_local_decision_says_fee CHECK ((aspect = 'fee' AND NOT restores) = (fee IS NOT NULL)),
    CONSTRAINT ck_local_decision_says_form CHECK ((aspect = 'form' AND NOT restores) = (form IS NOT NULL)),
    CONSTRAINT ck_local_decision_says_online_level CHECK (
        (aspect = 'online_level' AND NOT restores) = (online_level IS NOT NULL)
    )
);
CREATE INDEX ix_local_decision_post_id ON local_decision (post_id);
CREATE UNIQUE INDEX ux_local_decision_planned
    ON local_decision (procedure_id, aspect, case_title, channel, valid_from) NULLS NOT DISTINCT
    WHERE withdrawn_on IS NULL AND valid_from > entered_on;

CREATE TABLE local_decision_unit (
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT pk_local_decision_unit PRIMARY KEY (id),
    CONSTRAINT fk_local_decision_unit_decision_id_local_decision
        FOREIGN KEY (decision_id) REFERENCES local_decision (id),
    CONSTRAINT fk_local_decision_unit_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_local_decision_unit_decision_id_unit_id UNIQUE (decision_id, unit_id)
);
CREATE INDEX ix_local_decision_unit_unit_id ON local_decision_unit (unit_id);
"""


def upgrade() -> None:
    op.execute(TABLES)
    # Nothing ever wrote them: decisions have rows of their own now, each with its own source.
    op.drop_column("unit_procedure", "open_for_filing")
    op.drop_column("unit_procedure", "limits")


def downgrade() -> None:
    op.execute("ALTER TABLE unit_procedure ADD COLUMN open_for_filing boolean, ADD COLUMN limits jsonb")
    op.drop_table("local_decision_unit")
    op.drop_table("local_decision")
