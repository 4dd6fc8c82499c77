"""House rules that import-linter cannot see."""

import ast
import re
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT, calls, docstrings, files, name, tree

MAY_COMMIT = re.compile(r"gateway/(db|cli)\.py|gateway/jobs/")
MAY_READ_CLOCK = {
    "gateway/clock.py",  # the clock
    "services/ids.py",  # the time part of a UUIDv7, which no rule reads
    "gateway/processes.py",  # how long to wait for a child
}
CLOCKS = re.compile(r"\.(now|utcnow|today|time|time_ns|monotonic|localtime|gmtime)$")
CLOCK_OWNERS = re.compile(r"^(datetime|date|time|dt|clock)(\.|$)")


def test_only_the_edge_commits():
    found = [
        f"{name(path)}:{line}"
        for path in files("gateway", "services", "auth")
        for call, line in calls(path)
        if call.endswith(".commit") and not MAY_COMMIT.match(name(path))
    ]

    assert found == []


def test_nothing_below_the_edge_reads_a_clock():
    found = [
        f"{name(path)}:{line} {call}"
        for path in files("gateway", "services", "auth")
        if name(path) not in MAY_READ_CLOCK and not name(path).startswith("auth/provider/")  # another party
        for call, line in calls(path)
        if CLOCKS.search(call) and CLOCK_OWNERS.match(call)
    ]

    assert found == []


MAY_KNOW_THE_DEMONSTRATION = {
    "gateway/cli.py",
    "gateway/smoke/matters.py",  # a command that walks demonstrations
    "gateway/office.py",  # for its keys and its register, where the settings say demonstration: see the next test
}


def demonstrations(path):
    """Each import of the demonstration, with whether it is made only when the function around it is called."""
    module = tree(path)
    top = set(map(id, module.body))
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gateway.demo"):
            yield id(node) not in top
        if isinstance(node, ast.Import) and any(one.name.startswith("gateway.demo") for one in node.names):
            yield id(node) not in top


def test_only_commands_know_the_demonstration():
    found = {
        name(path)
        for path in files("gateway", "services", "auth")
        if not name(path).startswith("gateway/demo/") and any(True for _ in demonstrations(path))
    }

    assert found == MAY_KNOW_THE_DEMONSTRATION


def test_what_serves_a_province_never_loads_it():
    program = "import sys, gateway.app, gateway.blueprints, gateway.jobs.queue as jobs, importlib\n"
    program += "gateway.blueprints.all_blueprints(); [importlib.import_module(one) for one in jobs.HANDLERS]\n"
    program += "print([one for one in sys.modules if one.startswith('gateway.demo')])"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
    assert all(lazy for lazy in demonstrations(ROOT / "gateway" / "office.py"))


def test_services_hold_no_sentences():
    found = [
        f"{name(path)}:{node.lineno} {node.value!r}"
        for path in files("services", "auth")
        if not name(path).startswith("auth/provider/")
        for module in [tree(path)]
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[À-ỹ]", node.value)  # not IGNORECASE: the long s in this range would match every s
        and id(node) not in docstrings(module)
        and len(node.value) > len("Đđ")  # folding letters for search is no sentence
    ]

    assert found == []


def test_views_change_no_model():
    mutable = {"response", "g", "form", "self", "session", "app"}
    found = [
        f"{name(path)}:{node.lineno} {ast.unparse(target)}"
        for path in files("gateway")
        if "view" in path.name
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Assign, ast.AugAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and ast.unparse(target).split(".")[0] not in mutable
    ]

    assert found == []


def test_no_file_is_over_400_lines():
    long = [
        name(path)
        for path in files("gateway", "services", "auth", "migrations", "tests", "bench")
        if len(path.read_text(encoding="utf-8").splitlines()) > 400
    ]

    assert long == []


@pytest.mark.parametrize("forbidden", [r"\|\s*safe\b", r"\sstyle=", r"\son[a-z]+=\"", r"<script(?![^>]*\ssrc=)"])
def test_templates_hold_nothing_that_the_content_policy_would_block(forbidden):
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for match in re.finditer(forbidden, path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_no_template_is_compiled_from_a_string():
    found = [name(path) for path in files("gateway", "auth") if "render_template_string" in path.read_text("utf-8")]

    assert found == []
