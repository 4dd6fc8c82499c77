"""The files beside the procedures: bodies, communes, routes and corrections."""

import json
from datetime import time
from pathlib import Path

import pytest

from services.catalogue.kinds import Channel, FilingRoute, LimitUnit
from services.catalogue.source.checks import check_communes
from services.catalogue.source.overlay import read_bodies, read_corrections, read_routes
from services.catalogue.source.places import BodyKind, read_communes, read_departments, read_extra_units
from services.catalogue.source.province import province
from services.catalogue.source.reading import Problems

COMMUNES = "code,name,type,former_district,merged_from\n"
ROUTES = "scope,key,ministry,route,system,url,source,confirmed\n"
REVIEW = {
    "code": "1.000001",
    "limits": [{"case": None, "unit": "same_day", "cutoff": "15:00"}],
    "source": "a decree",
    "decision": "quyết định địa phương, chưa xác nhận",
    "confirmed": False,
}


@pytest.fixture
def write(tmp_path):
    def write_file(text: str) -> Path:
        path = tmp_path / "file"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def said(problems: Problems) -> list[str]:
    return [str(problem) for problem in problems]


class TestTables:
    def test_a_wrong_header_is_one_problem(self, write):
        problems = Problems("d.csv")

        assert read_departments(write("code,name\nSTP,Sở Tư pháp\n"), problems) == []
        assert said(problems) == ["d.csv:1: .: the header is not code,name,kind,line_ministry,confidence"]

    def test_a_short_row_is_named_by_its_line(self, write):
        problems = Problems("c.csv")

        read_communes(write(f"{COMMUNES}01273,Phường A,phường\n"), problems)

        assert said(problems) == ["c.csv:2: .: there are not 5 cells"]


class TestPlaces:
    def test_a_commune_keeps_what_it_was_merged_from(self, write):
        problems = Problems("c.csv")
        row = "01273,Phường Mới,phường,Thành phố A; Huyện B,Phường Cũ (01267); Xã Cũ (01705)\n"

        (commune,) = read_communes(write(COMMUNES + row), problems)

        assert not problems
        assert commune.name_in_sentence == "phường Mới"
        assert commune.former_districts == ("Thành phố A", "Huyện B")
        assert [(one.code, one.name) for one in commune.merged_from] == [("01267", "Phường Cũ"), ("01705", "Xã Cũ")]

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("1273,Phường A,phường,X,Phường A (01273)", "code: '1273' does not fit"),
            ("01273,Xã A,phường,X,Phường A (01273)", "name: does not begin with phường"),
            ("01273,Phường A,phường,X,Phường A", "merged_from: is not a list of names with codes"),
        ],
    )
    def test_a_row_that_cannot_be_used_is_named(self, write, row, expected):
        problems = Problems("c.csv")

        read_communes(write(COMMUNES + row + "\n"), problems)

        assert any(expected in problem for problem in said(problems)), said(problems)

    def test_a_code_with_two_rows_is_refused(self, write):
        problems = Problems("u.csv")
        row = "TTX,Trung tâm X,public_service,SNV,medium,\n"

        read_extra_units(write("code,name,kind,parent,confidence,note\n" + row + row), problems)

        assert said(problems) == ["u.csv:3: code: TTX has two rows"]

    def test_the_shipped_bodies_and_communes_are_all_there(self, shipped):
        kinds = [body.kind for body in shipped.bodies]

        assert len(shipped.communes) == 56
        assert kinds.count(BodyKind.VERTICAL) == 11
        assert [body.code for body in shipped.bodies if body.is_class] == ["UBND_XA", "CSGD"]
        assert {body.code for body in shipped.bodies if body.parent} == {"VPDKDD", "TTDVVL", "TTTGPL", "CSGD"}


