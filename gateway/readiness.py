"""Is everything there that a request may need?"""

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gateway.db import database
from gateway.migrate import current_revision, newest_revision
from gateway.security import settings
from services.keys import KeyRing, KeyRingError
from services.storage import BlobStore


def checks() -> dict[str, bool]:
    """Try database, migrations, blob store and keys; name each with its outcome."""
    tried: dict[str, Callable[[], bool]] = {
        "database": _database,
        "migrations": _migrations,
        "blob_store": _blob_store,
        "keys": _keys,
    }
    return {name: _holds(check) for name, check in tried.items()}


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (SQLAlchemyError, OSError, ValueError, KeyRingError):
        return False


def _database() -> bool:
    with database().reading() as session:
        return bool(session.scalar(text("SELECT 1")))


def _migrations() -> bool:
    with database().reading() as session:
        return bool(current_revision(session.connection()) == newest_revision())


def _blob_store() -> bool:
    BlobStore(settings().blob_folder).probe()
    return True


def _keys() -> bool:
    return bool(KeyRing.open(settings().key_ring_file))
