-- The register of results and its books of numbers.

-- One result from its first draft on. A draft that was sent back, and a correction, are new results.
CREATE TABLE result (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    dossier_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    unit_id uuid NOT NULL,
    book_kind varchar(50) NOT NULL,
    name text NOT NULL,
    code varchar(50),
    outcome varchar(40) NOT NULL,
    template varchar(50),
    signers jsonb NOT NULL,
    token varchar(32) NOT NULL,
    replaces_id uuid,
    paper_only boolean NOT NULL,
    content_sealed bytea,
    created_by_id uuid,
    created_at timestamptz NOT NULL,
    seeded boolean NOT NULL,
    CONSTRAINT pk_result PRIMARY KEY (id),
    CONSTRAINT fk_result_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_result_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_result_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_result_replaces_id_result FOREIGN KEY (replaces_id) REFERENCES result (id),
    CONSTRAINT fk_result_created_by_id_officer_post FOREIGN KEY (created_by_id) REFERENCES officer_post (id),
    CONSTRAINT uq_result_dossier_id_ordinal UNIQUE (dossier_id, ordinal),
    CONSTRAINT uq_result_token UNIQUE (token),
    CONSTRAINT ck_result_outcome CHECK (outcome IN ('granted', 'refused')),
    CONSTRAINT ck_result_drawn_from_a_template CHECK (paper_only OR template IS NOT NULL),
    CONSTRAINT ck_result_ordinal CHECK (ordinal >= 1),
    CONSTRAINT ck_result_replaces_another CHECK (replaces_id <> id)
);
CREATE INDEX ix_result_replaces_id ON result (replaces_id);
CREATE INDEX ix_result_unit_created ON result (unit_id, created_at, id);

-- The bytes of a result at one step, for good: revision 0 as rendered, then one more with each signature.
CREATE TABLE result_file (
    id uuid NOT NULL,
    result_id uuid NOT NULL,
    revision smallint NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    blob_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_result_file PRIMARY KEY (id),
    CONSTRAINT fk_result_file_result_id_result FOREIGN KEY (result_id) REFERENCES result (id),
    CONSTRAINT fk_result_file_blob_id_blob FOREIGN KEY (blob_id) REFERENCES blob (id),
    CONSTRAINT uq_result_file_blob_id UNIQUE (blob_id),
    CONSTRAINT uq_result_file_result_id_revision UNIQUE (result_id, revision),
    CONSTRAINT uq_result_file_sha256 UNIQUE (sha256),
    CONSTRAINT ck_result_file_revision CHECK (revision >= 0),
    CONSTRAINT ck_result_file_sha256_length CHECK (octet_length(sha256) = 32),
    CONSTRAINT ck_result_file_size CHECK (size > 0)
);

-- One step in the life of a result. ordinal counts them: of two at once, the second breaks the unique key.
CREATE TABLE result_status (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    result_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    state varchar(40) NOT NULL,
    at timestamptz NOT NULL,
    person_id uuid,
    post_id uuid,
    digest bytea,
    reason varchar(50),
    decision text,
    replaced_by_id uuid,
    note_sealed bytea,
    facts_sealed bytea,
    seeded boolean NOT NULL,
    CONSTRAINT pk_result_status PRIMARY KEY (id),
    CONSTRAINT fk_result_status_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_result_status_result_id_result FOREIGN KEY (result_id) REFERENCES result (id),
    CONSTRAINT fk_result_status_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_result_status_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT fk_result_status_replaced_by_id_result FOREIGN KEY (replaced_by_id) REFERENCES result (id),
    CONSTRAINT uq_result_status_result_id_ordinal UNIQUE (result_id, ordinal),
    CONSTRAINT ck_result_status_state CHECK (
        state IN ('proposed', 'awaiting_confirmation', 'confirmed', 'for_signature', 'approved',
        'signed', 'seal_approved', 'sealed', 'in_force', 'refused', 'replaced', 'revoked')
    ),
    CONSTRAINT ck_result_status_approved_bytes CHECK (
        state NOT IN ('approved', 'seal_approved') OR digest IS NOT NULL
    ),
    CONSTRAINT ck_result_status_digest_length CHECK (octet_length(digest) = 32),
    CONSTRAINT ck_result_status_ordinal CHECK (ordinal >= 1),
    CONSTRAINT ck_result_status_refused_with_reason CHECK (state <> 'refused' OR reason IS NOT NULL),
    CONSTRAINT ck_result_status_replaced_by_what CHECK ((state = 'replaced') = (replaced_by_id IS NOT NULL)),
    CONSTRAINT ck_result_status_revoked_by_decision CHECK (state <> 'revoked' OR decision IS NOT NULL)
);
CREATE INDEX ix_result_status_replaced_by_id ON result_status (replaced_by_id);
CREATE INDEX ix_result_status_state ON result_status (state, at, id);

