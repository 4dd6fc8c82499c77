"""Both notations are read, one is kept."""

import pytest

from services.people.electronic_codes import canonical, right_to_left
from services.people.errors import ElectronicCodeUnusableError

NOTATIONS = {
    "H99": "000.00.00.H99",
    "H99.15": "000.00.15.H99",
    "H99.15.02": "000.02.15.H99",
    "H99.15.02.007": "007.02.15.H99",
}


@pytest.mark.parametrize(("kept", "older"), NOTATIONS.items())
def test_both_notations_mean_the_same(kept, older):
    assert canonical(kept) == canonical(older) == kept
    assert right_to_left(kept) == older


@pytest.mark.parametrize("typed", [" h99.15 ", "H99 . 15", "000.00.15.h99"])
def test_case_and_blanks_do_not_count(typed):
    assert canonical(typed) == "H99.15"


def test_a_level_in_between_stays():
    assert canonical("000.01.00.H99") == "H99.00.01"


@pytest.mark.parametrize("typed", ["", ".", "H99.", "H99..1", "15.H9", "H99.VP_1", "H99/15", f"H99.{'1' * 40}"])
def test_anything_else_is_refused(typed):
    with pytest.raises(ElectronicCodeUnusableError):
        canonical(typed)
