import pytest

from services.errors import ConflictError


class TooOldError(ConflictError):
    fields = ("age", "limit")


def test_data_comes_by_place_or_by_name():
    assert TooOldError(7, limit=5).data == {"age": 7, "limit": 5}


def test_the_code_is_the_name_for_machines():
    assert TooOldError(7, 5).code == "too_old"


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 3)])
def test_missing_or_surplus_data_is_a_mistake_of_the_program(values):
    with pytest.raises(TypeError):
        TooOldError(*values)


def test_an_unknown_name_is_a_mistake_of_the_program():
    with pytest.raises(TypeError):
        TooOldError(1, weight=2)


def test_its_text_never_carries_the_data():
    assert str(TooOldError("004190999901", 5)) == "TooOldError"
