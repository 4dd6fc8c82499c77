"""The catalogue as files: whole, dated, checkable, and harmless in a spreadsheet."""

import csv
import gzip
import hashlib
import io
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from gateway.api.schemas import SCHEMAS
from gateway.catalogue.open_data import LINES, SUMS, TABLE
from services.catalogue.open_data import Column
from services.catalogue.source.bundle import read_source
from tests.conftest import FURNISHED_AT
from tests.schemas import problems

PUBLIC = sorted(one.code for one in read_source().procedures if one.is_public)


@pytest.fixture
def take(anyone):
    """Takes a file as it is, with the headers a client sends."""

    def taken(name, **headers):
        return anyone.client.get(f"/du-lieu-mo/{name}", headers=headers)

    return taken


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline=""), strict=True))


class TestLines:
    def test_every_procedure_in_force_is_there_as_the_api_answers_it(self, take, anyone):
        lines = [json.loads(line) for line in take(LINES).text.splitlines()]

        assert [one["code"] for one in lines] == PUBLIC
        assert problems(lines[0], SCHEMAS["Procedure"]) == []
        assert {tuple(one) for one in lines} == {tuple(lines[0])}
        found = next(one for one in lines if one["code"] == "1.001193")
        assert found == anyone.get("/api/v1/procedures/1.001193").json

    def test_what_is_unknown_is_null_and_limits_say_whether_they_are_confirmed(self, take):
        lines = {one["code"]: one for one in map(json.loads, take(LINES).text.splitlines())}

        doubtful = next(one for one in lines.values() if one["limit_unknown_because"])
        assert (doubtful["limits"], doubtful["limits_confirmed"]) == ([], False)
        assert lines["1.001193"]["limits"]
        assert any(one["online_level"] is None for one in lines.values())
        assert any(one["decision_no"] is None for one in lines.values())


class TestTable:
    def test_a_spreadsheet_reads_it(self, take):
        content = take(TABLE).get_data()

        assert content.startswith(b"\xef\xbb\xbfcode,")
        assert content.count(b"\r\n") == content.count(b"\n") == len(PUBLIC) + 1
        assert [row["code"] for row in rows(take(TABLE))] == PUBLIC
        assert list(rows(take(TABLE))[0]) == [column.value for column in Column]

    def test_it_says_the_same_as_the_lines(self, take):
        table = {row["code"]: row for row in rows(take(TABLE))}
        lines = {one["code"]: one for one in map(json.loads, take(LINES).text.splitlines())}

        for code, row in table.items():
            said = lines[code]
            assert row["name"] == said["name"]
            assert row["levels"].split(" | ") == said["levels"]
            assert json.loads(row["limits"] or "[]") == said["limits"]
            assert row["online_level"] == (said["online_level"] or "")
            assert row["limits_confirmed"] == (str(said["limits_confirmed"]).lower() if said["limits"] else "")

    def test_an_unknown_fee_is_empty_and_never_nought(self, take):
        unknown = [row for row in rows(take(TABLE)) if row["fee_kind"] in {"unknown", "text"}]

        assert unknown
        assert {(row["fee_least"], row["fee_most"]) for row in unknown} == {("", "")}


class TestTaking:
    @pytest.mark.parametrize("name", [LINES, TABLE])
    def test_the_sums_hold_for_what_is_sent_whichever_way(self, take, name):
        plain, zipped = take(name).get_data(), take(name, **{"Accept-Encoding": "gzip"})

        assert zipped.headers["Content-Encoding"] == "gzip"
        assert len(zipped.get_data()) < len(plain) / 4
        assert gzip.decompress(zipped.get_data()) == plain
        assert f"{hashlib.sha256(plain).hexdigest()}  {name}" in take(SUMS).text.splitlines()

    @pytest.mark.parametrize("name", [LINES, TABLE, SUMS])
    def test_who_has_it_already_takes_nothing(self, take, name):
        first = take(name)

        assert take(name, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert take(name, **{"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
        assert take(name, **{"If-None-Match": '"another"'}).status_code == 200
        assert take(name, **{"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}).status_code == 200

    def test_it_says_since_when_it_is_so(self, take):
        modified = parsedate_to_datetime(take(LINES).headers["Last-Modified"])

        assert FURNISHED_AT <= modified <= datetime.now(UTC)

    def test_another_name_is_no_such_page(self, anyone):
        assert anyone.get("/du-lieu-mo/khac.csv").status == 404


class TestPage:
    def test_it_names_files_sums_day_terms_and_columns(self, anyone, take):
        page = anyone.get("/du-lieu-mo")

        for name in (LINES, TABLE):
            assert hashlib.sha256(take(name).get_data()).hexdigest() in page.text
        assert "20/07/2026" in page.text
        assert "CC BY 4.0" in page.text
        assert all(column.value in page.text for column in Column)

    def test_the_foot_of_every_page_leads_there(self, anyone):
        assert anyone.get("/").follow("Dữ liệu mở").path == "/du-lieu-mo"
