-- Units, people and organisations, and what they may act as.

-- A body or a part of one. Everything here is public office data and stays readable.
CREATE TABLE unit (
    id uuid NOT NULL,
    code varchar(50) NOT NULL,
    name text NOT NULL,
    kind varchar(40) NOT NULL,
    parent_id uuid,
    electronic_code varchar(50),
    electronic_code_confirmed boolean NOT NULL,
    commune_code varchar(5),
    line_ministry text,
    address text,
    phone text,
    email text,
    confirmed boolean NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT fk_unit_parent_id_unit FOREIGN KEY (parent_id) REFERENCES unit (id),
    CONSTRAINT uq_unit_code UNIQUE (code),
    CONSTRAINT uq_unit_electronic_code UNIQUE (electronic_code),
    CONSTRAINT ck_unit_kind CHECK (
        kind IN ('province', 'department', 'commune', 'one_stop_centre', 'room', 'vertical',
        'public_service', 'support_point')
    ),
    CONSTRAINT ck_unit_commune_has_its_code CHECK (kind <> 'commune' OR commune_code IS NOT NULL),
    CONSTRAINT ck_unit_electronic_code_length CHECK (length(electronic_code) <= 35),
    CONSTRAINT ck_unit_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT ck_unit_not_its_own_parent CHECK (parent_id <> id)
);
CREATE INDEX ix_unit_commune_code ON unit (commune_code);
CREATE INDEX ix_unit_parent_id ON unit (parent_id);
CREATE UNIQUE INDEX ux_unit_commune ON unit (commune_code) WHERE kind = 'commune';

-- An old name or code of a unit: papers keep the names of communes that were merged away.
CREATE TABLE unit_alias (
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    kind varchar(40) NOT NULL,
    value text NOT NULL,
    folded text NOT NULL,
    valid_until date,
    source text,
    CONSTRAINT pk_unit_alias PRIMARY KEY (id),
    CONSTRAINT fk_unit_alias_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_unit_alias_unit_id_kind_value UNIQUE (unit_id, kind, value),
    CONSTRAINT ck_unit_alias_kind CHECK (kind IN ('former_name', 'former_commune', 'other_code', 'spelling'))
);
CREATE INDEX ix_unit_alias_folded ON unit_alias (folded);

-- One window of one weekday in which a unit works. A unit without rows keeps the hours of its parent.
CREATE TABLE office_hours (
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    weekday integer NOT NULL,
    opens time NOT NULL,
    closes time NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    CONSTRAINT pk_office_hours PRIMARY KEY (id),
    CONSTRAINT fk_office_hours_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_office_hours_unit_id_weekday_opens_valid_from UNIQUE (unit_id, weekday, opens, valid_from),
    CONSTRAINT ck_office_hours_closes_after_it_opens CHECK (closes > opens),
    CONSTRAINT ck_office_hours_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT ck_office_hours_iso_weekday CHECK (weekday BETWEEN 1 AND 7)
);

-- A human being, with or without an account. What identifies somebody is sealed under the person's own key.
CREATE TABLE person (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    source varchar(40) NOT NULL,
    name_sealed bytea,
    birth_sealed bytea,
    sex_sealed bytea,
    nationality_sealed bytea,
    residence_commune_sealed bytea,
    residence_sealed bytea,
    email_sealed bytea,
    phone_sealed bytea,
    seeded boolean NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT fk_person_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT uq_person_data_key_id UNIQUE (data_key_id),
    CONSTRAINT ck_person_source CHECK (source IN ('identity_provider', 'counter', 'directory'))
);

-- A number that somebody is or was known by, sealed under that person's key.
CREATE TABLE identity_number (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind varchar(40) NOT NULL,
    number_sealed bytea NOT NULL,
    number_index bytea NOT NULL,
    source varchar(40) NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT pk_identity_number PRIMARY KEY (id),
    CONSTRAINT fk_identity_number_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_identity_number_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT uq_identity_number_person_id_kind_number_index UNIQUE (person_id, kind, number_index),
    CONSTRAINT ck_identity_number_kind CHECK (kind IN ('citizen_id', 'cmnd', 'passport')),
    CONSTRAINT ck_identity_number_source CHECK (source IN ('identity_provider', 'counter', 'directory'))
);
CREATE INDEX ix_identity_number_number_index ON identity_number (number_index);

-- An enterprise, cooperative or other body that files or is represented.
CREATE TABLE organisation (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    source varchar(40) NOT NULL,
    name_sealed bytea,
    tax_code_sealed bytea,
    tax_code_index bytea,
    address_sealed bytea,
    commune_sealed bytea,
    email_sealed bytea,
    phone_sealed bytea,
    representative_id uuid,
    representative_title text,
    seeded boolean NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT fk_organisation_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT fk_organisation_representative_id_person FOREIGN KEY (representative_id) REFERENCES person (id),
    CONSTRAINT uq_organisation_data_key_id UNIQUE (data_key_id),
    CONSTRAINT ck_organisation_source CHECK (source IN ('identity_provider', 'counter', 'directory'))
);
CREATE INDEX ix_organisation_representative_id ON organisation (representative_id);
CREATE INDEX ix_organisation_tax_code_index ON organisation (tax_code_index);