class TestOverlay:
    def test_a_name_is_found_however_it_is_spelt(self, write):
        problems = Problems("b.csv")

        assert read_bodies(write("name,unit,note\nUỷ ban Nhân dân cấp xã.,UBND_XA,\nBộ X,,\n"), problems) == {
            "uy ban nhan dan cap xa": "UBND_XA",
            "bo x": "",
        }

    def test_two_spellings_of_one_name_are_refused(self, write):
        problems = Problems("b.csv")

        read_bodies(write("name,unit,note\nSở Tư pháp,STP,\nSở tư pháp,STP,\n"), problems)

        assert said(problems) == ["b.csv:3: name: has a row already, spelt otherwise"]

    def test_a_route_names_its_system(self, write):
        problems = Problems("r.csv")
        row = "agency,CAT,,ministry_system,Cổng X,https://x.example/y,why,no\n"

        (rule,) = read_routes(write(ROUTES + row), problems)

        assert not problems
        assert rule.route.kind is FilingRoute.MINISTRY_SYSTEM
        assert (rule.route.system, rule.route.confirmed) == ("Cổng X", False)

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("agency,CAT,,ministry_system,,,why,no", "system: a ministry's system has a name"),
            ("agency,CAT,,counter_only,Cổng X,,why,no", "system: a ministry's system has a name"),
            ("field,Thuế,,counter_only,,,why,no", "ministry: a field is named with its ministry"),
            ("agency,CAT,,ministry_system,X,http://x.example,why,no", "url: 'http://x.example' does not fit"),
            ("agency,CAT,,counter_only,,,why,maybe", "confirmed: 'maybe' is none of yes, no"),
        ],
    )
    def test_a_route_that_cannot_be_used_is_named(self, write, row, expected):
        problems = Problems("r.csv")

        read_routes(write(ROUTES + row + "\n"), problems)

        assert any(expected in problem for problem in said(problems)), said(problems)

    def test_a_review_holds_limits_by_case_and_channel(self):
        problems = Problems("x.jsonl")
        by_case = {"case": "Nhà ở", "channel": "online", "unit": "day", "value": 15}
        line = REVIEW | {"limits": [{"case": None, "unit": "day", "value": 20}, by_case]}

        found = read_corrections([json.dumps(line)], problems)["1.000001"]

        assert not problems
        assert (found.limits[1].case, found.limits[1].channel, found.limits[1].value) == ("Nhà ở", Channel.ONLINE, 15)
        assert not found.confirmed

    def test_the_cutoff_of_a_same_day_limit_is_a_time_of_day(self):
        problems = Problems("x.jsonl")

        (limit,) = read_corrections([json.dumps(REVIEW)], problems)["1.000001"].limits

        assert (limit.unit, limit.cutoff) == (LimitUnit.SAME_DAY, time(15))

    @pytest.mark.parametrize(
        ("limits", "expected"),
        [
            ([], "a row for the general case and every channel is missing"),
            ([{"case": "A", "unit": "day", "value": 3}], "a row for the general case and every channel is missing"),
            ([{"case": None, "unit": "day", "value": 3}] * 2, "two rows for the same case and channel"),
            ([{"case": None, "unit": "unspecified", "value": 3}], "unit: 'unspecified' is none of"),
            ([{"case": None, "unit": "day"}], "limits[0].value: is missing"),
            ([{"case": None, "unit": "same_day", "cutoff": "25:00"}], "limits[0].cutoff: '25:00' is no time"),
            ([{"case": None, "unit": "same_day", "cutoff": "3 giờ"}], "limits[0].cutoff: '3 giờ' is no time"),
            (
                [
                    {"case": None, "unit": "day", "value": 3},
                    {"case": None, "channel": "online", "unit": "day", "value": 4},
                ],
                "online is longer than, or not comparable with, the other channels",
            ),
        ],
    )
    def test_a_review_that_decides_nothing_is_refused(self, limits, expected):
        problems = Problems("x.jsonl")

        read_corrections([json.dumps(REVIEW | {"limits": limits})], problems)

        assert any(expected in problem for problem in said(problems)), said(problems)


def test_a_commune_of_a_type_without_any_part_is_refused(write):
    problems = Problems("communes.csv")
    communes = read_communes(write(COMMUNES + "01273,Thị trấn A,thị trấn,X,Phường A (01273)\n"), problems)

    check_communes(communes, province(), problems)

    assert any("'thị trấn' of 01273 is none of phường, xã" in problem for problem in said(problems))
