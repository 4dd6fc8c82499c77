"""Every paper that leaves the house is PDF/A-2a and PDF/UA-1, says veraPDF, after its signatures too."""

import io

import pikepdf
import pytest

from tests.deep.verapdf import opinions
from tests.functional.signing.papers import every_paper

ENOUGH = 1_000
"""Assertions: a file of which less was looked at was not read."""


@pytest.fixture(scope="module")
def papers(session_works):
    return every_paper(session_works)


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_every_paper_conforms(papers, flavour, tmp_path):
    found = opinions(flavour, papers, tmp_path)

    assert {name: one.wrong for name, one in found.items() if not one.conforms} == {}
    assert min(one.looked_at for one in found.values()) > ENOUGH


def without_a_font(pdf):
    next(one for one in pdf.objects if is_descriptor(one)).__delitem__("/FontFile2")


def is_descriptor(one):
    return isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one


def with_a_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))


SPOILT = {
    "no structure": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "6.7.3.3"),
    "no metadata": (lambda pdf: pdf.Root.__delitem__("/Metadata"), "6.6.2.1"),
    "a script": (with_a_script, "6.5.1"),
    "a font left out": (without_a_font, "6.2.11.4.1"),
}
"""What is done to a paper, and the clause of ISO 19005-2 that forbids it."""


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_spoilt_is_found(papers, how, tmp_path):
    """So that the silence above means something."""
    spoil, clause = SPOILT[how]
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers["submission, drawn, real"])) as pdf:
        spoil(pdf)
        pdf.save(spoilt)

    (found,) = opinions("2a", {how: spoilt.getvalue()}, tmp_path).values()

    assert not found.conforms
    assert any(one.startswith(clause) for one in found.wrong), found.wrong
