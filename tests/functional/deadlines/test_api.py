"""What-if over HTTP: the engine of the dossiers, read strictly, bounded."""

import json
import time
from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from gateway.api.deadlines import MOST_COUNTED, MOST_ITEMS
from gateway.api.description import DESCRIPTION
from gateway.api.schemas import SCHEMAS
from gateway.clock import set_clock
from gateway.db import EXTENSION
from gateway.limits import Limit
from tests.functional.deadlines.conftest import NOW, VECTORS
from tests.schemas import problems

PATH = "/api/v1/deadlines"
FRIDAY = {"received_at": "2026-10-09T09:00:00+07:00", "value": 1, "unit": "working_day"}
CASES = VECTORS["cases"]


def item(case):
    return {"received_at": f"{case['received']}+07:00", "value": case["value"], "unit": case["unit"]}


def check(found, case):
    assert problems(found, SCHEMAS["Deadline"]) == []
    assert found["due_on"] == case["due_on"]
    assert (found["due_at"] is None) == (case["due_at"] is None)
    if case["due_at"]:
        assert datetime.fromisoformat(found["due_at"]) == datetime.fromisoformat(f"{case['due_at']}+07:00")
    assert found["calendar"] == case["calendar"]
    assert (found["derivation"][-1]["on"], found["derivation"][-1]["kind"]) == (case["due_on"], "due")


def refusal(answer, status=422):
    """The problem document of an answer that is one."""
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert problems(answer.json, SCHEMAS["Problem"]) == []
    return answer.json


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"])
def test_every_vector_one_by_one(program, case):
    asked = {name: value for name, value in item(case).items() if value is not None}

    check(program.get(PATH, query_string=asked).json, case)


def test_every_vector_in_one_list_in_its_order(program):
    found = program.post(PATH, json=[item(case) for case in CASES]).json

    assert len(found) == len(CASES)
    for one, case in zip(found, CASES, strict=True):
        check(one, case)


