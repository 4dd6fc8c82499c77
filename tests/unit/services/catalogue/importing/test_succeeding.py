"""What came in the place of a procedure that is no more, across lists: the way to what holds today."""

from datetime import timedelta

from services.catalogue.history import former_procedure
from services.catalogue.importing.models import ListState
from services.dossiers.undoing_lists import undo_list
from tests.unit.services.catalogue.importing.conftest import AT, SOON, TODAY
from tests.unit.services.catalogue.records import facts

A, B, C = "1.000001", "1.000021", "1.000022"
NEXT = AT + timedelta(days=1)
LATER = AT + timedelta(days=2)


def comes(code: str, *replaced: str, **more):
    return facts(code, name=f"Cấp giấy thử {code[-2:]}", replaces=list(replaced), **more)


def ways(lists, code=A, on=TODAY + timedelta(days=3)) -> dict[str, list[str]]:
    """What to use instead, each with what lies between."""
    found = former_procedure(lists.session, code, on)
    assert found is not None
    return {one.code: [step.code for step in one.through] for one in found.successors}


def test_the_chain_is_followed_to_what_holds(lists):
    lists.applied(comes(B, A))
    lists.applied(comes(C, B), at=NEXT)

    assert ways(lists) == {C: [B]}
    assert ways(lists, B) == {C: []}


def test_also_through_what_came_and_went_on_one_day(lists):
    lists.applied(comes(B, A))
    lists.applied(comes(C, B))

    assert ways(lists) == {C: [B]}
    assert ways(lists, B) == {C: []}


def test_what_was_taken_back_is_no_way(lists):
    lists.applied(comes(B, A))
    staged = lists.applied(comes(C, B), at=NEXT)
    undo_list(lists.session, staged.number, reason="Nhầm", by=lists.first, at=LATER)

    assert ways(lists) == {B: []}
    assert former_procedure(lists.session, C, TODAY + timedelta(days=3)) is None


def test_a_chain_that_ends_nowhere_is_told_as_such(lists):
    lists.applied(comes(B, A))
    lists.applied({"code": B, "action": "abolish"}, at=NEXT)

    found = former_procedure(lists.session, A, TODAY + timedelta(days=3))

    assert found is not None
    assert (list(found.successors), [one.code for one in found.past]) == ([], [B])


def test_what_comes_in_each_others_place_is_no_endless_way(lists):
    lists.applied(comes(B, A))
    lists.applied(comes(A, B), at=NEXT)
    lists.applied({"code": A, "action": "abolish"}, at=LATER)

    assert ways(lists, B) == {}


def test_a_successor_may_be_said_later(lists):
    lists.applied({"code": A, "action": "abolish"})
    staged = lists.ready(comes(B, A), at=NEXT)
    assert {row: number for row, number in staged.counts.items() if number} == {"added": 1, "replaced": 1}

    lists.apply(staged, NEXT)

    assert ways(lists) == {B: []}


def test_and_by_a_row_that_changes_nothing_else(lists):
    lists.applied(comes(B))
    lists.applied({"code": A, "action": "abolish"}, at=NEXT)

    staged = lists.applied(comes(B, A), at=LATER)

    assert (staged.state, ways(lists)) == (ListState.APPLIED, {B: []})
    assert set(lists.ready(comes(B, A), at=LATER).counts) == {"unchanged"}


def test_a_second_one_too(lists):
    lists.applied(comes(B, A))
    lists.applied(comes(C, A), at=NEXT)

    assert ways(lists) == {B: [], C: []}


def test_what_was_said_later_goes_with_its_list(lists):
    lists.applied(comes(B, A))
    staged = lists.applied(comes(C, A), at=NEXT)
    undo_list(lists.session, staged.number, reason="Nhầm", by=lists.first, at=LATER)

    assert ways(lists) == {B: []}


def test_what_replaced_it_once_says_nothing_of_its_next_end(lists):
    lists.applied(comes(B, A))
    lists.applied(facts(A, name="Cấp giấy thử khác"), at=NEXT)
    lists.applied({"code": A, "action": "abolish"}, at=LATER)

    assert ways(lists) == {}
    assert lists.ready(comes(B, A), at=LATER).counts["replaced"] == 1


def test_one_that_does_not_hold_yet_is_told_with_its_day(lists):
    lists.applied({"code": A, "action": "abolish"})
    lists.applied(comes(B, A), at=NEXT, effective_on=SOON)

    found = former_procedure(lists.session, A, TODAY + timedelta(days=3))

    assert found is not None
    assert [(one.code, one.since) for one in found.successors] == [(B, SOON)]
