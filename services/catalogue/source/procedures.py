"""One line of `procedures.jsonl` into a `ProcedureRecord`."""

import json
from collections.abc import Iterable

from services.catalogue.kinds import (
    Applicant,
    Assignment,
    Channel,
    Completeness,
    ComponentRole,
    Currency,
    FeeKind,
    Level,
    OnlineLevel,
    ProcedureKind,
    TimeUnit,
)
from services.catalogue.records import (
    Amount,
    Case,
    ChannelRow,
    Component,
    Fee,
    ProcedureRecord,
    ResultName,
    TimeLimit,
)
from services.catalogue.source.faults import Fault
from services.catalogue.source.reading import Problems, Reader

PROCEDURE_CODE = r"[1-9]\.\d{6}"
AGENCY_CODE = r"[A-Z][A-Z_]{1,30}"
LONGEST_NAME = 2_000
LONGEST_PHRASE = 500
LONGEST_NUMBER = 100
HIGHEST_FEE = 10_000_000_000


def read_procedures(lines: Iterable[str], problems: Problems) -> list[ProcedureRecord]:
    """Read every line; a line with a problem yields no record, and the reading goes on."""
    records: dict[str, ProcedureRecord] = {}
    for problems.row, line in enumerate(lines, start=1):
        before = len(problems)
        try:
            raw = json.loads(line)
        except ValueError:
            problems.add(".", "is not JSON", Fault.NOT_AN_OBJECT)
            continue
        record = read_procedure(raw, problems)
        if record.code in records:
            problems.add("code", f"{record.code} has a line already", Fault.DUPLICATE)
        if len(problems) == before:
            records[record.code] = record
    return list(records.values())


def read_procedure(raw: object, problems: Problems) -> ProcedureRecord:
    """Read one object. Whether the record can be used is known by whether `problems` has grown."""
    row = Reader(raw, problems)
    record = ProcedureRecord(
        code=row.text("code", 8, PROCEDURE_CODE),
        name=row.text("name", LONGEST_NAME),
        kind=row.member("kind", ProcedureKind),
        field=row.text("field", LONGEST_PHRASE),
        ministry=row.text("ministry", LONGEST_PHRASE),
        levels=row.members("levels", Level),
        agency=row.text("agency", 31, AGENCY_CODE),
        executing_bodies=row.texts("executing_bodies", LONGEST_PHRASE),
        vertical=row.flag("vertical"),
        applicants=row.members("applicants", Applicant),
        assigned_by_law=row.member_or_none("assigned_by_law", Assignment),
        decision_no=row.text_or_none("decision_no", LONGEST_NUMBER),
        online_channel=row.flag_or_none("online_channel"),
        online_level=row.member_or_none("online_level", OnlineLevel),
        channels=tuple(_channel(one) for one in row.each("channels")),
        cases=tuple(_case(one) for one in row.each("cases")),
        legal_basis=row.texts("legal_basis", LONGEST_NUMBER),
        results=tuple(_result(one) for one in row.each("results")),
        completeness=row.member("completeness", Completeness),
    )
    row.finish()
    _check_whole(record, row)
    return record


def _check_whole(record: ProcedureRecord, row: Reader) -> None:
    titles = [case.title for case in record.cases]
    if len(titles) != len(set(titles)):
        row.problem("cases", "two cases have the same title")
    if not record.levels:
        row.problem("levels", "is empty", Fault.EMPTY)
    if record.completeness is Completeness.HEADER and record.cases:
        row.problem("completeness", "a header has no cases")


def _channel(row: Reader) -> ChannelRow:
    found = ChannelRow(
        channel=row.member("channel", Channel),
        time=None if row.is_null("time") else _time(row.one("time")),
        fee=_fee(row.one("fee")),
    )
    row.finish()
    return found


def _time(row: Reader) -> TimeLimit:
    found = TimeLimit(row.number("value", 0, 2_000), row.member("unit", TimeUnit))
    if found.value == 0 and found.unit is not TimeUnit.UNSPECIFIED:
        row.problem("value", "0 has a unit")
    row.finish()
    return found


def _fee(row: Reader) -> Fee:
    found = Fee(
        kind=row.member("kind", FeeKind),
        amounts=tuple(_amount(one) for one in row.each("amounts")),
        unverified=row.flag("unverified") if "unverified" in row.raw else False,
    )
    if (found.kind is FeeKind.FIXED) != bool(found.amounts):
        row.problem("amounts", "a fixed fee has amounts, any other has none")
    row.finish()
    return found


def _amount(row: Reader) -> Amount:
    found = Amount(row.number("amount", 1, HIGHEST_FEE), row.member("currency", Currency))
    row.finish()
    return found


def _case(row: Reader) -> Case:
    found = Case(row.text_or_none("title", LONGEST_PHRASE), tuple(_component(one) for one in row.each("components")))
    row.finish()
    return found


def _component(row: Reader) -> Component:
    found = Component(
        name=row.text("name", LONGEST_PHRASE),
        role=row.member("role", ComponentRole),
        originals=row.number("originals", 0, 100),
        copies=row.number("copies", 0, 100),
        has_form=row.flag("has_form"),
    )
    row.finish()
    return found


def _result(row: Reader) -> ResultName:
    found = ResultName(row.text("name", LONGEST_PHRASE), row.text_or_none("code", LONGEST_NUMBER))
    row.finish()
    return found