@pytest.mark.parametrize(
    ("received", "value", "due_on"),
    [
        ("2026-02-13", 1, "2026-02-23"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-24", 3, "2026-05-04"),
        ("2026-04-29", 3, "2026-05-06"),
        ("2026-08-20", 3, "2026-08-24"),
        ("2026-08-28", 2, "2026-09-04"),
        ("2026-10-08", 15, "2026-10-29"),
    ],
)
def test_the_days_off_that_we_ship_give_the_same_days(furnished, received, value, due_on):
    asked = {"received_at": received, "value": value, "unit": "working_day"}

    assert furnished.test_client().get(PATH, query_string=asked).json["due_on"] == due_on


class TestReceipt:
    @pytest.mark.parametrize(
        "written",
        ["2026-10-09T02:00:00Z", "2026-10-09T02:00Z", "2026-10-09T09:00", "2026-10-09T09:00:00.25+07:00", "2026-10-09"],
    )
    def test_other_ways_to_write_it(self, program, written):
        assert program.get(PATH, query_string=FRIDAY | {"received_at": written}).json["due_on"] == "2026-10-12"

    def test_a_plus_sign_that_nobody_escaped_is_still_one(self, program):
        answer = program.get(f"{PATH}?received_at=2026-10-09T17:00:00+07:00&value=1&unit=hour")

        assert answer.json["due_at"] == "2026-10-12T01:30:00+00:00"

    @pytest.mark.parametrize(
        "written",
        [
            *("", "x", "2026-10", "2026-10-09 09:00", "2026-10-09T9:00", "2026-10-09T09", "2026-02-30", "20261009"),
            *("2026-10-09T24:00:00Z", "2026-10-09T09:00:00+25:00", "2026-10-09T09:00:00+07:00:30", "2026-W41-5"),
            *("٢٠٢٦-10-09", "2026-10-09T09:00:00.1234567Z", "2026-10-09T09:00:00+07:00\n", "1" * 500),
        ],
    )
    def test_what_is_no_instant_is_named(self, program, written):
        told = refusal(program.get(PATH, query_string=FRIDAY | {"received_at": written}))

        assert "received_at" in told["detail"]

    @pytest.mark.parametrize("unit", ["hour", "same_day"])
    def test_a_bare_day_will_not_do_where_the_hour_counts(self, program, unit):
        asked = {"received_at": "2026-10-09", "value": 1, "unit": unit}

        assert "received_at" in refusal(program.get(PATH, query_string=asked))["detail"]

    @pytest.mark.parametrize("office", [None, "SOM"])
    @pytest.mark.parametrize(
        "written", ["0001-01-01T00:00:00+14:00", "1999-12-31T00:00Z", "2200-01-01T00:00Z", "9999-12-31T23:59:59-12:00"]
    )
    def test_years_that_the_calendar_does_not_have_are_told(self, program, written, office):
        asked = FRIDAY | {"received_at": written, "office": office}

        assert refusal(program.post(PATH, json=[asked]))["index"] == 0
        assert "2199" in refusal(program.post(PATH, json=[asked]))["detail"]


class TestLimit:
    @pytest.mark.parametrize("value", ["0", "-1", "+1", "1.0", "1e3", "10000", "x", "", "٣", " 1", "9" * 5000])
    def test_a_value_nobody_would_count_is_named(self, program, value):
        assert "value" in refusal(program.get(PATH, query_string=FRIDAY | {"value": value}))["detail"]

    @pytest.mark.parametrize("value", [0, -1, 10_000, 1.0, 1e300, float("nan"), True, "1", [], {}, None, 10**4000])
    def test_in_a_list_it_is_a_number(self, program, value):
        told = refusal(program.post(PATH, json=[FRIDAY, FRIDAY | {"value": value}]))

        assert told["index"] == 1
        assert "value" in told["detail"]

    @pytest.mark.parametrize("unit", ["", "week", "unspecified", "WORKING_DAY", None, 3, [], {"a": 1}])
    def test_a_unit_that_is_none(self, program, unit):
        assert "unit" in refusal(program.post(PATH, json=[FRIDAY | {"unit": unit}]))["detail"]

    @pytest.mark.parametrize("value", [None, 1])
    def test_same_day_needs_no_value(self, program, value):
        asked = {"received_at": "2026-10-08T15:01+07:00", "value": value, "unit": "same_day"}

        assert program.post(PATH, json=[asked]).json[0]["due_on"] == "2026-10-09"

    def test_same_day_is_not_several(self, program):
        asked = {"received_at": "2026-10-08T15:01+07:00", "value": 2, "unit": "same_day"}

        assert "value" in refusal(program.get(PATH, query_string=asked))["detail"]

    @pytest.mark.parametrize("missing", FRIDAY)
    def test_what_is_missing_is_named(self, program, missing):
        asked = {name: value for name, value in FRIDAY.items() if name != missing}

        assert missing in refusal(program.get(PATH, query_string=asked))["detail"]
        assert missing in refusal(program.post(PATH, json=[asked]))["detail"]

    def test_a_limit_that_runs_out_of_the_calendar_is_told(self, program):
        told = refusal(program.post(PATH, json=[FRIDAY, FRIDAY | {"unit": "month", "value": 9_999}]))

        assert (told["code"], told["index"]) == ("item_invalid", 1)


class TestOffice:
    def ask(self, program, **asked):
        return program.get(PATH, query_string=FRIDAY | {"unit": "hour"} | asked)

    @pytest.mark.parametrize(
        ("office", "due_at"),
        [
            (None, "2026-10-09T03:00:00+00:00"),
            ("", "2026-10-09T03:00:00+00:00"),
            ("SOM", "2026-10-12T02:00:00+00:00"),
            ("SOM-PHONG", "2026-10-12T02:00:00+00:00"),
            ("THUONG", "2026-10-09T06:00:00+00:00"),
        ],
    )
    def test_hours_run_in_its_windows_or_in_those_above(self, program, office, due_at):
        value = 1 if office in (None, "") else 4

        assert self.ask(program, value=value, office=office).json["due_at"] == due_at

    @pytest.mark.parametrize("office", ["KHONG", "som", "a" * 3000, "\x00", "'; --"])
    def test_an_unknown_one_is_refused_for_every_unit(self, program, office):
        assert refusal(self.ask(program, office=office))["code"] == "office_unknown"
        told = refusal(program.post(PATH, json=[FRIDAY | {"office": office}]))
        assert told["index"] == 0

    @pytest.mark.parametrize("office", [1, True, [], {}])
    def test_it_is_a_text(self, program, office):
        assert "office" in refusal(program.post(PATH, json=[FRIDAY | {"office": office}]))["detail"]

    def test_half_a_letter_is_no_office(self, program):
        body = json.dumps([FRIDAY | {"office": "\ud800"}])

        assert refusal(program.post(PATH, data=body, content_type="application/json"))["index"] == 0


class TestList:
    def test_none_is_answered_with_none(self, program):
        assert program.post(PATH, json=[]).json == []

    @pytest.mark.parametrize("body", ["{}", json.dumps(FRIDAY), '"x"', "1", "null", "true"])
    def test_anything_else_is_no_list(self, program, body):
        assert refusal(program.post(PATH, data=body, content_type="application/json"))["code"] == "list_invalid"

    @pytest.mark.parametrize("one", [None, 1, "x", [], [FRIDAY]])
    def test_its_items_are_objects(self, program, one):
        assert refusal(program.post(PATH, json=[FRIDAY, FRIDAY, one]))["index"] == 2

    @pytest.mark.parametrize("body", [b"", b"[", b"\xff\xfe\x00", b"[" * 100_000, b"[NaN", b"9" * 5000, b"\x80"])
    def test_what_is_no_json_is_a_400(self, program, body):
        refusal(program.post(PATH, data=body, content_type="application/json"), 400)

    @pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
    def test_what_does_not_say_that_it_is_json_is_a_415(self, program, kind):
        refusal(program.post(PATH, data=json.dumps([FRIDAY]), content_type=kind), 415)

    def test_a_thousand_are_answered_and_no_more(self, program):
        assert len(program.post(PATH, json=[FRIDAY] * MOST_ITEMS).json) == MOST_ITEMS
        assert refusal(program.post(PATH, json=[FRIDAY] * (MOST_ITEMS + 1)))["code"] == "list_too_long"

    def test_more_than_a_megabyte_is_a_413(self, program):
        refusal(program.post(PATH, data=b"[" + b" " * 2**20 + b"]", content_type="application/json"), 413)

    @pytest.mark.parametrize("name", ["valu", "cutoff", "a" * 4000])
    def test_a_misspelt_part_is_named(self, program, name):
        for told in (
            refusal(program.post(PATH, json=[FRIDAY | {name: 1}])),
            refusal(program.get(PATH, query_string=FRIDAY | {name: 1})),
        ):
            assert name[:40] in told["detail"]
            assert len(told["detail"]) < 200

    def test_all_or_none_is_answered_and_the_first_wrong_one_is_named(self, program):
        told = refusal(program.post(PATH, json=[FRIDAY, FRIDAY | {"unit": "x"}, FRIDAY | {"value": 0}]))

        assert told["index"] == 1
        assert "unit" in told["detail"]

    def test_get_takes_no_body_and_post_no_parameters(self, program):
        assert "value" in refusal(program.post(f"{PATH}?value=1", json=[FRIDAY]))["detail"]

    def test_other_methods_are_refused(self, program):
        refusal(program.put(PATH, json=[FRIDAY]), 405)


class TestCost:
    @pytest.mark.parametrize("unit", ["working_day", "hour"])
    def test_the_dearest_list_costs_less_than_two_seconds(self, program, unit):
        """Measured on a quiet core: half a second. The bar leaves room for a busy machine."""
        begun = time.process_time()
        found = program.post(PATH, json=[FRIDAY | {"unit": unit, "value": MOST_COUNTED // 1000}] * 1000)

        assert found.status_code == 200
        assert time.process_time() - begun < 2

    @pytest.mark.parametrize("unit", ["working_day", "hour"])
    def test_together_no_more_is_counted_out(self, program, unit):
        asked = [FRIDAY | {"unit": unit, "value": 9_999}] * (MOST_COUNTED // 9_999 + 1)

        assert refusal(program.post(PATH, json=asked))["code"] == "too_much_to_count"

    @pytest.mark.parametrize("unit", ["day", "month"])
    def test_what_is_not_counted_out_costs_nothing(self, program, unit):
        assert program.post(PATH, json=[FRIDAY | {"unit": unit, "value": 1_200}] * 1000).status_code == 200

    def test_a_list_asks_the_database_three_times_at_most(self, program, counting):
        seen = []
        engine = counting.extensions[EXTENSION].engine
        sa.event.listen(engine, "before_cursor_execute", lambda *of: seen.append(of[2]))

        program.post(PATH, json=[FRIDAY | {"office": "SOM"}, FRIDAY | {"office": "THUONG"}] * 50)

        assert len(seen) == 3


class TestWords:
    def test_reasons_are_vietnamese_or_english(self, program):
        said = [program.get(PATH, query_string=FRIDAY | {"lang": lang}).json["derivation"] for lang in ("vi", "en")]

        assert said[0][0]["why"] == "Ngày tiếp nhận, không tính vào thời hạn"
        assert said[1][0]["why"] == "Day of receipt, not counted"
        assert [one["kind"] for one in said[0]] == [one["kind"] for one in said[1]]

    def test_so_are_refusals_item_and_reason(self, program):
        told = refusal(program.post(f"{PATH}?lang=en", json=[FRIDAY | {"value": 0}]))

        assert told["detail"].startswith("Item 0 (counted from 0): ")
        assert "The parameter “value”" in told["detail"]

    def test_another_language_is_named(self, program):
        assert "lang" in refusal(program.get(PATH, query_string=FRIDAY | {"lang": "fr"}))["detail"]
        assert "lang" in refusal(program.post(f"{PATH}?lang=", json=[FRIDAY]))["detail"]


class TestOpen:
    def test_it_sets_no_cookie_and_lets_no_page_of_others_read_it(self, program):
        for answer in (program.get(PATH, query_string=FRIDAY), program.post(PATH, json=[FRIDAY])):
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_everybody_has_a_budget(self, counting, settings, make_app, cleaner):
        app = make_app(replace(settings, rate_limits="on"))
        set_clock(app, lambda: NOW)
        client = app.test_client()
        answers = [client.post(PATH, json=[]).status_code for _ in range(Limit.DEADLINES.value.amount)]
        refused = client.post(PATH, json=[])
        asked = client.get(PATH, query_string=FRIDAY)
        cleaner.clean()

        assert set(answers) == {200}
        assert (refused.status_code, asked.status_code) == (429, 200)
        assert int(refused.headers["Retry-After"]) > 0


class TestDescription:
    def test_its_example_is_what_is_answered(self, program):
        (asked,), (answered,) = (SCHEMAS[name]["examples"] for name in ("Question", "Deadline"))

        assert program.post(PATH, json=[asked]).json == [answered]

    def test_every_example_of_a_part_can_be_asked(self, program):
        parts = {name: one["examples"] for name, one in SCHEMAS["Question"]["properties"].items() if name != "office"}

        for name, examples in parts.items():
            for example in examples:
                assert program.post(PATH, json=[FRIDAY | {name: example}]).status_code == 200
                assert problems(FRIDAY | {name: example}, SCHEMAS["Question"]) == []

    def test_parameters_and_items_are_the_same(self):
        named = {one["name"] for one in DESCRIPTION["paths"][PATH]["get"]["parameters"]}

        assert named == SCHEMAS["Question"]["properties"].keys() | {"lang"}
