"""What a checker is told to pass over says why, beside it."""

import re

from tests.architecture.source import ROOT, files, name

REASONED = re.compile(
    r"# type: ignore\[[a-z-]+(, ?[a-z-]+)*\] # \S.{4,}"
    r"|# noqa: [A-Z]+\d+(, [A-Z]+\d+)* - \S.{4,}"
)
PASSED_OVER = re.compile(r"#\s*(type:\s*ignore|noqa|ruff:\s*noqa|mypy:)")


def test_nothing_is_passed_over_without_its_reason():
    bare = [
        f"{name(path)}:{number}"
        for path in [*files("gateway", "services", "auth", "migrations"), ROOT / "wsgi.py"]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PASSED_OVER.search(line) and not REASONED.search(line)
    ]

    assert bare == []


def test_the_search_knows_a_reason_from_none():
    assert REASONED.search("x = y  # type: ignore[arg-type] # the library says less than it does")
    assert not REASONED.search("x = y  # type: ignore[arg-type]")
    assert not REASONED.search("x = y  # noqa: S101")
