"""How gunicorn serves the provider: one process, because its sessions and codes are in memory."""

import os

from auth.provider.settings import DEFAULTS

_given = DEFAULTS | {name: value for name, value in os.environ.items() if value}

bind = f"{_given['GATEWAY_HOST']}:{_given['GATEWAY_IDP_PORT']}"
worker_class = "gthread"
workers = 1
threads = 8
timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 8_190  # an authorization request with its state, or a logout with its ID token, is in the address
limit_request_fields = 60
control_socket_disable = True  # since 25.1 gunicorn opens a socket that steers it; nobody here needs that way in
forwarded_allow_ips = ""  # nothing here depends on X-Forwarded-*: addresses are made of the issuer
accesslog = None  # the address of a request names the person's session
errorlog = "-"
