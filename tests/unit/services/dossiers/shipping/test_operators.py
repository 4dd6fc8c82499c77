"""Tracking numbers: their form is asked for, their check digit only doubted."""

import pytest

from services.dossiers.shipping.errors import OperatorUnknownError, TrackingNumberUnusableError
from services.dossiers.shipping.operators import operator_called, operators

POST = operator_called("vnpost")


@pytest.mark.parametrize("written", ["EB100000025VN", " eb 100000025 vn", "EB-1000.00025-VN"])
def test_a_number_is_kept_as_the_label_has_it(written):
    assert POST.number(written) == "EB100000025VN"


@pytest.mark.parametrize(
    "written", ["", "EB10000002VN", "100000025", "EB100000025V1", "EB100000025VNX", "ÊB100000025VN"]
)
def test_what_the_operator_does_not_give_is_refused_with_an_example(written):
    with pytest.raises(TrackingNumberUnusableError) as error:
        POST.number(written)
    assert error.value.data == {"example": POST.example}


@pytest.mark.parametrize("number", ["EB100000025VN", "RR473124829VN", "EE000000005VN"])
def test_a_right_check_digit_leaves_no_doubt(number):
    assert not POST.is_doubtful(number)


@pytest.mark.parametrize("number", ["EB100000026VN", "EB100000052VN", "RR473124839VN"])
def test_a_slip_of_the_fingers_is_noticed(number):
    assert POST.is_doubtful(number)


def test_every_example_is_a_number_of_its_operator():
    assert [one.number(one.example) for one in operators().values()] == [one.example for one in operators().values()]
    assert not any(one.is_doubtful(one.example) for one in operators().values())


def test_nobody_else_brings_the_public_post():
    with pytest.raises(OperatorUnknownError):
        operator_called("ai-do")
