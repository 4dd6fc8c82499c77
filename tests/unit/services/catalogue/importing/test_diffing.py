"""The comparison: laws that hold for any two catalogues, and the outcomes one by one."""

from hypothesis import given
from hypothesis import strategies as st

from services.catalogue.importing.diffing import (
    CHANGING,
    Catalogue,
    FieldChange,
    Outcome,
    applied,
    compare,
    field_changes,
)
from services.catalogue.importing.kinds import Action, Scope
from services.catalogue.source.faults import Fault
from tests.unit.services.catalogue.importing.lists import CODES, catalogue, catalogues, listed, whole_list
from tests.unit.services.catalogue.records import paper, procedure

NOBODY = frozenset()


class TestLaws:
    @given(catalogues, catalogues, st.sets(st.sampled_from(CODES)))
    def test_a_whole_list_makes_what_it_says(self, before, after, former):
        present = Catalogue(before, frozenset(former - before.keys()))

        diff = compare(present, whole_list(after), Scope.WHOLE, NOBODY)

        assert applied(diff, present).live == after
        assert not diff.rejected

    @given(catalogues, catalogues)
    def test_a_partial_list_leaves_alone_what_it_does_not_name(self, before, after):
        diff = compare(Catalogue(before), whole_list(after), Scope.PARTIAL, NOBODY)

        assert applied(diff, Catalogue(before)).live == before | after

    @given(catalogues, catalogues, st.sampled_from(Scope))
    def test_the_same_list_twice_changes_nothing(self, before, after, scope):
        present = Catalogue(before)
        once = applied(compare(present, whole_list(after), scope, NOBODY), present)

        assert compare(once, whole_list(after), scope, NOBODY).is_empty

    @given(catalogues, catalogues, st.lists(st.sampled_from(CODES), max_size=3, unique=True), st.data())
    def test_nor_does_it_where_codes_are_replaced(self, before, after, gone, data):
        kept = {code: record for code, record in after.items() if code not in gone}
        known = {code for code in gone if code in before}
        replacing = data.draw(st.sampled_from([None, *kept]))
        rows = [
            listed(record, replaces=tuple(sorted(known)) if code == replacing else ()) for code, record in kept.items()
        ]

        first = compare(Catalogue(before), rows, Scope.PARTIAL, NOBODY)
        once = applied(first, Catalogue(before))

        assert not first.rejected
        assert compare(once, rows, Scope.PARTIAL, NOBODY).is_empty
        assert not (known & once.live.keys() if replacing else set())

    @given(catalogues, catalogues)
    def test_what_changes_is_named_once_and_with_every_field_that_differs(self, before, after):
        diff = compare(Catalogue(before), whole_list(after), Scope.WHOLE, NOBODY)

        assert [one.code for one in diff.changes] == sorted(before.keys() | after.keys())
        for one in diff.changes:
            assert (one.outcome in CHANGING) == (before.get(one.code) != after.get(one.code))
            if one.outcome is Outcome.AMENDED:
                assert all(change.before != change.after for change in one.fields)


def outcomes(present: Catalogue, *rows, scope: Scope = Scope.PARTIAL, spared=NOBODY) -> dict[str, Outcome]:
    diff = compare(present, rows, scope, frozenset(spared))
    assert not diff.rejected, diff.rejected
    return {one.code: one.outcome for one in diff.changes}


def fault(present: Catalogue, *rows) -> tuple[Fault, str]:
    (rejected,) = compare(present, rows, Scope.PARTIAL, NOBODY).rejected
    return rejected.faults[0].reason, rejected.faults[0].value


ONE, TWO, THREE, FOUR = CODES[:4]


def test_fields_before_and_after():
    changes = field_changes(procedure(ONE), procedure(ONE, name="Khác", legal_basis=["66.7/2025/NQ-CP", "x"]))

    assert changes == (
        FieldChange("name", "Cấp giấy thử", "Khác"),
        FieldChange("legal_basis", ["66.7/2025/NQ-CP"], ["66.7/2025/NQ-CP", "x"]),
    )


