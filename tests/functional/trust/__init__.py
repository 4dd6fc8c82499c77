"""The demonstration's keys and trust service, judged by OpenSSL over HTTP."""
