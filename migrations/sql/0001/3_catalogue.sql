-- The calendar, the procedures and the local overlay.

-- A day that differs from what its weekday says. Deadlines are computed from its value().
CREATE TABLE day_off (
    id uuid NOT NULL,
    day date NOT NULL,
    kind varchar(40) NOT NULL,
    name text NOT NULL,
    status varchar(40) NOT NULL,
    source text NOT NULL,
    CONSTRAINT pk_day_off PRIMARY KEY (id),
    CONSTRAINT uq_day_off_day UNIQUE (day),
    CONSTRAINT ck_day_off_kind CHECK (kind IN ('holiday', 'observed', 'swap_off', 'makeup_workday')),
    CONSTRAINT ck_day_off_status CHECK (status IN ('official', 'by_law', 'expected', 'verify'))
);

-- One loading of the catalogue: from where, as of when, and what it found.
CREATE TABLE catalogue_import (
    id uuid NOT NULL,
    source text NOT NULL,
    as_of date NOT NULL,
    sha256 bytea NOT NULL,
    details jsonb NOT NULL,
    counts jsonb NOT NULL,
    imported_at timestamptz NOT NULL,
    CONSTRAINT pk_catalogue_import PRIMARY KEY (id),
    CONSTRAINT ck_catalogue_import_sha256_length CHECK (length(sha256) = 32)
);
CREATE INDEX ix_catalogue_import_sha256 ON catalogue_import (sha256);

-- A procedure by its national code. What it says stands in its versions.
CREATE TABLE procedure (
    id uuid NOT NULL,
    code varchar(50) NOT NULL,
    abolished_on date,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_procedure PRIMARY KEY (id),
    CONSTRAINT uq_procedure_code UNIQUE (code)
);

-- What a procedure said from one day to another. Never changed, only ended: dossiers are bound to it for life.
CREATE TABLE procedure_version (
    id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    import_id uuid NOT NULL,
    number integer NOT NULL,
    content_hash bytea NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    name text NOT NULL,
    kind varchar(40) NOT NULL,
    completeness varchar(40) NOT NULL,
    field text NOT NULL,
    ministry text NOT NULL,
    levels jsonb NOT NULL,
    agency text,
    executing_bodies jsonb NOT NULL,
    vertical boolean NOT NULL,
    applicants jsonb NOT NULL,
    assigned_by_law varchar(40),
    decision_no text,
    online_channel boolean,
    online_level varchar(40),
    channels jsonb NOT NULL,
    cases jsonb NOT NULL,
    limits jsonb NOT NULL,
    legal_basis jsonb NOT NULL,
    results jsonb NOT NULL,
    corrections jsonb NOT NULL,
    CONSTRAINT pk_procedure_version PRIMARY KEY (id),
    CONSTRAINT fk_procedure_version_procedure_id_procedure FOREIGN KEY (procedure_id) REFERENCES procedure (id),
    CONSTRAINT fk_procedure_version_import_id_catalogue_import FOREIGN KEY (import_id) REFERENCES catalogue_import (id),
    CONSTRAINT uq_procedure_version_procedure_id_number UNIQUE (procedure_id, number),
    CONSTRAINT ck_procedure_version_assigned_by_law CHECK (assigned_by_law IN ('assigned', 'not_assigned', 'other')),
    CONSTRAINT ck_procedure_version_completeness CHECK (completeness IN ('full', 'header')),
    CONSTRAINT ck_procedure_version_kind CHECK (kind IN ('standard', 'internal')),
    CONSTRAINT ck_procedure_version_online_level CHECK (online_level IN ('full', 'partial')),
    CONSTRAINT ck_procedure_version_content_hash_length CHECK (length(content_hash) = 32),
    CONSTRAINT ck_procedure_version_ends_after_it_begins CHECK (valid_until >= valid_from),
    CONSTRAINT ck_procedure_version_number CHECK (number >= 1)
);
CREATE INDEX ix_procedure_version_import_id ON procedure_version (import_id);
CREATE UNIQUE INDEX ux_procedure_version_in_force ON procedure_version (procedure_id) WHERE valid_until IS NULL;

-- What holds for a procedure here, from a day to a day: the local overlay.
CREATE TABLE unit_procedure (
    id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    unit_id uuid,
    filing_route varchar(40),
    system_name text,
    system_url text,
    open_for_filing boolean,
    limits jsonb,
    valid_from date NOT NULL,
    valid_until date,
    source text NOT NULL,
    confirmed boolean NOT NULL,
    CONSTRAINT pk_unit_procedure PRIMARY KEY (id),
    CONSTRAINT fk_unit_procedure_procedure_id_procedure FOREIGN KEY (procedure_id) REFERENCES procedure (id),
    CONSTRAINT fk_unit_procedure_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT uq_unit_procedure_procedure_id_unit_id_valid_from UNIQUE NULLS NOT DISTINCT (procedure_id, unit_id, valid_from),
    CONSTRAINT ck_unit_procedure_filing_route CHECK (
        filing_route IN ('here', 'national_portal', 'ministry_system', 'counter_only')
    ),
    CONSTRAINT ck_unit_procedure_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT ck_unit_procedure_names_the_system CHECK (
        filing_route <> 'ministry_system' OR system_name IS NOT NULL
    )
);
CREATE INDEX ix_unit_procedure_unit_id ON unit_procedure (unit_id);
