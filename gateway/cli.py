"""The command line: `gateway run`, `gateway db upgrade`, … Every verb is in docs/reference/commands.md."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from gateway.cli_errors import CANNOT_BEGIN, PlainGroup
from gateway.clock import now
from gateway.config import DEMONSTRATION, Config, ConfigError
from gateway.db import Database
from gateway.logs import configure
from services.keys import KeyRing


def environment() -> dict[str, str]:
    """Return the environment; that of a data folder which the demonstration made is `demo` where nothing is said."""
    data = Path(os.environ.get("GATEWAY_DATA", "./var"))
    return ({"GATEWAY_ENV": "demo"} if (data / DEMONSTRATION).exists() else {}) | os.environ


def refuse(problems: list[str]) -> None:
    """End with every problem named, if there is any."""
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(CANNOT_BEGIN)


def load_settings(*, serving: bool = False) -> Config:
    """Read the settings, or end with every problem named. What serves is never made a demonstration by a file."""
    try:
        return Config.from_environ(os.environ if serving else environment())
    except ConfigError as error:
        refuse(error.problems)
        raise


@contextmanager
def connected(config: Config) -> Iterator[Database]:
    """Open the database as the application does, for a block; without an address, that of a running embedded server."""
    from gateway.postgres import with_embedded_addresses

    config = with_embedded_addresses(config)
    database = Database(config.database_url, KeyRing.open(config.key_ring_file))
    try:
        yield database
    finally:
        database.close()


def print_json(value: Any) -> None:
    """Print for machines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@click.group(cls=PlainGroup)
def main() -> None:
    """Run and look after the gateway. Settings come from the environment (docs/reference/settings.md)."""
    configure()


@main.command()
@click.option("--demo", is_flag=True, help="With embedded database, identity provider and invented people.")
def run(*, demo: bool) -> None:
    """Serve until Ctrl-C."""
    from gateway.config_rules import TO_RUN_A_DEMONSTRATION
    from gateway.demo.start import run_demo
    from gateway.production import run_production

    if demo:
        os.environ["GATEWAY_ENV"] = "demo"
    config = load_settings(serving=True)
    if demo:
        refuse([rule.complaint for rule in TO_RUN_A_DEMONSTRATION if not rule.holds(config)])
    sys.exit(run_demo(config) if demo else run_production(config))


@main.command()
def worker() -> None:
    """Take jobs until a signal comes."""
    from gateway.jobs.queue import work
    from gateway.migrate import require_schema
    from gateway.postgres import with_embedded_addresses

    config = with_embedded_addresses(load_settings(serving=True))
    os.environ["GATEWAY_DATABASE_URL"] = config.database_url  # handlers read the settings anew
    with connected(config) as database, database.reading() as session:
        require_schema(session.connection())
    work(config)


@main.group()
def db() -> None:
    """Look after the schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the schema to the newest revision and apply the grants."""
    from gateway.migrate import newest_revision, upgrade
    from gateway.postgres import with_embedded_addresses

    config = with_embedded_addresses(load_settings())
    if not config.database_owner_url:
        click.echo("GATEWAY_DATABASE_OWNER_URL: the role owner is needed for this", err=True)
        sys.exit(CANNOT_BEGIN)
    upgrade(config.database_owner_url)
    click.echo(f"schema at {newest_revision()}")


@db.command("check")
def db_check() -> None:
    """Say whether schema and grants are what this program wants; exit 1 when not, 2 when nothing answers."""
    from gateway.doctor import database_findings

    with connected(load_settings()) as database:
        found = database_findings(database)
    print_json(found)
    sys.exit(0 if all(one["ok"] for one in found) else 1)


@db.command("roles")
def db_roles() -> None:
    """Print the script with which an administrator of a hosted server makes the three roles and the database."""
    from gateway.doctor import roles_script

    click.echo(roles_script())


@main.group()
def catalogue() -> None:
    """Load the catalogue of procedures, and say what is in force."""


@catalogue.command("load")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
def catalogue_load(file: Path | None) -> None:
    """Load a FILE or folder of procedures, else the shipped one; the same data twice changes nothing."""
    from services.actor import SYSTEM
    from services.catalogue.errors import CatalogueInvalidError
    from services.catalogue.loader import DATA, load

    try:
        with connected(load_settings()) as database, database.unit_of_work() as session:
            report = load(session, file or DATA, by=SYSTEM, at=now())
    except CatalogueInvalidError as error:
        for problem in error.data["problems"]:
            click.echo(problem, err=True)
        sys.exit(1)
    print_json(asdict(report))


