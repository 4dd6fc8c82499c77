-- The log of acts.

-- One act, as canonical JSON kept byte for byte (services/audit/events.py).
CREATE TABLE audit_event (
    id uuid NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamptz NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT pk_audit_event PRIMARY KEY (id)
);
CREATE INDEX ix_audit_event_at ON audit_event (at);
CREATE INDEX ix_audit_event_xid ON audit_event (xid);

-- Whom or what an event concerns, so that auditors find it. Repeats nothing that body does not say.
CREATE TABLE audit_subject (
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    object_id uuid NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_audit_subject PRIMARY KEY (id),
    CONSTRAINT fk_audit_subject_event_id_audit_event FOREIGN KEY (event_id) REFERENCES audit_event (id)
);
CREATE INDEX ix_audit_subject_event_id ON audit_subject (event_id);
CREATE INDEX ix_audit_subject_found ON audit_subject (kind, object_id, at, event_id);
