"""The two style sheets travel as one, for a year, and without anything of the person who asks."""

import gzip

import pytest

from gateway.assets import SHEETS, STATIC, styles, styles_address
from tests.unit.gateway.drawing import Drawing


@pytest.fixture(scope="module")
def client():
    return Drawing().app.test_client()


def test_the_vendored_sheet_stands_as_it_is_before_ours():
    vendored, ours = ((STATIC / name).read_text(encoding="utf-8") for name in SHEETS)

    assert styles().decode().startswith(vendored)
    assert styles().count(b"{") == (vendored + ours).count("{")


def test_what_has_to_stay_apart_stays_apart():
    assert b"@media (min-width: 40.0625em){" in styles()
    assert b'content:"";' in styles() or b'content: "";' in styles()


def test_packed_or_plain_it_is_the_same(client):
    plain, packed = (
        client.get(styles_address(), headers={"Accept-Encoding": e}) for e in ("identity", "gzip, deflate")
    )

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == styles()


def test_it_may_be_kept_for_a_year_by_everybody(client):
    answer = client.get(styles_address())

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"
