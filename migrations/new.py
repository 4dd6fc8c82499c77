"""`make migration m="…"`: begin the next revision from the difference between the history and the models.

The history is run in a database of its own, so it needs no server and touches nobody's data. What Alembic does not see
(checks, conditions of indexes, grants, rows) is written by hand; tests/migrations says what is missing.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from gateway.migrate import MIGRATIONS, alembic_config, newest_revision, upgrade
from gateway.postgres import running


def begin(message: str, owner_url: str, folder: Path = MIGRATIONS) -> Path:
    """Write the next revision and name it in HEAD.

    Args:
        message: what it does; becomes its title and its file's name.
        owner_url: of a database that stands at the newest revision.
        folder: of the history.

    Returns:
        The new file.
    """
    config = alembic_config(owner_url)
    config.set_main_option("script_location", str(folder))
    number = f"{int(newest_revision() or 0) + 1:04}"
    command.revision(config, message, autogenerate=True, rev_id=number)
    (folder / "HEAD").write_text(f"{number}\n", encoding="utf-8")
    return next((folder / "versions").glob(f"{number}_*.py"))


def main() -> None:
    """Begin a revision from the command line."""
    with TemporaryDirectory(prefix="gateway-migration-") as scratch, running(Path(scratch) / "postgres") as server:
        owner = server.ensure_database().owner
        upgrade(owner)
        sys.stdout.write(f"{begin(sys.argv[1], owner)}\n")


if __name__ == "__main__":
    main()
