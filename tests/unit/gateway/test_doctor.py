import pytest

from gateway.db import Database
from gateway.doctor import database_findings, examine, findings_as_text, roles_script
from tests.unit.gateway.test_config import PRODUCTION


def failing(found):
    return {one["check"] for one in found if not one["ok"]}


@pytest.fixture
def environ(settings, addresses):
    return {
        "GATEWAY_ENV": "test",
        "GATEWAY_DATA": settings.data,
        "GATEWAY_DATABASE_URL": addresses.app,
        "GATEWAY_DATABASE_AUDITOR_URL": addresses.auditor,
    }


def test_a_healthy_installation_lacks_only_the_durability_that_tests_switch_off(environ):
    assert failing(examine(environ, production=False)) == {
        "fsync = on",
        "full_page_writes = on",
        "synchronous_commit = on",
    }


def test_judged_as_production_the_demonstration_lacks_what_it_lacks(environ):
    found = failing(examine(environ, production=True))

    assert {"GATEWAY_PUBLIC_URL", "GATEWAY_OIDC_ISSUER", "GATEWAY_KEY_RING"} <= found
    assert "GATEWAY_DATABASE_URL" not in found


OUTSIDE = {
    "signing key of the system",
    "signing keys of leaders",
    "signing keys of seals",
    "time-stamping authority",
    "trusted authorities",
    "civil register",
}


def test_judged_as_production_it_names_every_party_that_is_not_connected(environ):
    found = examine(environ, production=True)

    assert failing(found) >= OUTSIDE
    assert all(one["mend"] for one in found if one["check"] in OUTSIDE)
    assert failing(examine(environ, production=False)) & OUTSIDE == set()


def test_what_is_production_is_judged_so_without_being_told(settings, addresses):
    found = examine(
        PRODUCTION
        | {
            "GATEWAY_DATA": settings.data,
            "GATEWAY_KEY_RING": str(settings.key_ring_file),
            "GATEWAY_DATABASE_URL": addresses.app,
        },
        production=False,
    )

    assert failing(found) >= OUTSIDE
    assert not {name for name in failing(found) if name.startswith("GATEWAY_") and "AUDITOR" not in name}


def test_the_keys_of_a_demonstration_do_not_count(environ):
    assert failing(examine(environ | {"GATEWAY_ENV": "demo"}, production=True)) >= OUTSIDE


def test_a_file_store_that_refuses_is_found(environ, tmp_path):
    (tmp_path / "blobs").write_text("a file where the folder should be")
    here = {"GATEWAY_BLOB_STORE": f"file:{tmp_path / 'blobs'}"}

    assert "file store can be written" in failing(examine(environ | here, production=True))
    assert "file store can be written" not in failing(examine(environ, production=True))


def test_settings_that_cannot_be_read_are_the_finding(environ):
    assert failing(examine(environ | {"GATEWAY_PORT": "x"}, production=False)) == {"GATEWAY_PORT"}


def test_a_readable_key_ring_is_found(environ, settings):
    settings.key_ring_file.chmod(0o644)
    try:
        found = failing(examine(environ, production=False))
    finally:
        settings.key_ring_file.chmod(0o600)

    assert found & {"key ring", "key ring is private"}


def test_working_as_the_owner_is_found(keys, addresses):
    database = Database(addresses.owner, keys, threads=1)

    found = failing(database_findings(database))
    database.close()

    assert "role app cannot change events" in found


def test_auditors_without_a_connection_of_their_own_are_found(environ):
    del environ["GATEWAY_DATABASE_AUDITOR_URL"]

    assert "role auditor has its address" in failing(examine(environ, production=False))


def test_auditors_who_could_change_something_are_found(environ, addresses):
    found = failing(examine(environ | {"GATEWAY_DATABASE_AUDITOR_URL": addresses.app}, production=False))

    assert "role auditor cannot change anything" in found


def test_an_address_of_auditors_that_nobody_answers_is_found(environ):
    elsewhere = {"GATEWAY_DATABASE_AUDITOR_URL": "postgresql://x@127.0.0.1:9/x"}

    assert "role auditor has its address" in failing(examine(environ | elsewhere, production=False))


def test_an_unreachable_database_is_one_finding(environ):
    found = examine(environ | {"GATEWAY_DATABASE_URL": "postgresql://x@127.0.0.1:9/x"}, production=False)

    assert "database" in failing(found)


def test_every_finding_that_fails_says_how_to_mend_it(environ):
    text = findings_as_text(examine(environ, production=True))

    assert "MEND  GATEWAY_PUBLIC_URL\n      GATEWAY_PUBLIC_URL: production is served over https" in text


def test_the_script_for_administrators_makes_the_three_roles():
    assert all(f"CREATE ROLE gateway_{role} LOGIN" in roles_script() for role in ("owner", "app", "auditor"))
