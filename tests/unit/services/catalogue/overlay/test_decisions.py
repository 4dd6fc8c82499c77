"""Which decision holds on a day."""

from hypothesis import given
from hypothesis import strategies as st

from services.catalogue.kinds import Aspect, Channel
from services.catalogue.overlay.decisions import Entered, holding, turning_days
from services.catalogue.overlay.rule import ANNOUNCED, LocalRule, rule_of
from tests.factories import FRIDAY
from tests.local_decisions import a_decision, days, given_back

FILING = (Aspect.FILING, None, None)


def entered(*decisions, withdrawn=()) -> list[Entered]:
    return [
        Entered(number, one, FRIDAY, withdrawn_at=FRIDAY if number in withdrawn else None)
        for number, one in enumerate(decisions, start=1)
    ]


def held(rows, on: int) -> list[int]:
    return sorted(one.number for one in holding(rows, days(on)).values())


class TestHolding:
    def test_a_decision_holds_from_its_day_and_not_on_that_on_which_it_ends(self):
        rows = entered(a_decision(begins=1, ends=3))

        assert [held(rows, on) for on in range(5)] == [[], [1], [1], [], []]

    def test_the_one_that_began_last_holds_and_the_one_before_goes_on_when_it_ends(self):
        rows = entered(a_decision(Aspect.FEE), a_decision(Aspect.FEE, begins=2, ends=4, fee=0))

        assert [held(rows, on) for on in range(6)] == [[1], [1], [2], [2], [1], [1]]

    def test_of_two_that_began_on_one_day_the_one_entered_last_holds(self):
        assert held(entered(a_decision(), a_decision(is_open=True, note=None)), 0) == [2]

    def test_what_was_withdrawn_never_held(self):
        assert held(entered(a_decision(), a_decision(begins=1, is_open=True), withdrawn=[2]), 5) == [1]

    def test_from_a_day_on_the_catalogue_holds_again(self):
        rows = entered(a_decision(), given_back(Aspect.FILING, 2))

        assert [held(rows, on) for on in (1, 2, 9)] == [[1], [], []]

    def test_matters_do_not_touch_each_other(self):
        rows = entered(
            a_decision(Aspect.FEE), a_decision(Aspect.FEE, channel=Channel.ONLINE, fee=0), a_decision(Aspect.FORM)
        )

        assert held(rows, 0) == [1, 2, 3]

    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans()), max_size=6), st.integers(0, 20))
    def test_exactly_one_holds_on_every_day_that_any_covers(self, spans, on):
        rows = entered(
            *(
                given_back(Aspect.FILING, begins, valid_until=days(begins + long))
                if back
                else a_decision(begins=begins, ends=begins + long)
                for begins, long, back in spans
            )
        )

        covering = [one for one in rows if one.decision.covers(days(on))]
        best = max(covering, key=lambda one: (one.decision.valid_from, one.number), default=None)
        assert held(rows, on) == ([best.number] if best and not best.decision.restores else [])

    def test_the_days_on_which_something_turns(self):
        rows = entered(a_decision(begins=1, ends=4), a_decision(begins=4), a_decision(begins=7), withdrawn=[3])

        assert turning_days(rows, days(0)) == [days(1), days(4)]
        assert turning_days(rows, days(1)) == [days(4)]


class TestRule:
    def test_without_a_decision_nothing_is_said(self):
        assert rule_of([], days(0)) == LocalRule()

    def test_every_aspect_finds_its_place(self):
        rows = entered(*(a_decision(aspect) for aspect in Aspect))

        found = rule_of(rows, days(0))

        assert found.is_open is False
        assert found.receiving == ("X01273.TT",)
        assert found.form_code == "generic/1"
        assert len(found.decisions) == len(Aspect)
        assert (len(found.shorter), found.charged[0].amount) == (1, 5_000)

    def test_the_next_closing_is_announced_a_month_before(self):
        rows = entered(a_decision(begins=ANNOUNCED.days), a_decision(begins=90))

        assert rule_of(rows, days(0)).ahead == rows[0].decision
        assert rule_of(rows, days(-1)).ahead is None
        assert rule_of(rows, days(ANNOUNCED.days)).ahead is None
