import io

import pikepdf
import pytest
from PIL import Image

from gateway.page_images import PageImages
from gateway.printing import Printer
from tests import hostile
from tests.paper import submission
from tests.signing import START


@pytest.fixture(scope="module")
def pictures():
    found = PageImages()
    yield found
    found.close()


def test_every_page_becomes_a_picture_of_a_readable_size(pictures):
    pdf = Printer(demo=True).render("submission", submission(files=40), at=START)

    found = [Image.open(io.BytesIO(one)) for one in pictures.of(pdf)]

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(found) == len(opened.pages)
    assert {one.format for one in found} == {"PNG"}
    assert {one.size for one in found} == {(953, 1348)}
    assert all(one.convert("L").getextrema()[0] < 64 for one in found), "there is ink on every page"


def test_a_page_as_large_as_a_wall_is_drawn_smaller(pictures):
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14_000, 7_000))
        pdf.save(target)

    (found,) = pictures.of(target.getvalue())

    assert max(Image.open(io.BytesIO(found)).size) <= 2_401


def test_more_pages_than_anybody_looks_through_are_none(pictures):
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(201):
            pdf.add_blank_page(page_size=(10, 10))
        pdf.save(target)

    assert pictures.of(target.getvalue()) is None


@pytest.mark.parametrize("name", hostile.FILES)
def test_hostile_files_harm_nobody(pictures, name):
    found = pictures.of(hostile.FILES[name])

    assert found is None or found == [] or all(one.startswith(b"\x89PNG") for one in found)
