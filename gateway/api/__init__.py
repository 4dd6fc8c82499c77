"""The open API: JSON, described by OpenAPI 3.1, errors as problem documents (RFC 9457)."""
