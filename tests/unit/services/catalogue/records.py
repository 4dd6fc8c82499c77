"""Builds the least valid procedure, as a line of the source has it."""

from typing import Any

from services.catalogue.records import ProcedureRecord
from services.catalogue.source.procedures import read_procedure
from services.catalogue.source.reading import Problems


def channel(by: str = "online", value: int | None = 3, unit: str = "working_day", **fee: Any) -> dict[str, Any]:
    time = None if value is None else {"value": value, "unit": unit}
    return {"channel": by, "time": time, "fee": {"kind": "free", "amounts": []} | fee}


def paper(name: str = "Tờ khai", role: str = "submit") -> dict[str, Any]:
    return {"name": name, "role": role, "originals": 1, "copies": 0, "has_form": False}


def facts(code: str = "1.000001", **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": "Cấp giấy thử",
        "kind": "standard",
        "field": "Hộ tịch",
        "ministry": "Bộ Tư pháp",
        "levels": ["province"],
        "agency": "STP",
        "executing_bodies": ["Sở Tư pháp"],
        "vertical": False,
        "applicants": ["citizen"],
        "assigned_by_law": None,
        "decision_no": None,
        "online_channel": True,
        "online_level": None,
        "channels": [channel()],
        "cases": [{"title": None, "components": [paper()]}],
        "legal_basis": ["66.7/2025/NQ-CP"],
        "results": [{"name": "Giấy thử", "code": None}],
        "completeness": "full",
    } | changes


def problems_of(raw: object) -> list[str]:
    """Read one object and return what was wrong with it, as the command line prints it."""
    problems = Problems("p.jsonl")
    problems.row = 7
    read_procedure(raw, problems)
    return [str(problem) for problem in problems]


def procedure(code: str = "1.000001", **changes: Any) -> ProcedureRecord:
    problems = Problems("p.jsonl")
    record = read_procedure(facts(code, **changes), problems)
    assert not problems, problems
    return record
