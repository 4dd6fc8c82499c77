"""The open API answers as its description says, to the letter."""

import re

import pytest

from gateway.api.description import DESCRIPTION
from gateway.api.schemas import SCHEMAS
from gateway.catalogue.open_data import TEXTS
from services.catalogue.loading.routes import route_of
from services.catalogue.models import UnitProcedure
from services.catalogue.opening import HERE
from services.catalogue.source.bundle import read_source
from tests.schemas import problems


class TestList:
    def test_it_is_as_described_and_best_first(self, anyone):
        answer = anyone.get("/api/v1/procedures", q="dang ky khai sinh", limit="5").json

        assert problems(answer, SCHEMAS["List"]) == []
        assert answer["as_of"] == "2026-07-20"
        assert len(answer["items"]) == 5
        assert answer["items"][0]["code"] == "1.001193"
        assert answer["items"][0]["open_for_filing"] is True

    def test_without_a_query_it_counts_everything(self, anyone):
        public = sum(one.is_public for one in read_source().procedures)

        assert anyone.get("/api/v1/procedures").json["total"] == public

    @pytest.mark.parametrize(
        ("name", "value"),
        [("level", "commune"), ("field", "Hộ tịch"), ("agency", "STP")],
    )
    def test_filters_narrow(self, anyone, name, value):
        every = anyone.get("/api/v1/procedures").json["total"]
        some = anyone.get("/api/v1/procedures", limit="100", **{name: value}).json

        assert 0 < some["total"] < every
        for one in some["items"]:
            assert value in (one["levels"] if name == "level" else [one[name]])

    @pytest.mark.parametrize(
        "query",
        [
            {"limit": "0"},
            {"limit": "101"},
            {"limit": "x"},
            {"level": "district"},
            {"field": "Không có"},
            {"agency": "XXX"},
            {"q": "a" * 201},
            {"lvl": "commune"},
        ],
    )
    def test_a_parameter_that_cannot_be_used_is_named(self, anyone, query):
        page = anyone.get("/api/v1/procedures", **query)

        assert page.status == 422
        assert page.response.mimetype == "application/problem+json"
        assert problems(page.json, SCHEMAS["Problem"]) == []
        assert next(iter(query)) in page.json["detail"]


class TestOne:
    @pytest.mark.parametrize("code", ["1.001193", "1.013225", *(one.code for one in read_source().procedures[::40])])
    def test_the_whole_record_is_as_described(self, anyone, code):
        answer = anyone.get(f"/api/v1/procedures/{code}").json

        assert problems(answer, SCHEMAS["Procedure"]) == []
        assert answer["code"] == code

    @pytest.mark.parametrize("code", ["1.001193", *(one.code for one in read_source().procedures[::160])])
    def test_where_it_is_filed_is_not_confirmed_until_the_province_has_said_so(self, anyone, code):
        described = SCHEMAS["Procedure"]["properties"]["filing_route"]["properties"]["confirmed"]

        assert anyone.get(f"/api/v1/procedures/{code}").json["filing_route"]["confirmed"] is False
        assert described["default"] is False

    def test_a_route_that_was_confirmed_says_so(self):
        assert not HERE.confirmed
        assert route_of(UnitProcedure(source="Quyết định thử", confirmed=True)).confirmed

    def test_an_unknown_one_is_a_404_problem(self, anyone):
        page = anyone.get("/api/v1/procedures/9.999999")

        assert page.status == 404
        assert page.response.mimetype == "application/problem+json"


class TestDescription:
    def test_it_is_served_as_it_is_tested(self, anyone):
        assert anyone.get("/api/v1/openapi.json").json == DESCRIPTION

    def test_it_describes_exactly_the_calls_there_are(self, furnished):
        served = {
            (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
            for rule in furnished.url_map.iter_rules()
            if rule.rule.startswith("/api/")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        } | {(f"/du-lieu-mo/{name}", "get") for name in TEXTS}

        assert {(path, method) for path, calls in DESCRIPTION["paths"].items() for method in calls} == served
