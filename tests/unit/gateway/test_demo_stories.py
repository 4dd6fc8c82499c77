"""What is told of the cast, held against its own compilation and the page that says what is there."""

import re

import pytest

from gateway.demo.cast import cast
from gateway.demo.deskwork import ACTS
from gateway.demo.interrupting import APOLOGIES, ASKING, CLOSING, FAULTS
from gateway.demo.signing import ACTS as ACTS_AT_THE_START
from gateway.demo.stories import DRAFTS, ELSEWHERE, REFUSALS, TOLD, at_the_start, before_the_start, stories
from tests.architecture.source import ROOT

PAGE = (ROOT / "docs" / "demonstration.md").read_text(encoding="utf-8")
ALL = {one["key"] for one in cast()["dossiers"]}
"""Every prepared dossier of the cast."""


@pytest.mark.parametrize("one", stories(), ids=lambda one: one["key"])
def test_every_act_of_a_told_dossier_has_its_verb(one):
    assert {act["act"] for act in before_the_start(one)} <= ACTS.keys()
    assert {act["act"] for act in at_the_start(one)} <= ACTS_AT_THE_START.keys()


def test_nothing_is_prepared_for_a_dossier_that_is_not_told():
    prepared = (DRAFTS, ELSEWHERE, REFUSALS, FAULTS, ASKING, CLOSING, APOLOGIES)
    assert {key for one in prepared for key in one} <= set(TOLD)


def test_the_page_names_every_dossier_of_the_cast_either_as_there_or_as_left_out():
    there, left_out = PAGE.split("## What is not there")

    assert set(re.findall(r"\bD\d\d\b", there)) == set(TOLD)
    assert set(re.findall(r"^\| (D\d\d)", left_out, re.MULTILINE)) == ALL - set(TOLD)
