"""The wheel is what a province installs: it is built, installed apart from the checkout, and started."""

import json
import os
import socket
import subprocess
import sys
import venv
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests
from packaging.requirements import Requirement

from tests.architecture.source import ROOT

SECONDS = 60
ASKED = ("/", "/readyz", "/static/css/site.css", "/thu-tuc/1.001193")
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
    """The interpreter of an environment that holds our wheel and what requirements/run.txt pins, and nothing else.

    What is pinned is installed here already, by its hashes; it is linked, so that no test needs a package index.
    """
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
    for one in pinned():
        for top in {file.parts[0] for file in one.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (libraries / top).exists():
                (libraries / top).symlink_to(Path(str(one.locate_file(top))))
    return python


def pinned() -> list[Distribution]:
    """Every distribution of requirements/run.txt that this interpreter needs, as installed by its hashes."""
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    wanted = [Requirement(line.rstrip("\\ ")) for line in text.splitlines() if "==" in line]
    found = [(one, distribution(one.name)) for one in wanted if one.marker is None or one.marker.evaluate()]
    assert [(one.name, dist.version) for one, dist in found if not one.specifier.contains(dist.version)] == []
    return [dist for _, dist in found]


def clean(home: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(home)}


def run(python: Path, *arguments: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [python, "-P", *arguments],
        cwd=cwd,
        env=clean(cwd) | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_alone_carries_everything(installed, tmp_path):
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
    }
    run(
        installed,
        "-c",
        "from services.keys import KeyRing; from pathlib import Path; KeyRing.create(Path('data/keys/ring.json'))",
        cwd=tmp_path,
    )
    run(installed, "-m", "gateway", "db", "upgrade", cwd=tmp_path, **environment)
    run(installed, "-m", "gateway", "catalogue", "load", cwd=tmp_path, **environment)
    counted = json.loads(run(installed, "-m", "gateway", "catalogue", "status", cwd=tmp_path, **environment))

    # The socket is opened here, so the first request waits for the program by itself.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port, descriptor = listening.getsockname()[1], listening.fileno()
        served = [installed, "-P", "-m", "gunicorn", "-c", "python:gateway.serving", "wsgi:application"]
        program = subprocess.Popen(
            [*served, "--bind", f"fd://{descriptor}", "--workers", "1"],
            cwd=tmp_path,
            env=clean(tmp_path) | environment | {"GATEWAY_PUBLIC_URL": f"http://127.0.0.1:{port}"},
            pass_fds=[descriptor],
            stderr=subprocess.DEVNULL,
        )
        try:
            answers = [requests.get(f"http://127.0.0.1:{port}{path}", timeout=SECONDS).status_code for path in ASKED]
        finally:
            program.terminate()
            program.wait(SECONDS)

    assert counted["procedures"] == 1672
    assert answers == [200] * len(ASKED)


def test_nothing_but_what_is_pinned_is_there_to_be_imported(installed, tmp_path):
    code = "from importlib.util import find_spec; print([one for one in %r if find_spec(one)])"
    absent = ("pytest", "bs4", "hypothesis", "playwright", "mypy")

    assert run(installed, "-c", code % (absent,), cwd=tmp_path).splitlines()[-1] == "[]"


def test_no_other_distribution_brings_a_module_of_these_names():
    from importlib.metadata import packages_distributions

    owners = packages_distributions()

    assert {name: owners.get(name, []) for name in OURS if set(owners.get(name, [])) - {"province-gateway"}} == {}


@pytest.mark.parametrize("name", OURS)
def test_in_the_checkout_our_modules_are_the_checkouts(name):
    found = find_spec(name)

    assert found is not None
    assert ROOT in Path(found.origin or "").resolve().parents
