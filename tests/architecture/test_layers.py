"""House rules that import-linter cannot see."""

import ast
import re

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
