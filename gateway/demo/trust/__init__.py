"""The trust service of the demonstration: time-stamps, OCSP, revocation lists, certificates of authorities, over HTTP.

Another party that happens to live here. It has its own clock and its own keys, no database and no session.
"""
