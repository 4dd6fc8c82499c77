"""Circuit breakers, each with the least list that lets it fall and one that does not."""

import pytest

from services.catalogue.importing.diffing import compare
from services.catalogue.importing.findings import Finding, FindingKind, findings, likeness
from services.catalogue.importing.kinds import Action, Scope
from services.catalogue.importing.rows import Rejected, RowFault, UnderstoodList
from services.catalogue.source.faults import Fault
from tests.unit.services.catalogue.importing.lists import catalogue, listed
from tests.unit.services.catalogue.records import procedure


def found(
    *rows, live=(), former=(), scope=Scope.PARTIAL, rejected=(), newer=(), **understood
) -> dict[FindingKind, tuple]:
    present = catalogue(*live, former=[one.code for one in former])
    spared = frozenset(one.code for one in rejected if one.code)
    diff = compare(present, rows, scope, spared)
    every = (*rejected, *diff.rejected)
    told = findings(
        UnderstoodList(**understood),
        diff,
        every,
        present=present,
        former={one.code: one for one in former},
        scope=scope,
        newer=newer,
    )
    assert all(isinstance(one, Finding) for one in told)
    return {one.kind: one.about for one in told}


def a_rejection(code: str | None = "1.000009", reason: Fault = Fault.FORMULA) -> Rejected:
    return Rejected(7, code, "x", (RowFault(reason, "name"),))


def many(count: int):
    return [procedure(f"1.{number:06}") for number in range(1, count + 1)]


def test_an_ordinary_list_lets_none_fall():
    assert not found(listed(procedure(name="Cấp giấy thử nghiệm")), live=[procedure()])


def test_columns():
    assert found(missing=("name",), doubled=("code",)) == {
        FindingKind.COLUMN_MISSING: ("name",),
        FindingKind.COLUMN_DOUBLED: ("code",),
    }


def test_a_twentieth_may_end_in_silence_and_no_more():
    live = many(40)

    assert not found(*map(listed, live[2:]), live=live, scope=Scope.WHOLE)
    assert found(*map(listed, live[3:]), live=live, scope=Scope.WHOLE) == {
        FindingKind.TOO_MANY_ABOLISHED: ("1.000001", "1.000002", "1.000003")
    }


def test_what_a_row_ends_is_not_silent():
    live = many(4)

    assert not found(*(listed(one.code, action=Action.ABOLISH) for one in live), live=live)


def test_another_page_under_a_code():
    kept = procedure(name="Đăng ký khai sinh")

    assert found(listed(procedure(name="Cấp giấy phép thăm dò nước dưới đất")), live=[kept]) == {
        FindingKind.NAME_BEYOND_RECOGNITION: ("1.000001",)
    }


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Đăng ký khai sinh", "Thủ tục đăng ký khai sinh", True),
        ("Đăng ký khai sinh", "dang ky khai sinh", True),
        ("Đăng ký khai sinh", "Cấp giấy phép lao động", False),
        ("", "", False),
    ],
)
def test_likeness_of_names(one, other, alike):
    assert (likeness(one, other) > 0.4) is alike


def test_a_list_older_than_what_it_would_change():
    changed, same = procedure(name="Cấp giấy thử khác"), procedure("1.000002")

    assert found(listed(changed), listed(same), live=[procedure(), same], newer={"1.000001", "1.000002"}) == {
        FindingKind.OLDER_THAN_LIVE: ("1.000001",)
    }


def test_rows_that_cannot_be_used():
    assert found(rejected=[a_rejection()]) == {FindingKind.ROWS_REJECTED: ("7",)}


def test_a_code_twice():
    assert found(rejected=[a_rejection(reason=Fault.DUPLICATE)] * 2) == {FindingKind.CODE_DUPLICATE: ("1.000009",)}


def test_another_page_under_a_code_that_returns():
    gone = procedure(name="Đăng ký khai sinh")

    assert found(listed(procedure(name="Cấp giấy phép thăm dò nước dưới đất")), former=[gone]) == {
        FindingKind.NAME_BEYOND_RECOGNITION: ("1.000001",)
    }
    assert not found(listed(procedure(name="Thủ tục đăng ký khai sinh")), former=[gone])


def test_a_code_twice_with_another_fault_before():
    faults = (RowFault(Fault.FORMULA, "name"), RowFault(Fault.DUPLICATE, "code"))

    assert found(rejected=[Rejected(7, "1.000009", "x", faults)]) == {FindingKind.CODE_DUPLICATE: ("1.000009",)}


def test_in_a_whole_list_a_row_without_a_code_may_be_any():
    assert found(rejected=[a_rejection(None)]) == {FindingKind.ROWS_REJECTED: ("7",)}
    assert found(rejected=[a_rejection(None)], scope=Scope.WHOLE) == {FindingKind.CODE_UNREADABLE: ("7",)}


def test_what_the_law_knows_may_be_waived_and_nothing_else():
    assert {kind for kind in FindingKind if kind.may_be_waived} == {
        FindingKind.TOO_MANY_ABOLISHED,
        FindingKind.NAME_BEYOND_RECOGNITION,
        FindingKind.ROWS_REJECTED,
    }
