-- Drafts, dossiers and the papers in them.

-- A form half filled in, sealed under its own key: destroying that key is what deleting a draft means.
CREATE TABLE draft (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    person_id uuid NOT NULL,
    applicant_id uuid,
    organisation_id uuid,
    procedure_version_id uuid NOT NULL,
    case_title text,
    channel varchar(40) NOT NULL,
    form varchar(50) NOT NULL,
    competent_unit_id uuid,
    help_unit_id uuid,
    answers_sealed bytea,
    step varchar(50) NOT NULL,
    idempotency_key varchar(64) NOT NULL,
    consent_at timestamptz,
    confirmed_at timestamptz,
    created_at timestamptz NOT NULL,
    saved_at timestamptz NOT NULL,
    submitted_at timestamptz,
    seeded boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (id),
    CONSTRAINT fk_draft_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_draft_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_draft_applicant_id_person FOREIGN KEY (applicant_id) REFERENCES person (id),
    CONSTRAINT fk_draft_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_draft_procedure_version_id_procedure_version FOREIGN KEY (procedure_version_id) REFERENCES procedure_version (id),
    CONSTRAINT fk_draft_competent_unit_id_unit FOREIGN KEY (competent_unit_id) REFERENCES unit (id),
    CONSTRAINT fk_draft_help_unit_id_unit FOREIGN KEY (help_unit_id) REFERENCES unit (id),
    CONSTRAINT uq_draft_data_key_id UNIQUE (data_key_id),
    CONSTRAINT uq_draft_idempotency_key UNIQUE (idempotency_key),
    CONSTRAINT ck_draft_channel CHECK (channel IN ('online', 'direct', 'postal')),
    CONSTRAINT ck_draft_applicant_is_another CHECK (applicant_id <> person_id),
    CONSTRAINT ck_draft_for_one CHECK (num_nonnulls(applicant_id, organisation_id) <= 1),
    CONSTRAINT ck_draft_helped_with_consent CHECK (applicant_id IS NULL OR consent_at IS NOT NULL),
    CONSTRAINT ck_draft_saved_after_creation CHECK (saved_at >= created_at),
    CONSTRAINT ck_draft_version CHECK (version >= 1)
);
CREATE INDEX ix_draft_applicant_id ON draft (applicant_id);
CREATE INDEX ix_draft_organisation_id ON draft (organisation_id);
CREATE INDEX ix_draft_person_saved ON draft (person_id, saved_at);
CREATE INDEX ix_draft_procedure_version_id ON draft (procedure_version_id);

