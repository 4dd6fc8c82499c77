-- Sessions, logins under way, counters of rate limits.

-- One browser of one account, acting as one thing. Holds keys and instants; nothing personal is readable in it.
CREATE TABLE session (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    csrf varchar(64) NOT NULL,
    account_id uuid NOT NULL,
    person_id uuid,
    role varchar(40) NOT NULL,
    post_id uuid,
    unit_id uuid,
    acting_for uuid,
    several boolean NOT NULL,
    level smallint,
    provider_sid varchar(255),
    id_token_sealed bytea,
    authenticated_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT fk_session_account_id_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT fk_session_person_id_person FOREIGN KEY (person_id) REFERENCES person (id),
    CONSTRAINT fk_session_post_id_officer_post FOREIGN KEY (post_id) REFERENCES officer_post (id),
    CONSTRAINT fk_session_unit_id_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
    CONSTRAINT fk_session_acting_for_organisation FOREIGN KEY (acting_for) REFERENCES organisation (id),
    CONSTRAINT uq_session_token_hash UNIQUE (token_hash),
    CONSTRAINT ck_session_role CHECK (
        role IN ('citizen', 'receiver', 'centre_head', 'specialist', 'leader', 'clerk', 'cashier',
        'business_admin', 'technical_admin', 'auditor', 'system')
    ),
    CONSTRAINT ck_session_expires_after_login CHECK (expires_at > authenticated_at),
    CONSTRAINT ck_session_level CHECK (level IN (1, 2)),
    CONSTRAINT ck_session_never_the_system CHECK (role <> 'system'),
    CONSTRAINT ck_session_officers_have_a_post CHECK ((role = 'citizen') = (post_id IS NULL)),
    CONSTRAINT ck_session_officers_represent_nobody CHECK (acting_for IS NULL OR role = 'citizen'),
    CONSTRAINT ck_session_post_and_unit CHECK ((post_id IS NULL) = (unit_id IS NULL)),
    CONSTRAINT ck_session_seen_after_creation CHECK (last_seen_at >= created_at),
    CONSTRAINT ck_session_somebody CHECK (num_nonnulls(person_id, acting_for) > 0)
);
CREATE INDEX ix_session_account_id ON session (account_id);
CREATE INDEX ix_session_expires_at ON session (expires_at);

-- A login on its way: made before the browser leaves for the provider, good for one answer.
CREATE TABLE login_attempt (
    id uuid NOT NULL,
    state_hash bytea NOT NULL,
    browser_hash bytea NOT NULL,
    nonce varchar(64) NOT NULL,
    code_verifier varchar(128) NOT NULL,
    next_path varchar(2000) NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT pk_login_attempt PRIMARY KEY (id),
    CONSTRAINT uq_login_attempt_state_hash UNIQUE (state_hash),
    CONSTRAINT ck_login_attempt_used_after_creation CHECK (used_at >= created_at)
);
CREATE INDEX ix_login_attempt_created_at ON login_attempt (created_at);

-- How often, until when. Not worth a log: after a crash the counters may start anew.
CREATE UNLOGGED TABLE rate_limit (
    key bytea NOT NULL,
    count integer NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_rate_limit PRIMARY KEY (key),
    CONSTRAINT ck_rate_limit_counts CHECK (count > 0)
);
CREATE INDEX ix_rate_limit_expires_at ON rate_limit (expires_at);
