"""`gateway run --demo`: from an empty folder to a running one-stop shop."""

import json
import os
from pathlib import Path

import click
from joserfc.jwk import ECKey

from auth.provider import prepare
from gateway.clock import now
from gateway.config import DEMONSTRATION, Config
from gateway.db import Database
from gateway.demo.cast import people, personas_as_text
from gateway.demo.dossiers import prepare_dossiers
from gateway.demo.keys import leader_holders, seal_holders, system_holder, trust_address
from gateway.demo.pki import DemoKeysElsewhereError, DemoPki, folder_of
from gateway.demo.seed import seed
from gateway.migrate import upgrade
from gateway.postgres import running, with_addresses
from gateway.processes import Program
from gateway.production import supervise, web, worker
from gateway.site import site
from services.actor import SYSTEM
from services.catalogue.errors import CatalogueLivesError
from services.catalogue.loader import DATA, load
from services.keys import KeyRing

PRIVATE = 0o700


def run_demo(config: Config) -> int:
    """Serve the demonstration until Ctrl-C; return the exit status. A second start keeps the data."""
    config.data_folder.mkdir(parents=True, exist_ok=True)
    (config.data_folder / DEMONSTRATION).touch()
    if not config.key_ring_file.exists():
        click.echo("• Tạo bộ khóa / making keys")
        KeyRing.create(config.key_ring_file)
    key_file = client_key(config.data_folder / "keys" / "oidc-client.json")
    click.echo("• Khởi động cơ sở dữ liệu / starting the database")
    with running(config.embedded_database_folder) as server:
        config = with_addresses(config, server.ensure_database())
        upgrade(config.database_owner_url)
        fill(config)
        make_keys(config)
        click.echo("• Dựng hồ sơ mẫu / preparing dossiers")
        prepare_dossiers(config)
        passcode = prepare(config.data_folder / "idp", people=people(), client=client(config, key_file))
        announce(config, passcode)
        return supervise(programs(config, key_file))


def fill(config: Config) -> None:
    """Load the catalogue and the invented people; what is there already stays as it is."""
    database = Database(config.database_url, KeyRing.open(config.key_ring_file))
    click.echo("• Nạp danh mục thủ tục / loading the catalogue")
    try:
        with database.unit_of_work() as session:
            load(session, DATA, by=SYSTEM, at=now())
    except CatalogueLivesError:
        click.echo("  do người quản trị cập nhật, giữ nguyên / kept by its administrators, left as it is")
    with database.unit_of_work() as session:
        seed(session, at=now())
    database.close()


def make_keys(config: Config) -> None:
    """Make the keys and certificates of whoever signs here: leaders, seals, the system. What is there stays.

    Raises:
        SystemExit: the certificates were made for another address of the trust service.
    """
    ring = KeyRing.open(config.key_ring_file)
    database = Database(config.database_url, ring)
    with database.reading() as session:
        leaders, seals = leader_holders(session), seal_holders(session)
    database.close()
    try:
        DemoPki.prepare(
            folder_of(config.data_folder),
            ring,
            address=trust_address(config),
            system=system_holder(site(config)["long_name"]),
            leaders=leaders,
            seals=seals,
            at=now(),
        )
    except DemoKeysElsewhereError as error:
        raise SystemExit(str(error)) from error


def client_key(path: Path) -> Path:
    """Make the key with which the gateway proves itself to the provider, unless it is there."""
    if not path.exists():
        path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        key = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, auto_kid=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(key.as_dict(private=True), file)
    return path


def client(config: Config, key_file: Path) -> dict[str, object]:
    """Describe the gateway to the embedded provider: its addresses and its public key."""
    key = ECKey.import_key(json.loads(key_file.read_text()))
    return {
        "client_id": config.oidc_client_id,
        "client_name": "Một cửa",
        "redirect_uris": [f"{config.url}/auth/callback"],
        "post_logout_redirect_uris": [f"{config.url}/"],
        "no_account_uri": f"{config.url}/mot-cua",
        "jwks": {"keys": [key.as_dict(private=False)]},
    }


def programs(config: Config, key_file: Path) -> list[Program]:
    """List the processes of the demonstration with their environments."""
    ours = {
        "GATEWAY_ENV": "demo",
        "GATEWAY_DATABASE_URL": config.database_url,
        "GATEWAY_DATABASE_AUDITOR_URL": config.database_auditor_url,
    } | ({} if config.oidc_issuer else {"GATEWAY_OIDC_CLIENT_KEY_FILE": str(key_file)})
    found = [trust_service(), web(ours), worker(ours)]
    if config.uses_embedded_provider:
        arguments = ["-m", "gunicorn", "-c", "python:auth.provider.serving", "auth.provider.wsgi:application"]
        found.insert(0, Program("identity provider", arguments, {}))
    return found


def trust_service() -> Program:
    """The time-stamping and certification authority: a party of its own, without our database."""
    arguments = ["-m", "gunicorn", "-c", "python:gateway.demo.trust.serving", "gateway.demo.trust.wsgi:application"]
    return Program("trust service", arguments, {"GATEWAY_ENV": "demo"})


def announce(config: Config, passcode: str) -> None:
    """Print where everything is and who may sign in."""
    click.echo(
        f"""
  Cổng / gateway            {config.url}
  Định danh / identity      {config.idp_url}
  Dấu thời gian / trust     {trust_address(config)}
  Dữ liệu / data            {config.data_folder}
  Mã đăng nhập / passcode   {passcode}   (một mã cho mọi nhân vật / one for all demo people)

{personas_as_text()}

  Dừng lại bằng Ctrl-C / stop with Ctrl-C
"""
    )
