"""One line of the source: everything it may say, and everything that is refused."""

import json
import unicodedata

import pytest

from services.catalogue.kinds import Admission, Channel, Level
from services.catalogue.records import content_hash
from services.catalogue.source.bundle import SHIPPED
from services.catalogue.source.procedures import read_procedures
from services.catalogue.source.reading import Problems
from tests.unit.services.catalogue.records import channel, facts, paper, problems_of, procedure

HEADER = {"cases": [], "channels": [], "completeness": "header"}


def test_a_line_becomes_a_record():
    record = procedure()

    assert record.levels == (Level.PROVINCE,)
    assert record.channels[0].channel is Channel.ONLINE
    assert record.component_count == 1


def test_a_record_writes_the_line_it_was_read_from():
    line = facts(channels=[channel("direct", value=None, unverified=True), channel()])

    assert procedure(**line).facts() == line


def test_letters_are_composed_and_spaces_single():
    record = procedure(name=unicodedata.normalize("NFD", " Đăng  ký\tkhai sinh "))

    assert record.name == "Đăng ký khai sinh"


def test_the_hash_knows_content_and_not_the_order_of_keys():
    line = facts()

    assert content_hash(line) == content_hash(dict(reversed(line.items())))
    assert content_hash(line) != content_hash(facts(name="Cấp giấy khác"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"code": "1004873"}, "code: '1004873' does not fit"),
        ({"code": "0.004873"}, "code: '0.004873' does not fit"),
        ({"name": "   "}, "name: is empty"),
        ({"name": None}, "name: a text is needed, not None"),
        ({"name": "x" * 2001}, "name: 2001 characters, at most 2000 are allowed"),
        ({"name": "a\x00b"}, "name: has a control character"),
        ({"kind": "secret"}, "kind: 'secret' is none of standard, internal"),
        ({"levels": []}, "levels: is empty"),
        ({"levels": ["commune", "commune"]}, "levels: names something twice"),
        ({"levels": ["district"]}, "levels: 'district' is none of"),
        ({"levels": "commune"}, "levels: a list is needed, not 'commune'"),
        ({"vertical": "no"}, "vertical: true or false is needed, not 'no'"),
        ({"agency": "Sở"}, "agency: 'Sở' does not fit"),
        ({"executing_bodies": ["Sở", 3]}, "executing_bodies.1: a text is needed, not 3"),
        ({"channels": [channel(value=True)]}, "channels[0].time.value: a whole number is needed, not True"),
        ({"channels": [channel(value=0)]}, "channels[0].time.value: 0 has a unit"),
        ({"channels": [channel(value=-1)]}, "channels[0].time.value: -1 is not between 0 and 2000"),
        ({"channels": [channel(unit="week")]}, "channels[0].time.unit: 'week' is none of"),
        ({"channels": [channel("fax")]}, "channels[0].channel: 'fax' is none of"),
        ({"channels": ["online"]}, "channels[0]: an object is needed"),
        (
            {"cases": [{"title": None, "components": [paper(role="lend")]}]},
            "cases[0].components[0].role: 'lend' is none",
        ),
        ({"cases": [{"title": "A", "components": []}] * 2}, "cases: two cases have the same title"),
        ({"completeness": "header"}, "completeness: a header has no cases"),
        ({"naem": "x"}, "naem: no such key"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(change, expected):
    found = problems_of(facts(**change))

    assert any(problem.startswith(f"p.jsonl:7: {expected}") for problem in found), found


@pytest.mark.parametrize(
    "fee", [{"kind": "fixed"}, {"kind": "free", "amounts": [{"amount": 8000, "currency": "VND"}]}], ids=str
)
def test_only_a_fixed_fee_has_amounts(fee):
    found = problems_of(facts(channels=[channel(**fee)]))

    assert found == ["p.jsonl:7: channels[0].fee.amounts: a fixed fee has amounts, any other has none"]


def test_a_missing_key_is_a_problem_and_not_an_unknown():
    line = facts()
    del line["online_channel"]

    assert problems_of(line) == ["p.jsonl:7: online_channel: is missing"]


def test_every_problem_of_a_line_is_named_at_once():
    assert len(problems_of(facts(name="", kind="x", vertical=None))) == 3


def test_a_bad_line_is_left_out_and_the_reading_goes_on():
    problems = Problems("p.jsonl")
    lines = [json.dumps(facts("1.000001")), "{", json.dumps(facts("1.000001")), json.dumps(facts("1.000002", **HEADER))]

    found = read_procedures(lines, problems)

    assert [record.code for record in found] == ["1.000001", "1.000002"]
    assert [str(problem) for problem in problems] == [
        "p.jsonl:2: .: is not JSON",
        "p.jsonl:3: code: 1.000001 has a line already",
    ]


def test_every_shipped_line_is_read_and_written_back_unchanged(shipped):
    lines = (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines()

    assert [record.facts() for record in shipped.procedures] == [json.loads(line) for line in lines]
    assert len(shipped.procedures) == 1672


@pytest.mark.parametrize(
    ("applicants", "admission"),
    [
        ([], Admission.BOTH),
        (["citizen", "foreigner"], Admission.PEOPLE),
        (["organization", "enterprise"], Admission.ORGANISATIONS),
        (["citizen", "organization"], Admission.BOTH),
    ],
)
def test_it_says_for_whom_it_is_as_far_as_it_knows(applicants, admission):
    assert procedure(applicants=applicants).admission is admission