-- A request as filed, bound for life to the version of the procedure it was made under.
CREATE TABLE dossier (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    reference varchar(50) NOT NULL,
    code varchar(50),
    draft_id uuid,
    procedure_version_id uuid NOT NULL,
    case_title text,
    channel varchar(40) NOT NULL,
    form varchar(50) NOT NULL,
    help_unit_id uuid,
    receipt_unit_id uuid NOT NULL,
    competent_unit_id uuid NOT NULL,
    handler_post_id uuid,
    state smallint NOT NULL,
    financial varchar(40) NOT NULL,
    delivery varchar(40) NOT NULL,
    synchronisation varchar(40) NOT NULL,
    waiting_for varchar(40),
    proposal varchar(40),
    delivery_method varchar(40) NOT NULL,
    submitted_at timestamptz NOT NULL,
    received_at timestamptz,
    arrived_at timestamptz,
    due_on date,
    due_at timestamptz,
    due_by timestamptz,
    due_confirmed boolean,
    paused_at timestamptz,
    ended_at timestamptz,
    returned_at timestamptz,
    answers_sealed bytea,
    lookup_secret_hash bytea,
    seeded boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_dossier PRIMARY KEY (id),
    CONSTRAINT fk_dossier_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_dossier_draft_id_draft FOREIGN KEY (draft_id) REFERENCES draft (id),
    CONSTRAINT fk_dossier_procedure_version_id_procedure_version FOREIGN KEY (procedure_version_id) REFERENCES procedure_version (id),
    CONSTRAINT fk_dossier_help_unit_id_unit FOREIGN KEY (help_unit_id) REFERENCES unit (id),
    CONSTRAINT fk_dossier_receipt_unit_id_unit FOREIGN KEY (receipt_unit_id) REFERENCES unit (id),
    CONSTRAINT fk_dossier_competent_unit_id_unit FOREIGN KEY (competent_unit_id) REFERENCES unit (id),
    CONSTRAINT fk_dossier_handler_post_id_officer_post FOREIGN KEY (handler_post_id) REFERENCES officer_post (id),
    CONSTRAINT uq_dossier_code UNIQUE (code),
    CONSTRAINT uq_dossier_data_key_id UNIQUE (data_key_id),
    CONSTRAINT uq_dossier_draft_id UNIQUE (draft_id),
    CONSTRAINT uq_dossier_reference UNIQUE (reference),
    CONSTRAINT ck_dossier_channel CHECK (channel IN ('online', 'direct', 'postal')),
    CONSTRAINT ck_dossier_delivery CHECK (delivery IN ('nothing_yet', 'ready', 'sent', 'delivered', 'came_back')),
    CONSTRAINT ck_dossier_delivery_method CHECK (delivery_method IN ('electronic', 'counter', 'post')),
    CONSTRAINT ck_dossier_financial CHECK (
        financial IN ('nothing_due', 'to_be_set', 'unpaid', 'paid', 'cancelled', 'refunded')
    ),
    CONSTRAINT ck_dossier_proposal CHECK (
        proposal IN ('refusal', 'supplement', 'stop', 'extension', 'withdrawal', 'result')
    ),
    CONSTRAINT ck_dossier_synchronisation CHECK (synchronisation IN ('not_sent', 'waiting', 'confirmed', 'failed')),
    CONSTRAINT ck_dossier_waiting_for CHECK (
        waiting_for IN ('applicant', 'receiver', 'centre_head', 'specialist', 'leader', 'clerk',
        'cashier', 'other_body', 'system')
    ),
    CONSTRAINT ck_dossier_arrived CHECK (
        arrived_at >= received_at AND (arrived_at IS NULL OR received_at IS NOT NULL)
    ),
    CONSTRAINT ck_dossier_clock_starts_on_arrival CHECK (due_on IS NULL OR arrived_at IS NOT NULL),
    CONSTRAINT ck_dossier_code_comes_with_receipt CHECK ((code IS NULL) = (received_at IS NULL)),
    CONSTRAINT ck_dossier_delivery_after_end CHECK (delivery = 'nothing_yet' OR state IN (9, 10)),
    CONSTRAINT ck_dossier_due_by CHECK (
        due_by = COALESCE(due_at, CAST(due_on + 1 AS timestamp) AT TIME ZONE 'Asia/Ho_Chi_Minh')
    ),
    CONSTRAINT ck_dossier_due_confirmed CHECK ((due_on IS NULL) = (due_confirmed IS NULL)),
    CONSTRAINT ck_dossier_due_while_handled CHECK (state NOT IN (4, 6, 9, 10) OR due_on IS NOT NULL),
    CONSTRAINT ck_dossier_due_whole CHECK (
        (due_on IS NULL) = (due_by IS NULL) AND (due_at IS NULL OR due_on IS NOT NULL)
    ),
    CONSTRAINT ck_dossier_ended CHECK ((state IN (3, 7, 8, 9, 10)) = (ended_at IS NOT NULL)),
    CONSTRAINT ck_dossier_lookup_secret_hash_length CHECK (octet_length(lookup_secret_hash) = 32),
    CONSTRAINT ck_dossier_not_yet_received CHECK (state NOT IN (1, 3) OR received_at IS NULL),
    CONSTRAINT ck_dossier_paused CHECK (paused_at IS NULL OR state IN (5, 6)),
    CONSTRAINT ck_dossier_proposal_while_open CHECK (proposal IS NULL OR state IN (1, 2, 4, 5, 6)),
    CONSTRAINT ck_dossier_received CHECK (state NOT IN (2, 4, 6, 9, 10) OR received_at IS NOT NULL),
    CONSTRAINT ck_dossier_received_after_submission CHECK (received_at >= submitted_at),
    CONSTRAINT ck_dossier_refusal_at_receipt CHECK (proposal <> 'refusal' OR state = 1),
    CONSTRAINT ck_dossier_returned CHECK ((state = 10) = (returned_at IS NOT NULL)),
    CONSTRAINT ck_dossier_returned_after_end CHECK (returned_at >= ended_at),
    CONSTRAINT ck_dossier_somebody_is_waited_for CHECK ((state IN (3, 7, 8, 10)) = (waiting_for IS NULL)),
    CONSTRAINT ck_dossier_state CHECK (state BETWEEN 1 AND 10)
);
CREATE INDEX ix_dossier_at_competent_unit ON dossier (competent_unit_id, due_by, id) WHERE state IN (1, 2, 4, 5, 6);
CREATE INDEX ix_dossier_at_receipt_unit ON dossier (receipt_unit_id, due_by, id) WHERE state IN (1, 2, 4, 5, 6);
CREATE INDEX ix_dossier_competent_unit_state ON dossier (competent_unit_id, state, submitted_at, id);
CREATE INDEX ix_dossier_open ON dossier (due_by, id) WHERE state IN (1, 2, 4, 5, 6);
CREATE INDEX ix_dossier_procedure_version_id ON dossier (procedure_version_id);
CREATE INDEX ix_dossier_receipt_unit_state ON dossier (receipt_unit_id, state, submitted_at, id);
CREATE INDEX ix_dossier_to_receive ON dossier (receipt_unit_id, submitted_at, id) WHERE state = 1;
CREATE INDEX ix_dossier_to_return ON dossier (receipt_unit_id, ended_at, id) WHERE state = 9;
CREATE INDEX ix_dossier_with_handler ON dossier (handler_post_id, due_by, id) WHERE state IN (1, 2, 4, 5, 6);

