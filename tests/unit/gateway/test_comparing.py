"""What the command line says of a list, without keeping anything."""

import pytest
from sqlalchemy import func, select

from gateway.comparing import compared, readable
from gateway.db import EXTENSION
from services.catalogue.importing.models import StagedList
from tests.conftest import FURNISHED_AT

RENAMED = "Mã số;Tên\n1.001193;Thủ tục đăng ký khai sinh (sửa đổi)\n"


@pytest.fixture
def told(furnished):
    def tell(text: str, **how):
        return compared(furnished.extensions[EXTENSION], text.encode(), at=FURNISHED_AT, signed_on=None, **how)

    return tell


def test_what_would_change_is_told_row_by_row(told, office):
    found = told(RENAMED, whole=False)

    assert found["counts"] == {"amended": 1}
    assert found["rows"][0]["fields"][0]["after"] == "Thủ tục đăng ký khai sinh (sửa đổi)"
    assert readable(found)
    assert office.scalar(select(func.count()).select_from(StagedList)) == 0


def test_a_whole_list_that_lacks_nearly_everything_falls_into_a_breaker(told):
    found = told(RENAMED, whole=True)

    assert [one["kind"] for one in found["findings"]] == ["too_many_abolished"]
    assert readable(found)


@pytest.mark.parametrize("text", ["Mã số;Tiêu đề\n1.001193;x\n", '"x', "Mã số;Tên\n1.001193;x\n1.001193;y\n"])
def test_what_nobody_could_apply_is_no_success(told, text):
    assert not readable(told(text, whole=False))
