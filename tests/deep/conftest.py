"""What only `make deep` runs: it needs programs that `make test` does not ask for."""

from tests.deep import TIMES
from tests.functional.signing.conftest import own_database, session_works  # noqa: F401

collect_ignore_glob = [] if TIMES > 1 else ["test_*.py"]