-- The last dossier number a unit gave in a period; its row is locked while the next is taken.
CREATE TABLE dossier_series (
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    period varchar(50) NOT NULL,
    last_number integer NOT NULL,
    CONSTRAINT pk_dossier_series PRIMARY KEY (id),
    CONSTRAINT fk_dossier_series_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_dossier_series_unit_id_period UNIQUE (unit_id, period),
    CONSTRAINT ck_dossier_series_last_number CHECK (last_number >= 0)
);

-- One party, with a snapshot sealed under the dossier's key: what a person is called later changes no dossier.
CREATE TABLE dossier_party (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    dossier_id uuid NOT NULL,
    role varchar(40) NOT NULL,
    subject varchar(40),
    person_id uuid,
    organisation_id uuid,
    name_sealed bytea,
    snapshot_sealed bytea,
    CONSTRAINT pk_dossier_party PRIMARY KEY (id),
    CONSTRAINT fk_dossier_party_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_dossier_party_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_dossier_party_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_dossier_party_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    CONSTRAINT ck_dossier_party_role CHECK (
        role IN ('applicant', 'filer', 'helper', 'representative', 'interpreter')
    ),
    CONSTRAINT ck_dossier_party_subject CHECK (subject IN ('citizen', 'enterprise', 'state_body', 'organisation')),
    CONSTRAINT ck_dossier_party_applicant_is_known CHECK (
        role <> 'applicant' OR num_nonnulls(person_id, organisation_id) = 1
    ),
    CONSTRAINT ck_dossier_party_person_or_organisation CHECK (num_nonnulls(person_id, organisation_id) <= 1),
    CONSTRAINT ck_dossier_party_subject_of_applicant CHECK ((role = 'applicant') = (subject IS NOT NULL))
);
CREATE INDEX ix_dossier_party_dossier_id ON dossier_party (dossier_id);
CREATE INDEX ix_dossier_party_organisation ON dossier_party (organisation_id, dossier_id);
CREATE INDEX ix_dossier_party_person ON dossier_party (person_id, dossier_id);

