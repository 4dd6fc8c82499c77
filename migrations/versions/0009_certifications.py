"""The quick lane: one row for each number of the books of certifications.

Revision: 0009
After: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE certification (
    id uuid NOT NULL,
    dossier_id uuid NOT NULL,
    key varchar(50) NOT NULL,
    unit_id uuid NOT NULL,
    kind varchar(40) NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    symbol text NOT NULL,
    paper text NOT NULL,
    pages smallint NOT NULL,
    copies smallint NOT NULL,
    fee integer NOT NULL,
    certified_on date NOT NULL,
    certified_by_id uuid NOT NULL,
    recorded_by_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT pk_certification PRIMARY KEY (id),
    CONSTRAINT fk_certification_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_certification_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_certification_certified_by_id_officer_post FOREIGN KEY (certified_by_id) REFERENCES officer_post (id),
    CONSTRAINT fk_certification_recorded_by_id_officer_post FOREIGN KEY (recorded_by_id) REFERENCES officer_post (id),
    CONSTRAINT uq_certification_dossier_id UNIQUE (dossier_id),
    CONSTRAINT uq_certification_key UNIQUE (key),
    CONSTRAINT uq_certification_unit_id_kind_year_number UNIQUE (unit_id, kind, year, number),
    CONSTRAINT ck_certification_kind CHECK (kind IN ('copy', 'signature')),
    CONSTRAINT ck_certification_counts CHECK (number >= 1 AND pages >= 1 AND copies >= 1 AND fee >= 0),
    CONSTRAINT ck_certification_year CHECK (year = EXTRACT(YEAR FROM certified_on))
);
CREATE INDEX ix_certification_unit_day ON certification (unit_id, certified_on, id);
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    op.execute("DROP TABLE certification")