-- An electronic identity: whoever issuer calls subject. There are no passwords and no accounts of our own.
CREATE TABLE account (
    id uuid NOT NULL,
    issuer text NOT NULL,
    subject varchar(255) NOT NULL,
    technical_id varchar(255),
    person_id uuid,
    organisation_id uuid,
    level smallint,
    created_at timestamptz NOT NULL,
    last_login_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT fk_account_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_account_organisation_id_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id),
    CONSTRAINT uq_account_issuer_subject UNIQUE (issuer, subject),
    CONSTRAINT ck_account_level CHECK (level IN (1, 2)),
    CONSTRAINT ck_account_login_after_creation CHECK (last_login_at >= created_at),
    CONSTRAINT ck_account_person_or_organisation CHECK (num_nonnulls(person_id, organisation_id) = 1)
);
CREATE INDEX ix_account_organisation_id ON account (organisation_id);
CREATE INDEX ix_account_person_id ON account (person_id);

-- One person in one role at one unit, from a day to a day. An officer acts in one post at a time.
CREATE TABLE officer_post (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    role varchar(40) NOT NULL,
    title text NOT NULL,
    signature_lines jsonb NOT NULL,
    seconded_from_id uuid,
    valid_from date NOT NULL,
    valid_until date,
    decision text,
    CONSTRAINT pk_officer_post PRIMARY KEY (id),
    CONSTRAINT fk_officer_post_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_officer_post_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_officer_post_seconded_from_id_unit FOREIGN KEY (seconded_from_id) REFERENCES unit (id),
    CONSTRAINT uq_officer_post_person_id_unit_id_role_valid_from UNIQUE (person_id, unit_id, role, valid_from),
    CONSTRAINT ck_officer_post_role CHECK (
        role IN ('citizen', 'receiver', 'centre_head', 'specialist', 'leader', 'clerk', 'cashier',
        'business_admin', 'technical_admin', 'auditor', 'system')
    ),
    CONSTRAINT ck_officer_post_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT ck_officer_post_role_of_an_officer CHECK (role NOT IN ('citizen', 'system'))
);
CREATE INDEX ix_officer_post_unit_role ON officer_post (unit_id, role);

-- The right of a post to sign for another. A written authorisation (TUQ.) always ends and is never passed on.
CREATE TABLE delegation (
    id uuid NOT NULL,
    post_id uuid NOT NULL,
    form varchar(40) NOT NULL,
    for_post text NOT NULL,
    scope text NOT NULL,
    fields jsonb,
    valid_from date NOT NULL,
    valid_until date,
    document text NOT NULL,
    CONSTRAINT pk_delegation PRIMARY KEY (id),
    CONSTRAINT fk_delegation_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT ck_delegation_form CHECK (form IN ('KT', 'TM', 'TL', 'TUQ')),
    CONSTRAINT ck_delegation_authorisation_ends CHECK (form <> 'TUQ' OR valid_until IS NOT NULL),
    CONSTRAINT ck_delegation_ends_after_it_begins CHECK (valid_until > valid_from)
);
CREATE INDEX ix_delegation_post_id ON delegation (post_id);

-- The decision by which an auditor may read the content of dossiers of some units within some dates.
CREATE TABLE mandate (
    id uuid NOT NULL,
    post_id uuid NOT NULL,
    decision text NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    CONSTRAINT pk_mandate PRIMARY KEY (id),
    CONSTRAINT fk_mandate_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT ck_mandate_ends_after_it_begins CHECK (valid_until > valid_from)
);
CREATE INDEX ix_mandate_post_id ON mandate (post_id);

-- One unit within a mandate.
CREATE TABLE mandate_unit (
    id uuid NOT NULL,
    mandate_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    CONSTRAINT pk_mandate_unit PRIMARY KEY (id),
    CONSTRAINT fk_mandate_unit_mandate_id_mandate FOREIGN KEY (mandate_id) REFERENCES mandate (id),
    CONSTRAINT fk_mandate_unit_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_mandate_unit_mandate_id_unit_id UNIQUE (mandate_id, unit_id)
);

-- Leave for one person to join duties that are kept apart, by a dated decision; every use is logged.
CREATE TABLE duty_exception (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    duties jsonb NOT NULL,
    decision text NOT NULL,
    reason text,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_duty_exception PRIMARY KEY (id),
    CONSTRAINT fk_duty_exception_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_duty_exception_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT ck_duty_exception_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT ck_duty_exception_joins_duties CHECK (jsonb_array_length(duties) >= 2)
);
CREATE INDEX ix_duty_exception_person_unit ON duty_exception (person_id, unit_id);