-- One act on a dossier, with the states before and after; equal where the act moved nothing.
CREATE TABLE dossier_transition (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    dossier_id uuid NOT NULL,
    at timestamptz NOT NULL,
    act varchar(50) NOT NULL,
    from_state smallint,
    to_state smallint NOT NULL,
    role varchar(40) NOT NULL,
    person_id uuid,
    post_id uuid,
    unit_id uuid,
    exception_id uuid,
    reason varchar(50),
    legal_basis text,
    note_sealed bytea,
    details_sealed bytea,
    seeded boolean NOT NULL,
    CONSTRAINT pk_dossier_transition PRIMARY KEY (id),
    CONSTRAINT fk_dossier_transition_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_dossier_transition_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_dossier_transition_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_dossier_transition_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT fk_dossier_transition_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_dossier_transition_exception_id_duty_exception FOREIGN KEY (exception_id) REFERENCES duty_exception (id),
    CONSTRAINT ck_dossier_transition_role CHECK (
        role IN ('citizen', 'receiver', 'centre_head', 'specialist', 'leader', 'clerk', 'cashier',
        'business_admin', 'technical_admin', 'auditor', 'system')
    ),
    CONSTRAINT ck_dossier_transition_end_with_reason CHECK (to_state NOT IN (3, 8) OR reason IS NOT NULL),
    CONSTRAINT ck_dossier_transition_from_state CHECK (from_state BETWEEN 1 AND 10),
    CONSTRAINT ck_dossier_transition_to_state CHECK (to_state BETWEEN 1 AND 10)
);
CREATE INDEX ix_dossier_transition_dossier ON dossier_transition (dossier_id, at, id);
CREATE INDEX ix_dossier_transition_exception_id ON dossier_transition (exception_id);
CREATE INDEX ix_dossier_transition_person_id ON dossier_transition (person_id);

-- A due date as it was set, with its derivation. The first stays beside every later one.
CREATE TABLE dossier_deadline (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    dossier_id uuid NOT NULL,
    set_at timestamptz NOT NULL,
    kind varchar(40) NOT NULL,
    started_at timestamptz NOT NULL,
    limit_value integer,
    limit_unit varchar(40),
    cutoff time,
    due_on date NOT NULL,
    due_at timestamptz,
    due_by timestamptz NOT NULL,
    confirmed boolean NOT NULL,
    derivation jsonb NOT NULL,
    person_id uuid,
    post_id uuid,
    legal_basis text,
    note_sealed bytea,
    seeded boolean NOT NULL,
    CONSTRAINT pk_dossier_deadline PRIMARY KEY (id),
    CONSTRAINT fk_dossier_deadline_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_dossier_deadline_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_dossier_deadline_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_dossier_deadline_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT ck_dossier_deadline_kind CHECK (
        kind IN ('computed', 'set_by_hand', 'restarted', 'excluded', 'extended', 'recomputed')
    ),
    CONSTRAINT ck_dossier_deadline_limit_unit CHECK (
        limit_unit IN ('working_day', 'day', 'hour', 'month', 'same_day')
    ),
    CONSTRAINT ck_dossier_deadline_due_by CHECK (
        due_by = COALESCE(due_at, CAST(due_on + 1 AS timestamp) AT TIME ZONE 'Asia/Ho_Chi_Minh')
    ),
    CONSTRAINT ck_dossier_deadline_limit_value CHECK (limit_value >= 1),
    CONSTRAINT ck_dossier_deadline_with_legal_basis CHECK (kind <> 'excluded' OR legal_basis IS NOT NULL),
    CONSTRAINT ck_dossier_deadline_with_limit CHECK (
        kind NOT IN ('computed', 'restarted') OR limit_unit IS NOT NULL
    ),
    CONSTRAINT ck_dossier_deadline_with_reason CHECK (
        kind NOT IN ('set_by_hand', 'extended') OR note_sealed IS NOT NULL
    )
);
CREATE INDEX ix_dossier_deadline_dossier ON dossier_deadline (dossier_id, set_at, id);

