"""How gunicorn serves the trust service: one small process on the loopback."""

import os

from gateway.config import Config

_config = Config.from_environ(os.environ)

bind = f"{_config.host}:{_config.trust_port}"
worker_class = "gthread"
workers = 1
threads = 4
timeout = 30
graceful_timeout = 5
keepalive = 5
limit_request_line = 4_094
limit_request_fields = 40
control_socket_disable = True  # since 25.1 gunicorn opens a socket that steers it; nobody here needs that way in
forwarded_allow_ips = ""
accesslog = None
errorlog = "-"
