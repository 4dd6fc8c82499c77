"""What PDF/A-2a asks of a file, as far as its structure shows it. veraPDF judges the rest in `make deep`."""

import io
from collections.abc import Iterator

import pikepdf
import pytest

from tests.functional.signing.papers import every_paper

PDF_A, PDF_UA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
NEVER = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/XFA", "/AA")


@pytest.fixture(scope="module")
def papers(session_works):
    return every_paper(session_works)


def flaws(content: bytes) -> Iterator[str]:
    """Name what keeps a file from being what it says it is."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        if pdf.is_encrypted:
            yield "encrypted"
        if not any("/DestOutputProfile" in one for one in root.get("/OutputIntents", ())):
            yield "no output intent with its profile"
        told = pdf.open_metadata()
        if (told.get(f"{PDF_A}part"), told.get(f"{PDF_A}conformance")) != ("2", "A"):
            yield "does not say that it is PDF/A-2a"
        if told.get(f"{PDF_UA}part") != "1":
            yield "does not say that it is PDF/UA-1"
        if not (root.get("/MarkInfo", {}).get("/Marked") and "/StructTreeRoot" in root):
            yield "not tagged"
        if str(root.get("/Lang")) != "vi-VN":
            yield "no language"
        for one in pdf.objects:
            yield from flaws_of(one)


def flaws_of(one: pikepdf.Object) -> Iterator[str]:
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    yield from (f"has {key}" for key in one.keys() if key in NEVER)  # noqa: SIM118 - no mapping
    if one.get("/S") in {pikepdf.Name.JavaScript, pikepdf.Name.Launch}:
        yield f"does {one.S}"
    if one.get("/Type") == pikepdf.Name.FontDescriptor and not {"/FontFile", "/FontFile2", "/FontFile3"} & one.keys():
        yield f"font {one.FontName} is not embedded"


def test_every_paper_has_the_structure_of_an_archival_one(papers):
    assert {name: found for name, pdf in papers.items() if (found := list(flaws(pdf)))} == {}
    assert len(papers) == 15


@pytest.mark.parametrize(
    "key", ["/OutputIntents", "/Metadata", "/MarkInfo", "/StructTreeRoot", "/Lang"], ids=lambda key: key[1:]
)
def test_what_is_missing_is_named(papers, key):
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers["form 01"])) as pdf:
        del pdf.Root[key]
        pdf.save(spoilt)

    assert list(flaws(spoilt.getvalue()))


def test_so_is_what_must_not_be_there(papers):
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers["form 01"])) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
        pdf.Root.OpenAction = pdf.make_indirect(script)
        next(one for one in pdf.objects if is_font(one)).__delitem__("/FontFile2")
        pdf.save(spoilt)

    found = list(flaws(spoilt.getvalue()))

    assert "has /JS" in found
    assert any("is not embedded" in one for one in found)


def is_font(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one
