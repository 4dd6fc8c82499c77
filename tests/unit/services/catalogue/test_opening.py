"""Whether a procedure may be filed here online, and where if not."""

import pytest

from services.catalogue.bodies import Directory, Tier
from services.catalogue.kinds import ClosedReason, FilingRoute
from services.catalogue.opening import HERE, Route, opening, where_to_file
from services.catalogue.source.bundle import Source
from tests.unit.services.catalogue.records import channel, paper, procedure

DIRECTORY = Directory(
    names={
        "so tu phap": "STP",
        "uy ban nhan dan cap xa": "UBND_XA",
        "co quan chuyen mon": "AGENCY",
        "noi nao cung duoc": "LEVEL",
        "bo tu phap": "",
    },
    receiving=frozenset({"STP", "UBND_XA", "SNV"}),
    root="UBND_TINH",
    communes="UBND_XA",
)
ELSEWHERE = Route(FilingRoute.MINISTRY_SYSTEM, "Cổng mẫu", "https://mau.example")


def judged(route: Route = HERE, *, decided: bool | None = None, **changes):
    return opening(procedure(**changes), directory=DIRECTORY, route=route, decided=decided)


class TestOpening:
    def test_a_full_record_with_everything_is_open(self):
        assert judged().is_open

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"online_channel": False}, ClosedReason.NO_ONLINE_CHANNEL),
            ({"online_channel": None}, ClosedReason.ONLINE_UNKNOWN),
            ({"vertical": True}, ClosedReason.VERTICAL),
            ({"cases": [{"title": None, "components": []}]}, ClosedReason.NO_COMPONENTS),
            ({"kind": "internal"}, ClosedReason.INTERNAL),
            ({"executing_bodies": []}, ClosedReason.NO_BODY_HERE),
            ({"executing_bodies": ["Bộ Tư pháp"]}, ClosedReason.NO_BODY_HERE),
        ],
    )
    def test_each_reason_closes_it_and_is_named(self, changes, reason):
        found = judged(**changes)

        assert found.reasons == (reason,)
        assert not found.is_open

    def test_every_reason_is_named_not_the_first_alone(self):
        found = judged(ELSEWHERE, online_channel=False, vertical=True)

        assert set(found.reasons) == {
            ClosedReason.NO_ONLINE_CHANNEL,
            ClosedReason.VERTICAL,
            ClosedReason.FILED_ELSEWHERE,
        }

    def test_the_province_may_open_what_its_record_does_not(self):
        assert judged(decided=True, online_channel=False).is_open

    def test_but_not_what_is_for_agencies_alone(self):
        assert judged(decided=True, kind="internal").reasons == (ClosedReason.INTERNAL,)

    def test_filed_elsewhere_it_is_offered_but_not_open(self):
        found = judged(ELSEWHERE)

        assert found.is_offered
        assert not found.is_open


class TestWhereToFile:
    @pytest.mark.parametrize(
        ("route", "changes", "place"),
        [
            (HERE, {}, FilingRoute.HERE),
            (ELSEWHERE, {}, FilingRoute.MINISTRY_SYSTEM),
            (HERE, {"vertical": True}, FilingRoute.NATIONAL_PORTAL),
            (HERE, {"online_channel": False, "channels": [channel("direct")]}, FilingRoute.COUNTER_ONLY),
            (Route(FilingRoute.COUNTER_ONLY), {}, FilingRoute.COUNTER_ONLY),
        ],
    )
    def test_it_names_one_place(self, route, changes, place):
        assert where_to_file(procedure(**changes), judged(route, **changes)) is place


class TestCompetence:
    @pytest.mark.parametrize(
        ("levels", "tiers", "agency"),
        [
            (["province"], (Tier.AGENCY,), "STP"),
            (["commune"], (Tier.COMMUNE,), None),
            (["province", "commune"], (Tier.COMMUNE, Tier.AGENCY), "STP"),
            (["ministry"], (), None),
        ],
    )
    def test_the_levels_decide_who_is_asked_first(self, levels, tiers, agency):
        found = DIRECTORY.competence(procedure(levels=levels))

        assert (found.tiers, found.agency) == (tiers, agency)

    def test_a_body_that_the_record_names_goes_before_the_fields_agency(self):
        assert DIRECTORY.competence(procedure(agency="SNV")).agency == "STP"

    def test_a_body_nobody_has_explained_is_told(self):
        record = procedure(executing_bodies=["Cơ quan lạ", "Sở Tư pháp"])

        assert DIRECTORY.unknown_bodies(record) == ("Cơ quan lạ",)
        assert DIRECTORY.executing_units(record) == ("STP",)


class TestTheShippedCatalogue:
    """The figures of the decision, counted again from the data."""

    def test_857_are_offered_by_the_rule_of_the_record_alone(self, shipped: Source):
        directory = shipped.directory()
        found = [opening(one, directory=directory, route=HERE) for one in shipped.procedures]

        assert sum(one.is_offered for one in found) == 857

    def test_of_these_a_part_has_no_body_here(self, shipped: Source):
        directory = shipped.directory()
        found = [opening(one, directory=directory, route=HERE) for one in shipped.procedures]
        without = [one for one in found if one.is_offered and ClosedReason.NO_BODY_HERE in one.reasons]

        assert 0 < len(without) <= 116

    @pytest.mark.parametrize(
        "code", ["1.001193", "2.000954", "1.004873", "2.000908", "1.002032", "1.000426", "1.008004"]
    )
    def test_what_the_demonstration_files_can_be_filed_here(self, shipped: Source, code):
        record = next(one for one in shipped.procedures if one.code == code)

        assert opening(record, directory=shipped.directory(), route=shipped.route(record)).is_open

    def test_every_body_that_a_record_names_is_explained(self, shipped: Source):
        directory = shipped.directory()

        assert {name for one in shipped.procedures for name in directory.unknown_bodies(one)} == set()

    def test_papers_only_to_show_count_as_papers(self):
        assert judged(cases=[{"title": None, "components": [paper(role="show")]}]).is_open
