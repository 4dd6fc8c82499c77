"""The tools with which a web process draws papers for people to look at. It holds no signing keys: the worker does."""

from flask import current_app

from gateway.clock import now
from gateway.config import Environment
from gateway.db import database
from gateway.files import blob_store
from gateway.office import NoKeys, Office
from gateway.printing import Printer
from gateway.security import settings
from gateway.site import site
from services.results.civil_register import NoCivilRegister

EXTENSION = "gateway.drawing"


def drawing_office() -> Office:
    """Return the tools of this process, put together when they are first needed: nothing forks afterwards."""
    found: Office | None = current_app.extensions.get(EXTENSION)
    if found is None:
        config = settings()
        found = current_app.extensions[EXTENSION] = Office(
            database=database(),
            store=blob_store(),
            printer=Printer(demo=config.env == Environment.DEMO),
            keys=NoKeys(),
            civil_register=NoCivilRegister(),
            address=config.url,
            system=site(config)["long_name"],
            clock=now,
        )
    return found
