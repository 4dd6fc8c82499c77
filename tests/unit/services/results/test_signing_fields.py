import io

import pikepdf
import pytest

from services.results.signing.errors import UnusableDocumentError
from services.results.signing.fields import prepare
from services.results.signing.request import ResultToSign
from tests.signing import LEADER, PLACES, SEAL, blank_page, to_sign


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def saved(pdf: pikepdf.Pdf, **how) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **how)
    return target.getvalue()


def test_the_same_page_gives_the_same_bytes(page, papers):
    assert to_sign(page, LEADER, SEAL) == papers.prepared


def test_the_fields_are_empty_labelled_and_where_they_should_be(papers):
    with opened(papers.prepared) as pdf:
        fields = {str(one.T): one for one in pdf.Root.AcroForm.Fields}

        assert list(fields) == ["ChuKyLanhDao", "ConDauCoQuan"]
        for place, one in zip((PLACES[LEADER], PLACES[SEAL]), fields.values(), strict=True):
            assert str(one.TU) == place.label
            assert tuple(float(value) for value in one.Rect) == place.box
            assert "/V" not in one


def test_each_field_hangs_in_the_structure_tree_with_its_label(papers):
    with opened(papers.prepared) as pdf:
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for one in pdf.Root.AcroForm.Fields:
            element = tree[int(one.StructParent)]

            assert element.S == "/Form"
            assert str(element.Alt) == str(one.TU)
            assert element.K.Obj.objgen == one.objgen


def test_what_the_renderer_declared_is_kept(page, papers):
    with opened(page) as before, opened(papers.prepared) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.Root.Lang == before.Root.Lang
        assert after.Root.MarkInfo.Marked


def test_a_page_without_tags_gets_its_fields_too():
    with opened(to_sign(blank_page(), LEADER, SEAL)) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 2


def test_a_form_is_refused(papers):
    with pytest.raises(UnusableDocumentError):
        prepare(ResultToSign(papers.prepared, (PLACES[LEADER], PLACES[SEAL])))


@pytest.mark.parametrize("pdf", [b"%PDF-1.7\njunk", b"%PDF-"])
def test_what_cannot_be_read_is_refused(pdf):
    with pytest.raises(UnusableDocumentError):
        prepare(ResultToSign(pdf, (PLACES[LEADER], PLACES[SEAL])))


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file_is_refused(password):
    with opened(blank_page()) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=password))

    with pytest.raises(UnusableDocumentError):
        prepare(ResultToSign(locked, (PLACES[LEADER], PLACES[SEAL])))


def test_a_page_that_is_not_there_is_refused():
    place = PLACES[LEADER]
    elsewhere = tuple(type(place)(role, "nhãn", 7, place.box) for role in (LEADER, SEAL))

    with pytest.raises(UnusableDocumentError):
        prepare(ResultToSign(blank_page(), elsewhere))
