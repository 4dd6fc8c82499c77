"""What is announced: windows of maintenance, and notices with the days they hold.

Revision: 0007
After: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE maintenance (
    id uuid NOT NULL,
    number integer NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    reason text NOT NULL,
    emergency_reason text,
    notice_until timestamptz NOT NULL,
    announced_at timestamptz NOT NULL,
    announced_by_id uuid,
    ended_at timestamptz,
    ended_by_id uuid,
    CONSTRAINT pk_maintenance PRIMARY KEY (id),
    CONSTRAINT fk_maintenance_announced_by_id_officer_post FOREIGN KEY (announced_by_id) REFERENCES officer_post (id),
    CONSTRAINT fk_maintenance_ended_by_id_officer_post FOREIGN KEY (ended_by_id) REFERENCES officer_post (id),
    CONSTRAINT uq_maintenance_number UNIQUE (number),
    CONSTRAINT ck_maintenance_ends_after_it_begins CHECK (ends_at > starts_at),
    CONSTRAINT ck_maintenance_announced_before_it_begins CHECK (starts_at >= announced_at),
    CONSTRAINT ck_maintenance_announced_ahead CHECK (emergency_reason IS NOT NULL OR starts_at >= notice_until),
    CONSTRAINT ck_maintenance_ended_after_the_announcement CHECK (ended_at >= announced_at),
    CONSTRAINT ex_maintenance_overlap EXCLUDE USING gist (
        tstzrange(starts_at, GREATEST(starts_at, LEAST(ends_at, COALESCE(ended_at, ends_at)))) WITH &&
    )
);

CREATE TABLE notice (
    id uuid NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    title_en text,
    body_en text,
    field text,
    procedure_code varchar(50),
    valid_from date NOT NULL,
    valid_until date,
    published_at timestamptz NOT NULL,
    published_by_id uuid,
    withdrawn_at timestamptz,
    withdrawn_by_id uuid,
    CONSTRAINT pk_notice PRIMARY KEY (id),
    CONSTRAINT fk_notice_published_by_id_officer_post FOREIGN KEY (published_by_id) REFERENCES officer_post (id),
    CONSTRAINT fk_notice_withdrawn_by_id_officer_post FOREIGN KEY (withdrawn_by_id) REFERENCES officer_post (id),
    CONSTRAINT uq_notice_number UNIQUE (number),
    CONSTRAINT ck_notice_about_one_thing CHECK (num_nonnulls(field, procedure_code) <= 1),
    CONSTRAINT ck_notice_english_whole_or_not CHECK (num_nonnulls(title_en, body_en) IN (0, 2)),
    CONSTRAINT ck_notice_ends_after_it_begins CHECK (valid_until > valid_from)
);
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(TABLES, execution_options={"no_parameters": True})


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("maintenance")
