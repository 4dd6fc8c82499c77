"""What a certification costs: so much for each of the first pages, less from the third on, never more than the most."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.dossiers.certifying.errors import CountUnusableError
from services.dossiers.certifying.rules import MOST, Certified, fee_of

COUNTS = some.integers(1, MOST)


@pytest.mark.parametrize(
    ("pages", "copies", "expected"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (6, 2, 16_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (500, 3, 600_000),
    ],
)
def test_copies(pages, copies, expected):
    assert fee_of(Certified.COPY, pages=pages, copies=copies) == expected


@pytest.mark.parametrize(("papers", "expected"), [(1, 10_000), (3, 30_000)])
def test_signatures_cost_by_the_paper_however_long_it_is(papers, expected):
    assert fee_of(Certified.SIGNATURE, pages=40, copies=papers) == expected


@given(COUNTS, COUNTS)
def test_another_page_never_makes_it_cheaper_and_copies_cost_alike(pages, copies):
    fee = fee_of(Certified.COPY, pages=pages, copies=copies)

    assert fee == copies * fee_of(Certified.COPY, pages=pages, copies=1)
    assert fee <= fee_of(Certified.COPY, pages=min(pages + 1, MOST), copies=copies)
    assert fee <= 200_000 * copies


@pytest.mark.parametrize(("pages", "copies"), [(0, 1), (1, 0), (-1, 1), (MOST + 1, 1), (1, MOST + 1)])
def test_no_such_number(pages, copies):
    with pytest.raises(CountUnusableError):
        fee_of(Certified.COPY, pages=pages, copies=copies)