@catalogue.command("status")
def catalogue_status() -> None:
    """Count what is in force, with its date."""
    from services.calendar.province import civil_date
    from services.catalogue.status import status

    with connected(load_settings()) as database, database.reading() as session:
        print_json(status(session, on=civil_date(now())))


@main.group()
def staff() -> None:
    """Begin the staff of a new installation."""


@staff.command("begin")
@click.argument("unit")
@click.argument("title")
def staff_begin(unit: str, title: str) -> None:
    """Give somebody the post of the first business administrator at UNIT (our code), with a TITLE.

    Number and name are asked for: every process of a machine can read arguments.
    """
    from services.actor import SYSTEM, Role
    from services.calendar.province import civil_date
    from services.people.appointing import Appointment, begin_staff

    at = now()
    number, name = click.prompt("personal number", hide_input=True), click.prompt("name, as on the card")
    wanted = Appointment(
        number=number,
        name=name,
        unit_code=unit,
        role=Role.BUSINESS_ADMIN,
        title=title,
        valid_from=civil_date(at),
    )
    with connected(load_settings()) as database, database.unit_of_work() as session:
        begin_staff(session, wanted, by=SYSTEM, at=at)
    click.echo("done: the post is there at the next login with a full account that has this number")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def verify(file: Path, *, as_json: bool) -> None:
    """Judge a PDF as the page for it does; exit 0 when it is genuine, else 1."""
    from gateway.verification.plain import as_text
    from gateway.verifying import Verifying
    from services.documents.upload import LARGEST_FILE
    from services.results.verdict.kinds import VerdictKind
    from services.results.verification import as_json as told

    if file.stat().st_size > LARGEST_FILE:
        click.echo(f"{file}: larger than {LARGEST_FILE // 1024**2} MB", err=True)
        sys.exit(1)
    config = load_settings()
    pdf = file.read_bytes()
    with connected(config) as database, closing(Verifying.of(config, database)) as judging:
        found = judging.judge(pdf)
    print_json(told(found)) if as_json else click.echo(as_text(found, pdf, now()))
    sys.exit(0 if found.kind is VerdictKind.GENUINE else 1)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def routes(*, as_json: bool) -> None:
    """List every address with its policy: the access matrix as it is enforced."""
    from gateway.routes import access_table, as_text

    rows = access_table()
    print_json(rows) if as_json else click.echo(as_text(rows))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def personas(*, as_json: bool) -> None:
    """List the invented people of the demonstration and how each signs in."""
    from gateway.demo.cast import personas as listed
    from gateway.demo.cast import personas_as_text

    print_json(listed()) if as_json else click.echo(personas_as_text())


@main.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="For machines: one object at the end, with exit 0 or 1.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for results and receipts.")
@click.option("--passcode-file", type=click.File(encoding="utf-8"), help="Holds the passcode; - reads standard input.")
@click.option("--timeout", type=click.FloatRange(1), default=90.0, show_default=True, help="Seconds to wait each time.")
@click.pass_obj
def smoke(patience: Any, url: str, *, as_json: bool, out: Path | None, passcode_file: Any, timeout: float) -> None:
    """File two dossiers on the demonstration at URL and take them to verified results; exit 1 when that fails."""
    from gateway.smoke.command import smoke as walked
    from gateway.smoke.waiting import Patience

    waiting = replace(patience or Patience(), seconds=timeout)
    tell = (lambda _: None) if as_json else click.echo
    found = walked(url, passcode_file=passcode_file, out=out, patience=waiting, tell=tell)
    if as_json:
        print_json(found)
    sys.exit(0 if found["holds"] else 1)


@main.command()
@click.option("--production", is_flag=True, help="Judge by what a real deployment must have.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def doctor(*, production: bool, as_json: bool) -> None:
    """Say what this installation lacks; exit 1 when something must be mended."""
    from gateway.doctor import examine, findings_as_text

    found = examine(environment(), production=production)
    print_json(found) if as_json else click.echo(findings_as_text(found))
    sys.exit(0 if all(one["ok"] for one in found) else 1)
