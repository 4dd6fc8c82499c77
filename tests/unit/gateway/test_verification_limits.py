"""The limits that docs/verification.md names are those of the code."""

import re
from datetime import timedelta
from importlib import import_module

import pytest

from gateway.limits import Limit
from services.sandbox import Limits
from tests.architecture.source import ROOT

PAGE = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| [^|]+ \| (\d+)( MB| s)?(?: more)? \| `([\w/]+)\.py: ([\w.]+)` \|$", PAGE, re.MULTILINE)
MB = 1024 * 1024


def told(module: str, name: str) -> float:
    """The constant that a row points to, in seconds, bytes or pieces."""
    owner, _, attribute = name.rpartition(".")
    found = import_module(module.replace("/", "."))
    value = getattr(getattr(found, owner)() if owner else found, attribute)
    return value.total_seconds() if isinstance(value, timedelta) else value


def test_the_page_has_its_table():
    assert len(ROWS) == 18
    assert {name for _, _, _, name in ROWS} >= {f"Limits.{name}" for name in Limits.__slots__}


@pytest.mark.parametrize(("figure", "unit", "module", "name"), ROWS)
def test_each_figure_is_that_of_the_code(figure, unit, module, name):
    assert told(module, name) == int(figure) * (MB if unit == " MB" else 1)


def test_the_budget_of_a_minute_is_that_of_the_code():
    (figure,) = re.findall(r"Files a minute from one address or account: (\d+)", PAGE)

    assert (Limit.VERIFY.value.amount, Limit.VERIFY.value.GRANULARITY.name) == (int(figure), "minute")
