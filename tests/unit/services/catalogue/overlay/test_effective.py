"""What limits and fees become under what the province decided."""

from services.catalogue.fees import LocalFee, fee_at_a_glance
from services.catalogue.kinds import Channel, FeeKind, LimitUnit
from services.catalogue.limits import Limit, LocalLimit, ReviewedLimits, effective_limit
from tests.unit.services.catalogue.records import channel, procedure

ONLINE, DIRECT, POSTAL = Channel.ONLINE, Channel.DIRECT, Channel.POSTAL
FIVE = procedure(channels=[channel(by, 5) for by in ("online", "direct", "postal")])
UNKNOWN = procedure(channels=[channel("online", 5, "unspecified")])


def local(value, unit=LimitUnit.WORKING_DAY, case=None, by=None, *, confirmed=True) -> LocalLimit:
    return LocalLimit(Limit(unit, value, case=case, channel=by), "Quyết định thử", confirmed)


def days_of(record=FIVE, *limits, case=None, by=None, review=None):
    return effective_limit(record, review, case=case, channel=by, local=limits).limit.value


class TestLimit:
    def test_a_shorter_one_takes_the_place_of_the_catalogues(self):
        found = effective_limit(FIVE, None, local=[local(3, confirmed=False)])

        assert (found.limit.value, found.confirmed, found.source) == (3, False, "Quyết định thử")

    def test_a_longer_one_or_one_that_cannot_be_compared_changes_nothing(self):
        assert days_of(FIVE, local(6)) == 5
        assert days_of(FIVE, local(9, LimitUnit.MONTH)) == 5

    def test_where_the_catalogue_knows_none_it_holds(self):
        assert effective_limit(UNKNOWN, None).limit is None
        assert days_of(UNKNOWN, local(7)) == 7

    def test_the_narrowest_one_holds(self):
        limits = (local(4), local(3, case="A"), local(2, case="A", by=ONLINE), local(1, by=POSTAL))

        assert days_of(FIVE, *limits) == 4
        assert days_of(FIVE, *limits, case="A") == 3
        assert days_of(FIVE, *limits, case="A", by=ONLINE) == 2
        assert days_of(FIVE, *limits, case="B", by=DIRECT) == 4

    def test_who_files_online_never_waits_longer_than_the_others(self):
        assert days_of(FIVE, local(3, by=DIRECT), by=ONLINE) == 3
        assert days_of(FIVE, local(3, by=DIRECT), by=POSTAL) == 5
        assert days_of(FIVE, local(2, by=ONLINE), by=DIRECT) == 5

    def test_a_review_that_allows_less_for_a_case_keeps_it(self):
        review = ReviewedLimits(
            (Limit(LimitUnit.WORKING_DAY, 5), Limit(LimitUnit.WORKING_DAY, 2, case="A")), "x", "y", confirmed=True
        )

        assert days_of(FIVE, local(3), review=review) == 3
        assert days_of(FIVE, local(3), case="A", review=review) == 2


class TestFee:
    TWO = procedure(
        channels=[
            channel("online", kind="free"),
            channel("direct", kind="fixed", amounts=[{"amount": 20_000, "currency": "VND"}]),
        ]
    )

    def glance(self, *fees):
        return fee_at_a_glance(self.TWO, [LocalFee(*one, confirmed=True) for one in fees])

    def test_one_amount_for_all_is_that_amount(self):
        found = self.glance((8_000, None, None))

        assert (found.kind, found.least, found.most) == (FeeKind.FIXED, 8_000, 8_000)
        assert (found.local, found.confirmed) == (True, True)

    def test_where_the_province_says_nothing_the_record_does(self):
        found = self.glance((10_000, None, DIRECT))

        assert (found.least, found.most) == (0, 10_000)

    def test_nought_everywhere_is_free(self):
        assert self.glance((0, None, None)).kind is FeeKind.FREE

    def test_a_case_of_its_own_widens_the_span(self):
        found = self.glance((5_000, None, None), (90_000, "A", DIRECT))

        assert (found.least, found.most) == (5_000, 90_000)

    def test_an_unknown_part_keeps_the_whole_unknown(self):
        found = fee_at_a_glance(procedure(channels=[channel(kind="text")]), [LocalFee(1, "A", DIRECT, confirmed=False)])

        assert (found.kind, found.least, found.confirmed) == (FeeKind.TEXT, None, False)