-- A file with its name, sealed under the key of the draft or dossier it belongs to.
CREATE TABLE document (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    draft_id uuid,
    dossier_id uuid,
    kind varchar(40) NOT NULL,
    form varchar(50),
    edition integer NOT NULL,
    number varchar(50),
    blob_id uuid NOT NULL,
    name_sealed bytea,
    pages integer,
    signed boolean NOT NULL,
    verdict_sealed bytea,
    created_by_id uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id),
    CONSTRAINT fk_document_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_document_draft_id_draft FOREIGN KEY (draft_id) REFERENCES draft (id),
    CONSTRAINT fk_document_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_document_blob_id_blob FOREIGN KEY (blob_id) REFERENCES blob (id),
    CONSTRAINT fk_document_created_by_id_person FOREIGN KEY (created_by_id) REFERENCES person (id),
    CONSTRAINT uq_document_blob_id UNIQUE (blob_id),
    CONSTRAINT uq_document_dossier_id_form_edition UNIQUE (dossier_id, form, edition),
    CONSTRAINT ck_document_kind CHECK (kind IN ('uploaded', 'scanned', 'form', 'working_paper')),
    CONSTRAINT ck_document_edition CHECK (edition >= 1),
    CONSTRAINT ck_document_form_is_named CHECK ((kind = 'form') = (form IS NOT NULL)),
    CONSTRAINT ck_document_of_a_draft_or_dossier CHECK (num_nonnulls(draft_id, dossier_id) = 1),
    CONSTRAINT ck_document_pages CHECK (pages >= 0)
);
CREATE INDEX ix_document_draft_id ON document (draft_id);

-- One answer to one component: a file, a paper, a look-up, or that it does not apply.
CREATE TABLE component_file (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    draft_id uuid,
    dossier_id uuid,
    component_no smallint NOT NULL,
    round smallint NOT NULL,
    position smallint NOT NULL,
    answer varchar(40) NOT NULL,
    document_id uuid,
    note_sealed bytea,
    originals smallint,
    copies smallint,
    copy_kind varchar(40),
    digitisation varchar(40) NOT NULL,
    mark varchar(40),
    remark_sealed bytea,
    marked_at timestamptz,
    marked_by_id uuid,
    CONSTRAINT pk_component_file PRIMARY KEY (id),
    CONSTRAINT fk_component_file_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_component_file_draft_id_draft FOREIGN KEY (draft_id) REFERENCES draft (id),
    CONSTRAINT fk_component_file_dossier_id_dossier FOREIGN KEY (dossier_id) REFERENCES dossier (id),
    CONSTRAINT fk_component_file_document_id_document FOREIGN KEY (document_id) REFERENCES document (id),
    CONSTRAINT fk_component_file_marked_by_id_officer_post FOREIGN KEY (marked_by_id) REFERENCES officer_post (id),
    CONSTRAINT uq_component_file_document_id UNIQUE (document_id),
    CONSTRAINT uq_component_file_dossier_id_component_no_round_position UNIQUE (dossier_id, component_no, round, position),
    CONSTRAINT uq_component_file_draft_id_component_no_position UNIQUE (draft_id, component_no, position),
    CONSTRAINT ck_component_file_answer CHECK (
        answer IN ('upload', 'look_up', 'not_my_case', 'paper', 'shown', 'form')
    ),
    CONSTRAINT ck_component_file_copy_kind CHECK (copy_kind IN ('original', 'copy', 'electronic')),
    CONSTRAINT ck_component_file_digitisation CHECK (
        digitisation IN ('none', 'digitised', 'reused', 'reused_result')
    ),
    CONSTRAINT ck_component_file_mark CHECK (mark IN ('good', 'missing', 'unreadable', 'wrong', 'not_needed')),
    CONSTRAINT ck_component_file_counts CHECK (component_no >= 0 AND position >= 0 AND round >= 0),
    CONSTRAINT ck_component_file_fault_is_told CHECK (mark <> 'wrong' OR remark_sealed IS NOT NULL),
    CONSTRAINT ck_component_file_marked CHECK ((mark IS NULL) = (marked_at IS NULL)),
    CONSTRAINT ck_component_file_marked_in_a_dossier CHECK (mark IS NULL OR dossier_id IS NOT NULL),
    CONSTRAINT ck_component_file_nothing_handed_in CHECK (
        answer NOT IN ('not_my_case', 'shown', 'form') OR document_id IS NULL
    ),
    CONSTRAINT ck_component_file_of_a_draft_or_dossier CHECK (num_nonnulls(draft_id, dossier_id) = 1),
    CONSTRAINT ck_component_file_upload_has_its_file CHECK (answer <> 'upload' OR document_id IS NOT NULL)
);
