"""How long a procedure may take, and what it costs."""

from datetime import time

import pytest

from services.catalogue.fees import fee_at_a_glance
from services.catalogue.kinds import Channel, FeeKind, LimitDoubt, LimitUnit
from services.catalogue.limits import (
    Limit,
    ReviewedLimits,
    decided_cases,
    effective_limit,
    wrong_limits,
)
from services.catalogue.source.bundle import Source
from tests.unit.services.catalogue.records import channel, procedure

DAYS = LimitUnit.DAY
HOUSE = "nhà ở riêng lẻ"
REVIEW = ReviewedLimits(
    (Limit(DAYS, 20), Limit(DAYS, 15, case=HOUSE), Limit(DAYS, 10, case=HOUSE, channel=Channel.ONLINE)),
    source="the record's own text",
    decision="local, not confirmed",
    confirmed=False,
)


class TestOfTheRecord:
    def test_rows_that_agree_decide(self):
        found = effective_limit(procedure(channels=[channel(), channel("direct")]), None)

        assert found.limit == Limit(LimitUnit.WORKING_DAY, 3)
        assert found.confirmed

    @pytest.mark.parametrize(
        ("channels", "doubt"),
        [
            ([channel(value=None)], LimitDoubt.NO_TIME),
            ([channel(), channel("direct", 5)], LimitDoubt.ROWS_DIFFER),
            ([channel(), channel("direct", None)], LimitDoubt.ROWS_DIFFER),
            ([channel(unit="unspecified")], LimitDoubt.NO_UNIT),
        ],
    )
    def test_a_bare_or_contradicting_number_decides_nothing(self, channels, doubt):
        found = effective_limit(procedure(channels=channels), None)

        assert (found.limit, found.doubt) == (None, doubt)
        assert not found.confirmed


class TestOfAReview:
    @pytest.mark.parametrize(
        ("case", "by", "days"),
        [
            (None, Channel.ONLINE, 20),
            ("khác", Channel.DIRECT, 20),
            (HOUSE, Channel.DIRECT, 15),
            (HOUSE, Channel.ONLINE, 10),
        ],
    )
    def test_the_narrowest_row_decides(self, case, by, days):
        found = effective_limit(procedure(), REVIEW, case=case, channel=by)

        assert found.limit is not None
        assert found.limit.value == days
        assert not found.confirmed

    def test_it_may_know_cases_that_the_record_does_not(self):
        assert decided_cases(REVIEW) == (HOUSE,)

    @pytest.mark.parametrize(
        ("rows", "wrong"),
        [
            ([Limit(DAYS, 5, case="a")], "general case"),
            ([Limit(DAYS, 5), Limit(DAYS, 6)], "two rows"),
            ([Limit(DAYS, 5), Limit(DAYS, 6, channel=Channel.ONLINE)], "online is longer"),
            ([Limit(DAYS, 5), Limit(LimitUnit.HOUR, 6, channel=Channel.ONLINE)], "not comparable"),
        ],
    )
    def test_a_review_that_makes_no_sense_is_refused(self, rows, wrong):
        assert wrong in (wrong_limits(rows) or "")

    def test_never_longer_for_who_files_online_but_shorter_is_fine(self):
        assert wrong_limits([Limit(DAYS, 5), Limit(DAYS, 3, channel=Channel.ONLINE)]) is None


class TestTheShippedCorrections:
    @pytest.mark.parametrize("code", ["1.001193", "1.000656", "2.000635", "2.000815"])
    def test_same_day_with_the_15_00_rule(self, shipped: Source, code):
        record = next(one for one in shipped.procedures if one.code == code)
        found = effective_limit(record, shipped.corrections[code], channel=Channel.ONLINE)

        assert found.limit is not None
        assert (found.limit.unit, found.limit.cutoff) == (LimitUnit.SAME_DAY, time(15))
        assert not found.confirmed

    @pytest.mark.parametrize("by", list(Channel))
    def test_a_building_permit_takes_as_long_as_its_case_says_whatever_the_channel(self, shipped: Source, by):
        record = next(one for one in shipped.procedures if one.code == "1.013225")
        review = shipped.corrections["1.013225"]
        (house,) = decided_cases(review)
        limits = [effective_limit(record, review, case=case, channel=by).limit for case in (house, None)]

        assert [one and one.value for one in limits] == [15, 20]

    def test_every_correction_names_its_source(self, shipped: Source):
        assert all(one.source and one.decision for one in shipped.corrections.values())


class TestFee:
    def test_free_everywhere_is_free(self):
        assert fee_at_a_glance(procedure()).kind is FeeKind.FREE

    def test_different_amounts_show_the_span(self):
        amounts = [channel(kind="fixed", amounts=[{"amount": value, "currency": "VND"}]) for value in (10_000, 20_000)]
        found = fee_at_a_glance(procedure(channels=amounts))

        assert (found.kind, found.least, found.most) == (FeeKind.FIXED, 10_000, 20_000)

    def test_contradicting_rows_are_unknown_never_free(self):
        rows = [channel(), channel("direct", kind="unknown")]

        assert fee_at_a_glance(procedure(channels=rows)).kind is FeeKind.UNKNOWN

    def test_an_amount_from_a_doubtful_source_is_not_shown(self):
        row = channel(kind="fixed", amounts=[{"amount": 25, "currency": "VND"}], unverified=True)
        found = fee_at_a_glance(procedure(channels=[row]))

        assert (found.most, found.unverified) == (None, True)
