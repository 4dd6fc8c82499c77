-- What seals everything else, and the files it seals.

-- The row holds the key only as wrapped by the ring; the plain key lives in this object's memory alone.
CREATE TABLE data_key (
    id uuid NOT NULL,
    key_id varchar(20) NOT NULL,
    wrapped bytea,
    destroyed_at timestamptz,
    CONSTRAINT pk_data_key PRIMARY KEY (id),
    CONSTRAINT ck_data_key_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
CREATE INDEX ix_data_key_key_id ON data_key (key_id);

-- A stored file: what it was in the clear (digest and size), and the key of its own, sealed under a data key.
CREATE TABLE blob (
    id uuid NOT NULL,
    data_key_id uuid NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    media_type varchar(100) NOT NULL,
    created_at timestamptz NOT NULL,
    file_key_sealed bytea NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (id),
    CONSTRAINT fk_blob_data_key_id_data_key FOREIGN KEY (data_key_id) REFERENCES data_key (id),
    CONSTRAINT ck_blob_sha256_length CHECK (octet_length(sha256) = 32),
    CONSTRAINT ck_blob_size_not_negative CHECK (size >= 0)
);
CREATE INDEX ix_blob_data_key_id ON blob (data_key_id);
CREATE INDEX ix_blob_sha256 ON blob (sha256);
