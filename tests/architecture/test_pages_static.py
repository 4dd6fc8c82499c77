"""What is served as it is: light, ours, legible, and without anything of the body whose components we use."""

import json
import re

import pytest

from gateway.assets import packed_styles
from tests.architecture.source import ROOT
from tests.page_rules import FOREIGN

STATIC = ROOT / "gateway" / "static"
TEXTS = sorted(path for path in STATIC.rglob("*") if path.suffix in (".css", ".js", ".svg", ".txt", ".webmanifest"))
SITE = (STATIC / "css" / "site.css").read_text(encoding="utf-8")
MOST_CSS = 10_500
"""Bytes over the wire: with a page of 5 KB, headers included, it keeps the first view under 16 KB."""

ON_WHITE = ("text", "secondary-text", "link", "link-visited", "link-hover", "success", "error", "brand")


def colour(name: str) -> str:
    """A colour of our palette by the name of its custom property."""
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", SITE)
    assert found, f"no --{name}"
    return found.group(1)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_shows_the_emblem_or_the_name_of_another_body(path):
    assert FOREIGN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere_and_no_font_at_all(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"@import|@font-face|url\(\s*['\"]?(?:https?:)?//", text) == []


def test_the_styles_are_light():
    assert len(packed_styles()) <= MOST_CSS


def test_third_party_styles_stand_with_their_version_and_licence():
    version = (STATIC / "vendor" / "govuk-frontend.version").read_text().strip()
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]["govuk-frontend"]
    built = (STATIC / "vendor" / "govuk-frontend.css").read_text(encoding="utf-8")

    assert version == wanted
    assert f'--govuk-frontend-version: "{version}"' in built
    assert "MIT License" in (STATIC / "vendor" / "govuk-frontend.LICENSE").read_text()


def test_build_tools_are_pinned_and_bring_no_address():
    package = json.loads((ROOT / "package.json").read_text())

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
    assert not (ROOT / "package-lock.json").exists()


@pytest.mark.parametrize("name", ON_WHITE)
@pytest.mark.parametrize("ground", ["#ffffff", colour("surface")])
def test_words_stand_out_from_their_ground(name, ground):
    assert contrast(colour(f"govuk-{name}-colour"), ground) >= 4.5


def test_warning_words_stand_out():
    assert contrast(colour("warning"), "#ffffff") >= 4.5


def test_the_focus_is_seen_on_every_ground():
    focus = colour("govuk-focus-colour")

    assert contrast(focus, colour("govuk-focus-text-colour")) >= 4.5
    assert contrast(focus, colour("govuk-brand-colour")) >= 3
    assert contrast(colour("govuk-focus-text-colour"), "#ffffff") >= 3


def test_outlines_of_controls_are_seen():
    assert contrast(colour("outline"), colour("surface")) >= 3
    assert contrast(colour("govuk-input-border-colour"), "#ffffff") >= 3