def test_a_name_of_1094_letters_and_78_papers_are_compared_as_any_other():
    before = procedure(ONE, name="ă" * 1_094, cases=[{"title": None, "components": [paper(str(n)) for n in range(78)]}])
    after = procedure(ONE, name="ă" * 1_094, cases=[{"title": None, "components": [paper(str(n)) for n in range(77)]}])

    (change,) = compare(catalogue(before), [listed(after)], Scope.PARTIAL, NOBODY).changes

    assert [one.name for one in change.fields] == ["cases"]
    assert applied(compare(catalogue(before), [listed(after)], Scope.PARTIAL, NOBODY), catalogue(before)).live == {
        ONE: after
    }


def test_silence_ends_a_procedure_in_a_whole_list_alone():
    present = catalogue(procedure(ONE), procedure(TWO))

    assert outcomes(present, listed(procedure(ONE))) == {ONE: Outcome.UNCHANGED}
    assert outcomes(present, listed(procedure(ONE)), scope=Scope.WHOLE) == {
        ONE: Outcome.UNCHANGED,
        TWO: Outcome.ABOLISHED,
    }


def test_a_rejected_row_is_not_silence():
    present = catalogue(procedure(ONE), procedure(TWO))

    assert TWO not in outcomes(present, listed(procedure(ONE)), scope=Scope.WHOLE, spared={TWO})


def test_an_explicit_row_ends_a_procedure():
    assert outcomes(catalogue(procedure(ONE)), listed(ONE, action=Action.ABOLISH)) == {ONE: Outcome.ABOLISHED}
    assert outcomes(catalogue(former=[ONE]), listed(ONE, action=Action.ABOLISH)) == {ONE: Outcome.UNCHANGED}


def test_one_may_come_in_the_place_of_several_and_several_in_the_place_of_one():
    present = catalogue(procedure(ONE), procedure(TWO))
    rows = [listed(procedure(THREE), 2, replaces=(ONE, TWO)), listed(procedure(FOUR), 3, replaces=(ONE,))]

    found = {one.code: one for one in compare(present, rows, Scope.PARTIAL, NOBODY).changes}

    assert found[ONE].outcome is found[TWO].outcome is Outcome.REPLACED
    assert (found[ONE].successors, found[TWO].successors) == ((THREE, FOUR), (THREE,))
    assert (found[THREE].outcome, found[THREE].replaces) == (Outcome.ADDED, (ONE, TWO))


def test_a_replaced_one_may_be_called_abolished_too_in_either_order():
    present = catalogue(procedure(ONE))
    rows = [listed(ONE, 2, action=Action.ABOLISH), listed(procedure(TWO), 3, replaces=(ONE,))]

    for order in (rows, rows[::-1]):
        assert outcomes(present, *order)[ONE] is Outcome.REPLACED


def test_what_was_abolished_may_return():
    (change,) = compare(catalogue(former=[ONE]), [listed(procedure(ONE))], Scope.PARTIAL, NOBODY).changes

    assert (change.outcome, change.returns) == (Outcome.ADDED, True)


def test_a_row_that_contradicts_what_is_in_force_is_rejected():
    live = catalogue(procedure(ONE))

    assert fault(live, listed(procedure(ONE, name="Khác"), action=Action.NEW)) == (Fault.NEW_AND_KNOWN, ONE)
    assert fault(live, listed(procedure(TWO), action=Action.AMEND)) == (Fault.NOT_IN_FORCE, TWO)
    assert fault(catalogue(former=[ONE]), listed(procedure(ONE), action=Action.AMEND)) == (Fault.NOT_IN_FORCE, ONE)
    assert fault(live, listed(TWO, action=Action.ABOLISH)) == (Fault.NOT_IN_FORCE, TWO)
    assert fault(live, listed(procedure(TWO), replaces=(THREE,))) == (Fault.NOT_IN_FORCE, THREE)


def test_what_is_replaced_cannot_be_listed_as_in_force():
    rows = [listed(procedure(ONE), 2), listed(procedure(TWO), 3, replaces=(ONE,))]

    assert fault(catalogue(procedure(ONE)), *rows) == (Fault.REPLACED_AND_LISTED, ONE)


def test_what_a_rejected_row_would_replace_is_not_taken_for_absent():
    present = catalogue(procedure(ONE), procedure(TWO))
    rows = [listed(procedure(THREE), replaces=(ONE, FOUR))]

    assert [one.code for one in compare(present, rows, Scope.WHOLE, NOBODY).changes] == [TWO]
