"""How gunicorn serves, everywhere: `gunicorn -c python:gateway.serving wsgi:application`."""

import os

from gateway.config import Config

_config = Config.from_environ(os.environ)

bind = f"{_config.host}:{_config.port}"
worker_class = "gthread"
workers = os.cpu_count() or 1
threads = 8  # the database pool of a process is as large (gateway/db.py)
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190
control_socket_disable = True  # since 25.1 gunicorn opens a socket that steers it; nobody here needs that way in
forwarded_allow_ips = ""  # X-Forwarded-* is ProxyFix's business, by GATEWAY_TRUSTED_PROXIES
accesslog = None  # request lines could name people; the application logs what is needed, redacted
errorlog = "-"
