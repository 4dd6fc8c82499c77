"""The wheel is what a province installs: it is built, installed apart from the checkout, and started."""

import os
import subprocess
import sys
import venv
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

OURS = ("gateway", "services", "auth", "migrations", "wsgi")

PROBE = """
import json, sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
import gateway, services, auth, migrations
found = distribution("province-gateway")
names = [str(file) for file in found.files]
print(json.dumps({
    "folder": str(Path(gateway.__file__).parent.parent),
    "owners": {name: packages_distributions().get(name) for name in %r},
    "files": names,
}))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with our wheel, and by a path what we depend on; nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    venv.create(folder / "env", with_pip=False, symlinks=True)
    python = folder / "env" / "bin" / "python"
    libraries = next((folder / "env" / "lib").glob("python*")) / "site-packages"
    wheel = next(folder.glob("*.whl"))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", libraries, wheel],
        check=True,
        capture_output=True,
    )
    theirs = sorted({str(one.locate_file("")) for one in distributions() if one.name != "province-gateway"})
    (libraries / "dependencies.pth").write_text("\n".join(theirs))
    return python


def run(python: Path, *arguments: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [python, "-P", *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_alone_carries_everything(installed, tmp_path):
    import json

    found = json.loads(run(installed, "-c", PROBE % (OURS,), cwd=tmp_path).splitlines()[-1])

    assert ROOT not in Path(found["folder"]).parents
    assert Path(found["folder"]) != ROOT
    assert found["owners"] == {name: ["province-gateway"] for name in OURS}
    for needed in (
        "templates/base.html",
        "gateway/static/css/site.css",
        "gateway/translations/en/LC_MESSAGES/messages.mo",
        "services/catalogue/data/procedures.jsonl",
        "migrations/grants.sql",
        "migrations/roles.sql",
    ):
        assert needed in found["files"]
    assert not [name for name in found["files"] if name.startswith(("tests/", "bench/", "docs/"))]


def test_it_migrates_an_empty_database_loads_the_catalogue_and_answers(installed, server, tmp_path):
    addresses = server.ensure_database("from_wheel")
    environment = {
        "GATEWAY_ENV": "demo",
        "GATEWAY_DATA": str(tmp_path / "data"),
        "GATEWAY_DATABASE_URL": addresses.app,
        "GATEWAY_DATABASE_OWNER_URL": addresses.owner,
        "GATEWAY_PUBLIC_URL": "http://localhost",
    }
    run(
        installed,
        "-c",
        "from services.keys import KeyRing; from pathlib import Path; KeyRing.create(Path('data/keys/ring.json'))",
        cwd=tmp_path,
    )
    run(installed, "-m", "gateway", "db", "upgrade", cwd=tmp_path, **environment)
    run(
        installed,
        "-m",
        "gateway",
        "catalogue",
        "load",
        str(ROOT / "services" / "catalogue" / "data"),
        cwd=tmp_path,
        **environment,
    )

    answers = run(
        installed,
        "-c",
        "from wsgi import application as a; c = a.test_client(); "
        "print([c.get(path).status_code for path in ('/', '/readyz', '/static/css/site.css', '/thu-tuc/1.001193')])",
        cwd=tmp_path,
        **environment,
    )

    assert answers.splitlines()[-1] == "[200, 200, 200, 200]"


def test_no_other_distribution_brings_a_module_of_these_names():
    from importlib.metadata import packages_distributions

    owners = packages_distributions()

    assert {name: owners.get(name, []) for name in OURS if set(owners.get(name, [])) - {"province-gateway"}} == {}


@pytest.mark.parametrize("name", OURS)
def test_in_the_checkout_our_modules_are_the_checkouts(name):
    found = find_spec(name)

    assert found is not None
    assert ROOT in Path(found.origin or "").resolve().parents
