"""OpenID Connect, as machines speak it."""
