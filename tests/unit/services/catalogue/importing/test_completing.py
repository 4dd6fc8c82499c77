"""From a row to a record: what a table does not say stays as it is."""

import pytest

from services.catalogue.importing.completing import Completing, Known, ListedRecord, levels_of
from services.catalogue.importing.kinds import Action, ListFormat
from services.catalogue.importing.rows import ListedRow, Rejected
from services.catalogue.kinds import Completeness, Level
from services.catalogue.source.bundle import shipped_directory
from services.catalogue.source.faults import Fault
from tests.unit.services.catalogue.records import facts, procedure

DECISION = "123/QĐ-UBND"


def completed(row: ListedRow, *live, former=(), format_=ListFormat.XLSX) -> ListedRecord | Rejected:
    known = Known(
        live={one.code: one for one in live},
        former={one.code: one for one in former},
        directory=shipped_directory(),
        agencies=frozenset({"STP"}),
        decision_no=DECISION,
    )
    return Completing(known, format_).complete(row)


def row(code: str = "1.000001", action: Action | None = None, **said) -> ListedRow:
    return ListedRow(2, code, said, action)


def reasons(found: ListedRecord | Rejected) -> list[tuple[Fault, str]]:
    assert isinstance(found, Rejected)
    return [(one.reason, one.column) for one in found.faults]


def test_what_a_table_is_silent_about_stays():
    before = procedure(name="Cũ", decision_no="1/QĐ-BTP")

    found = completed(row(name="Mới"), before)

    assert found.record == procedure(name="Mới", decision_no=DECISION)


def test_an_unchanged_row_keeps_its_decision():
    before = procedure(decision_no="1/QĐ-BTP")

    assert completed(row(name=before.name), before).record == before


def test_a_decision_of_its_own_stands():
    assert completed(row(name="Mới", decision_no="9/QĐ"), procedure()).record.decision_no == "9/QĐ"


def test_a_new_procedure_is_known_by_its_identity_alone():
    said = {"name": "Mới", "field": "Hộ tịch", "ministry": "Bộ Tư pháp", "executing_bodies": ["Sở Tư pháp"]}

    record = completed(row("1.000002", **said), procedure()).record

    assert (record.completeness, record.agency, record.levels) == (Completeness.HEADER, "STP", (Level.PROVINCE,))
    assert (record.online_channel, record.decision_no, record.is_public) == (None, DECISION, True)


def test_what_nobody_says_is_not_guessed():
    said = {"name": "Mới", "field": "Thủy sản", "ministry": "Bộ Tư pháp", "executing_bodies": ["Ban nào đó"]}

    assert reasons(completed(row("1.000002", **said), procedure())) == [
        (Fault.AGENCY_UNKNOWN, "agency"),
        (Fault.LEVELS_UNKNOWN, "levels"),
    ]


def test_a_field_with_two_agencies_decides_nothing():
    said = {"name": "Mới", "field": "Hộ tịch", "ministry": "Bộ Tư pháp", "levels": ["commune"]}
    live = (procedure(), procedure("1.000003", agency="SNV"))

    assert reasons(completed(row("1.000002", **said), *live)) == [(Fault.AGENCY_UNKNOWN, "agency")]


def test_every_fault_of_a_new_row_is_named():
    assert reasons(completed(row("1.000002", name="Mới", levels=["commune"], agency="STP"))) == [
        (Fault.MISSING, "field"),
        (Fault.MISSING, "ministry"),
    ]


def test_an_agency_must_be_one_of_the_province():
    assert reasons(completed(row(agency="SXX"), procedure())) == [(Fault.NO_BODY, "agency")]


def test_what_returns_takes_up_its_last_record():
    assert completed(row(name="Mới"), former=[procedure(name="Cũ")]).record.component_count == 1


def test_an_object_is_the_whole_record():
    said = {key: value for key, value in facts(name="Mới").items() if key not in ("code", "levels")}

    assert reasons(completed(row(**said), procedure(), format_=ListFormat.JSONL)) == [(Fault.MISSING, "levels")]


def test_an_end_needs_no_record():
    assert completed(row(action=Action.ABOLISH, name="x")).record is None


def test_the_fault_of_a_value_deep_inside_is_named_by_its_path():
    said = {key: value for key, value in facts(channels=[{"channel": "fax"}]).items() if key != "code"}

    found = reasons(completed(row(**said), format_=ListFormat.JSONL))

    assert (Fault.NOT_A_MEMBER, "channels[0].channel") in found


@pytest.mark.parametrize(
    ("bodies", "levels"),
    [
        (["Ủy ban nhân dân cấp xã"], ["commune"]),
        (["Sở Tư pháp", "UBND cấp xã"], ["province", "commune"]),
        (["Công an cấp Xã"], ["commune"]),
        (["Một nơi không ai biết"], []),
    ],
)
def test_levels_as_the_names_of_bodies_tell_them(bodies, levels):
    assert levels_of(bodies, shipped_directory()) == levels