-- One book. Its row is locked while a number is taken or given back, so that none goes out twice.
CREATE TABLE number_book (
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    kind varchar(50) NOT NULL,
    year smallint NOT NULL,
    name text NOT NULL,
    symbol text NOT NULL,
    last_number integer NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    CONSTRAINT pk_number_book PRIMARY KEY (id),
    CONSTRAINT fk_number_book_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_number_book_unit_id_kind_year UNIQUE (unit_id, kind, year),
    CONSTRAINT ck_number_book_closed_after_opening CHECK (closed_at >= opened_at),
    CONSTRAINT ck_number_book_last_number CHECK (last_number >= 0),
    CONSTRAINT ck_number_book_year CHECK (year BETWEEN 2000 AND 2199)
);

-- One number. It is held while a leader has the final page open, used once the result is signed.
CREATE TABLE book_number (
    id uuid NOT NULL,
    book_id uuid NOT NULL,
    number integer NOT NULL,
    state varchar(40) NOT NULL,
    dated_on date,
    held_at timestamptz,
    held_by_id uuid,
    used_at timestamptz,
    voided_at timestamptz,
    void_reason varchar(50),
    result_id uuid,
    CONSTRAINT pk_book_number PRIMARY KEY (id),
    CONSTRAINT fk_book_number_book_id_number_book FOREIGN KEY (book_id) REFERENCES number_book (id),
    CONSTRAINT fk_book_number_held_by_id_officer_post FOREIGN KEY (held_by_id) REFERENCES officer_post (id),
    CONSTRAINT fk_book_number_result_id_result FOREIGN KEY (result_id) REFERENCES result (id),
    CONSTRAINT uq_book_number_book_id_number UNIQUE (book_id, number),
    CONSTRAINT ck_book_number_state CHECK (state IN ('held', 'free', 'used', 'voided')),
    CONSTRAINT ck_book_number_date_comes_with_the_number CHECK ((state = 'free') = (dated_on IS NULL)),
    CONSTRAINT ck_book_number_free CHECK (state <> 'free' OR num_nonnulls(held_at, held_by_id) = 0),
    CONSTRAINT ck_book_number_held CHECK (state <> 'held' OR (held_at IS NOT NULL AND held_by_id IS NOT NULL)),
    CONSTRAINT ck_book_number_number CHECK (number >= 1),
    CONSTRAINT ck_book_number_result CHECK ((state IN ('held', 'used')) = (result_id IS NOT NULL)),
    CONSTRAINT ck_book_number_used CHECK ((state = 'used') = (used_at IS NOT NULL)),
    CONSTRAINT ck_book_number_voided CHECK (
        (state = 'voided') = (voided_at IS NOT NULL) AND (voided_at IS NULL) = (void_reason IS NULL)
    )
);
CREATE INDEX ix_book_number_held ON book_number (held_at) WHERE state = 'held';
CREATE UNIQUE INDEX ux_book_number_result ON book_number (result_id) WHERE result_id IS NOT NULL;

-- One signature, with the right to it as it stood at that moment: delegations and posts end, this stays.
CREATE TABLE signature_record (
    id uuid NOT NULL,
    result_id uuid NOT NULL,
    step varchar(40) NOT NULL,
    file_id uuid NOT NULL,
    digest_shown bytea NOT NULL,
    approved_at timestamptz NOT NULL,
    post_id uuid,
    unit_id uuid NOT NULL,
    delegation_id uuid,
    form varchar(40),
    signer text NOT NULL,
    certificate bytea NOT NULL,
    certificate_sha256 bytea NOT NULL,
    signed_at timestamptz NOT NULL,
    timestamped_at timestamptz,
    level text NOT NULL,
    report jsonb NOT NULL,
    CONSTRAINT pk_signature_record PRIMARY KEY (id),
    CONSTRAINT fk_signature_record_result_id_result FOREIGN KEY (result_id) REFERENCES result (id),
    CONSTRAINT fk_signature_record_file_id_result_file FOREIGN KEY (file_id) REFERENCES result_file (id),
    CONSTRAINT fk_signature_record_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT fk_signature_record_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_signature_record_delegation_id_delegation FOREIGN KEY (delegation_id) REFERENCES delegation (id),
    CONSTRAINT uq_signature_record_file_id UNIQUE (file_id),
    CONSTRAINT uq_signature_record_result_id_step UNIQUE (result_id, step),
    CONSTRAINT ck_signature_record_form CHECK (form IN ('KT', 'TM', 'TL', 'TUQ')),
    CONSTRAINT ck_signature_record_step CHECK (step IN ('leader', 'seal')),
    CONSTRAINT ck_signature_record_certificate_sha256_length CHECK (octet_length(certificate_sha256) = 32),
    CONSTRAINT ck_signature_record_digest_shown_length CHECK (octet_length(digest_shown) = 32),
    CONSTRAINT ck_signature_record_leader_has_a_post CHECK (step <> 'leader' OR post_id IS NOT NULL)
);
CREATE INDEX ix_signature_record_certificate_sha256 ON signature_record (certificate_sha256);
CREATE INDEX ix_signature_record_post_id ON signature_record (post_id);
