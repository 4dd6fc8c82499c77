"""Shipments by public post: the item, the dossiers in it, their papers.

Revision: 0010
After: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE shipment (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    code varchar(50) NOT NULL,
    key varchar(50) NOT NULL,
    purpose varchar(40) NOT NULL,
    operator varchar(50) NOT NULL,
    number varchar(50),
    unit_id uuid NOT NULL,
    to_unit_id uuid,
    recipient_sealed bytea,
    address_sealed bytea,
    phone_sealed bytea,
    payer varchar(40) NOT NULL,
    fee integer,
    state varchar(40) NOT NULL,
    is_open boolean NOT NULL,
    prepared_at timestamptz NOT NULL,
    prepared_by_id uuid NOT NULL,
    handed_at timestamptz,
    handed_by_id uuid,
    postal_worker_sealed bytea,
    closed_at timestamptz,
    closed_by_id uuid,
    delivered_on date,
    receiver_sealed bytea,
    proof_sealed bytea,
    reason varchar(40),
    note_sealed bytea,
    version integer NOT NULL,
    CONSTRAINT pk_shipment PRIMARY KEY (id),
    CONSTRAINT fk_shipment_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_shipment_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_shipment_to_unit_id_unit FOREIGN KEY (to_unit_id) REFERENCES unit (id),
    CONSTRAINT fk_shipment_prepared_by_id_officer_post FOREIGN KEY (prepared_by_id) REFERENCES officer_post (id),
    CONSTRAINT fk_shipment_handed_by_id_officer_post FOREIGN KEY (handed_by_id) REFERENCES officer_post (id),
    CONSTRAINT fk_shipment_closed_by_id_officer_post FOREIGN KEY (closed_by_id) REFERENCES officer_post (id),
    CONSTRAINT uq_shipment_data_key_id UNIQUE (data_key_id),
    CONSTRAINT uq_shipment_code UNIQUE (code),
    CONSTRAINT uq_shipment_key UNIQUE (key),
    CONSTRAINT uq_shipment_id_purpose_is_open UNIQUE (id, purpose, is_open),
    CONSTRAINT ck_shipment_purpose CHECK (purpose IN ('to_body', 'to_applicant')),
    CONSTRAINT ck_shipment_payer CHECK (payer IN ('on_delivery', 'beforehand', 'agency')),
    CONSTRAINT ck_shipment_state
        CHECK (state IN ('prepared', 'handed_over', 'delivered', 'returned', 'lost', 'cancelled')),
    CONSTRAINT ck_shipment_reason CHECK (
        reason IN ('absent', 'address_wrong', 'refused', 'not_collected', 'lost', 'destroyed', 'other')
    ),
    CONSTRAINT ck_shipment_is_open CHECK (is_open = (state IN ('prepared', 'handed_over'))),
    CONSTRAINT ck_shipment_goes_to_a_body CHECK ((purpose = 'to_body') = (to_unit_id IS NOT NULL)),
    CONSTRAINT ck_shipment_goes_to_an_address CHECK (
        (purpose = 'to_applicant') = (recipient_sealed IS NOT NULL AND address_sealed IS NOT NULL)
    ),
    CONSTRAINT ck_shipment_goes_elsewhere CHECK (to_unit_id <> unit_id),
    CONSTRAINT ck_shipment_payer_receives CHECK (payer <> 'on_delivery' OR purpose = 'to_applicant'),
    CONSTRAINT ck_shipment_fee CHECK (fee >= 0),
    CONSTRAINT ck_shipment_has_its_number CHECK (state IN ('prepared', 'cancelled') OR number IS NOT NULL),
    CONSTRAINT ck_shipment_handed_over CHECK (
        num_nonnulls(handed_at, handed_by_id, postal_worker_sealed)
        = CASE WHEN state IN ('prepared', 'cancelled') THEN 0 ELSE 3 END
    ),
    CONSTRAINT ck_shipment_closed CHECK (num_nonnulls(closed_at, closed_by_id) = CASE WHEN is_open THEN 0 ELSE 2 END),
    CONSTRAINT ck_shipment_delivered CHECK ((state = 'delivered') = (delivered_on IS NOT NULL)),
    CONSTRAINT ck_shipment_proven CHECK (
        num_nonnulls(receiver_sealed, proof_sealed)
        = CASE WHEN state = 'delivered' AND purpose = 'to_applicant' THEN 2 ELSE 0 END
    ),
    CONSTRAINT ck_shipment_ends_with_reason CHECK ((state IN ('returned', 'lost')) = (reason IS NOT NULL)),
    CONSTRAINT ck_shipment_loss CHECK (reason NOT IN ('lost', 'destroyed') OR state = 'lost'),
    CONSTRAINT ck_shipment_other_is_told CHECK (reason <> 'other' OR note_sealed IS NOT NULL),
    CONSTRAINT ck_shipment_order
        CHECK (handed_at >= prepared_at AND closed_at >= COALESCE(handed_at, prepared_at))
);
CREATE UNIQUE INDEX ux_shipment_number ON shipment (operator, number)
    WHERE number IS NOT NULL AND state <> 'cancelled';
CREATE INDEX ix_shipment_unit ON shipment (unit_id, prepared_at, id);
CREATE INDEX ix_shipment_to_unit ON shipment (to_unit_id, prepared_at, id) WHERE to_unit_id IS NOT NULL;

CREATE TABLE shipment_item (
    id uuid NOT NULL,
    shipment_id uuid NOT NULL,
    purpose varchar(40) NOT NULL,
    is_open boolean NOT NULL,
    position smallint NOT NULL,
    dossier_id uuid NOT NULL,
    CONSTRAINT pk_shipment_item PRIMARY KEY (id),
    CONSTRAINT fk_shipment_item_shipment FOREIGN KEY (shipment_id, purpose, is_open)
        REFERENCES shipment (id, purpose, is_open) ON UPDATE CASCADE,
    CONSTRAINT fk_shipment_item_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT uq_shipment_item_shipment_id_dossier_id UNIQUE (shipment_id, dossier_id),
    CONSTRAINT uq_shipment_item_shipment_id_position UNIQUE (shipment_id, position),
    CONSTRAINT ck_shipment_item_purpose CHECK (purpose IN ('to_body', 'to_applicant')),
    CONSTRAINT ck_shipment_item_position CHECK (position >= 0)
);
CREATE UNIQUE INDEX ux_shipment_item_open ON shipment_item (dossier_id, purpose) WHERE is_open;
CREATE INDEX ix_shipment_item_dossier ON shipment_item (dossier_id, id);

CREATE TABLE shipment_paper (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    item_id uuid NOT NULL,
    position smallint NOT NULL,
    name_sealed bytea NOT NULL,
    originals smallint NOT NULL,
    copies smallint NOT NULL,
    certified smallint NOT NULL,
    sheets smallint,
    CONSTRAINT pk_shipment_paper PRIMARY KEY (id),
    CONSTRAINT fk_shipment_paper_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_shipment_paper_item_id_shipment_item FOREIGN KEY (item_id) REFERENCES shipment_item (id),
    CONSTRAINT uq_shipment_paper_item_id_position UNIQUE (item_id, position),
    CONSTRAINT ck_shipment_paper_counts
        CHECK (position >= 0 AND originals >= 0 AND copies >= 0 AND certified >= 0),
    CONSTRAINT ck_shipment_paper_something CHECK (originals + copies + certified >= 1),
    CONSTRAINT ck_shipment_paper_sheets CHECK (sheets >= 1)
);
"""


def upgrade() -> None:
    op.execute(TABLES)


def downgrade() -> None:
    for table in ("shipment_paper", "shipment_item", "shipment"):
        op.execute(f"DROP TABLE {table}")
