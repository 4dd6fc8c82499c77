"""Documentation under test: what the code offers is what the pages list."""

import re

import click
import pytest

from auth.permissions import Permission
from gateway.cli import main
from gateway.config import Config
from services.audit.tags import EventTag
from tests.architecture.source import ROOT

REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def verbs(group: click.Group, prefix: str = "gateway") -> list[str]:
    found = []
    for command in group.commands.values():
        found += (
            verbs(command, f"{prefix} {command.name}")
            if isinstance(command, click.Group)
            else [f"{prefix} {command.name}"]
        )
    return found


def test_every_setting_is_documented_with_its_default():
    documented = dict(re.findall(r"^\| `(GATEWAY_\w+)` \| (.*?) \|", page("settings.md"), re.MULTILINE))

    assert documented == {
        variable: f"`{default}`" if default else "empty" for variable, (default, _) in Config.variables().items()
    }


def test_every_verb_of_the_command_line_is_documented_and_no_other():
    documented = set(re.findall(r"`(gateway [a-z -]+?)(?: [A-Z\[-].*?)?`", page("commands.md")))

    assert documented == set(verbs(main))


@pytest.mark.parametrize(("file", "members"), [("permissions.md", Permission), ("events.md", EventTag)])
def test_every_member_is_documented_and_no_other(file, members):
    documented = set(re.findall(r"^\| `(\w[\w.]*)` \|", page(file), re.MULTILINE))

    assert documented == {member.value for member in members}


def test_links_between_pages_lead_somewhere():
    broken = [
        f"{path.name}: {link}"
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists()
    ]

    assert broken == []


def test_every_promise_names_a_test_that_exists():
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)((?:::\w+)*)`", text)

    missing = [
        f"{file}{parts}"
        for file, parts in named
        if not (ROOT / file).exists()
        or any(
            not re.search(rf"^\s*(?:class|def) {part}\b", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
            for part in parts.split("::")[1:]
        )
    ]

    assert named
    assert missing == []


def test_each_decision_has_a_number_of_its_own_and_stands_in_the_list():
    folder = ROOT / "docs" / "decisions"
    files = sorted(path.name for path in folder.glob("[0-9]*.md"))
    listed = re.findall(r"^\| \[(\d+)\]\(([^)]+)\) \|", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    titles = [(folder / name).read_text("utf-8").split(".")[0] for name in files]

    assert [name for _, name in listed] == files
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    assert [int(number) for number, _ in listed] == list(range(1, len(files) + 1))
    assert titles == [f"# {number}" for number in range(1, len(files) + 1)]
