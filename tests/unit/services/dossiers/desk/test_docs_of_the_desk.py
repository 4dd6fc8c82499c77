"""The page about the desk lists what the code has, and no more."""

import re
from pathlib import Path

from services.dossiers.inbox import Tray
from services.dossiers.workflow import RULES, Act

PAGE = (Path(__file__).parents[5] / "docs" / "desk.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in re.findall(r"^\| `.*$", section, re.MULTILINE)]


def states(found) -> str:
    return ", ".join(str(int(one)) for one in sorted(found))


def test_every_act_is_there_with_its_states():
    told = {row[0].strip("`"): (row[2], row[3]) for row in rows("The table")}

    assert told == {
        act.value: (states(rule.start), states({rule.end} if rule.end else rule.start)) for act, rule in RULES.items()
    }
    assert told.keys() == {act.value for act in Act}


def test_every_tray_is_there():
    assert {row[0].strip("`") for row in rows("Lists")} == {tray.value for tray in Tray}
