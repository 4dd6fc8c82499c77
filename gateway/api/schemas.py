"""The schemas of the open API: what each answer holds. A test compares them with real answers."""

from enum import StrEnum
from typing import Any, Final

from gateway.api.deadlines import RECEIVED
from services.calendar.steps import StepKind
from services.catalogue.kinds import (
    Applicant,
    Aspect,
    Assignment,
    Channel,
    ClosedReason,
    Completeness,
    ComponentRole,
    Currency,
    FeeKind,
    FilingRoute,
    Level,
    LimitDoubt,
    LimitUnit,
    OnlineLevel,
    ProcedureKind,
    TimeUnit,
)
from services.documents.kinds import IssuedForm
from services.dossiers.deadlines import LONGEST
from services.results.kinds import ResultState
from services.results.roles import SignerRole
from services.results.signing.request import Level as SignatureLevel
from services.results.verdict.kinds import Chain, Indication, Reason, RevocationState, VerdictKind

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
WHOLE: Final[Schema] = {"type": "integer", "minimum": 0}
TRUTH: Final[Schema] = {"type": "boolean"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
NUMBERED_OR_NULL: Final[Schema] = {"oneOf": [{"$ref": "#/components/schemas/NumberedPaper"}, {"type": "null"}]}
INSTANT_OR_NULL: Final[Schema] = {"type": ["string", "null"], "format": "date-time"}
CODE: Final[Schema] = {"type": "string", "pattern": r"^[1-9]\.[0-9]{6}$"}


def one_of(kind: type[StrEnum], *, or_null: bool = False) -> Schema:
    """Return the schema of an enum's value."""
    values: list[str | None] = [member.value for member in kind]
    return {"enum": [*values, None]} if or_null else {"type": "string", "enum": values}


def list_of(item: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": item}


def thing(optional: Schema | None = None, **properties: Schema) -> Schema:
    """Return the schema of an object that has these properties and no others."""
    found: Schema = {"type": "object", "additionalProperties": False, "required": [*properties]}
    return found | {"properties": properties | (optional or {})}


def ref(name: str) -> Schema:
    """Return a reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


ASKED: Final[Schema] = {
    "received_at": TEXT
    | {
        "pattern": f"^{RECEIVED.pattern}$",
        "description": "the act of receipt, 2000 to 2199; without an offset on the province's clock (+07:00); "
        "a bare day will do where the hour does not count, so not for `hour` and `same_day`",
        "examples": ["2026-02-13T09:00:00+07:00", "2026-02-13T09:00", "2026-02-13"],
    },
    "value": {
        "type": ["integer", "null"],
        "minimum": 1,
        "maximum": LONGEST,
        "description": "how many units; none, or 1, for `same_day`",
        "examples": [3],
    },
    "unit": one_of(LimitUnit)
    | {"description": "in what the limit is counted; hours run inside office hours", "examples": ["working_day"]},
    "office": TEXT_OR_NULL
    | {
        "description": "our code of the unit in whose hours a limit in hours runs; else 07:30–11:30, 13:30–17:00",
        "examples": ["STP"],
    },
}
"""What is asked of a deadline, in an address as in a list."""

SCHEMAS: Final[dict[str, Schema]] = {
    "Line": thing(
        code=CODE,
        name=TEXT,
        field=TEXT,
        levels=list_of(one_of(Level)),
        agency=TEXT,
        online_level=one_of(OnlineLevel, or_null=True),
        open_for_filing=TRUTH,
    ),
    "List": thing(total=WHOLE, as_of=DAY, items=list_of(ref("Line"))),
    "Time": thing(value=WHOLE, unit=one_of(TimeUnit)),
    "Fee": thing(
        {"unverified": TRUTH},
        kind=one_of(FeeKind),
        amounts=list_of(thing(amount=WHOLE, currency=one_of(Currency))),
    ),
    "Channel": thing(channel=one_of(Channel), time={"oneOf": [ref("Time"), {"type": "null"}]}, fee=ref("Fee")),
    "Component": thing(name=TEXT, role=one_of(ComponentRole), originals=WHOLE, copies=WHOLE, has_form=TRUTH),
    "Case": thing(title=TEXT_OR_NULL, components=list_of(ref("Component"))),
    "Limit": thing(
        case=TEXT_OR_NULL,
        channel=one_of(Channel, or_null=True),
        value={"type": ["integer", "null"]},
        unit=one_of(LimitUnit),
        cutoff=TEXT_OR_NULL,
        source=TEXT_OR_NULL | {"description": "the decision it rests on; null where the national record says it"},
        confirmed=TRUTH,
    ),
    "LocalDecision": thing(
        aspect=one_of(Aspect),
        case=TEXT_OR_NULL,
        channel=one_of(Channel, or_null=True),
        is_open={"type": ["boolean", "null"]},
        online_level=one_of(OnlineLevel, or_null=True),
        form=TEXT_OR_NULL,
        limit={
            "oneOf": [
                thing(value={"type": ["integer", "null"]}, unit=one_of(LimitUnit), cutoff=TEXT_OR_NULL),
                {"type": "null"},
            ]
        },
        fee={"type": ["integer", "null"], "minimum": 0, "description": "in đồng"},
        units=list_of(TEXT) | {"description": "codes of the one-stop centres that receive it online"},
        note=TEXT_OR_NULL,
        valid_from=DAY,
        valid_until={"type": ["string", "null"], "format": "date", "description": "the first day it no longer holds"},
        source=TEXT,
        confirmed=TRUTH,
    )
    | {"description": "what the province decided; of the values only that of the aspect is set"},
    "Procedure": thing(
        code=CODE,
        name=TEXT,
        kind=one_of(ProcedureKind),
        field=TEXT,
        ministry=TEXT,
        levels=list_of(one_of(Level)),
        agency=TEXT,
        executing_bodies=list_of(TEXT),
        vertical=TRUTH,
        applicants=list_of(one_of(Applicant)),
        assigned_by_law=one_of(Assignment, or_null=True),
        decision_no=TEXT_OR_NULL,
        online_channel={"type": ["boolean", "null"]},
        online_level=one_of(OnlineLevel, or_null=True),
        channels=list_of(ref("Channel")),
        cases=list_of(ref("Case")),
        legal_basis=list_of(TEXT),
        results=list_of(thing(name=TEXT, code=TEXT_OR_NULL)),
        completeness=one_of(Completeness),
        version={"type": "integer", "minimum": 1, "description": "of the procedure; a dossier is bound to one"},
        valid_from=DAY,
        as_of={"type": "string", "description": "day or month of which the record is"},
        catalogue_as_of=DAY,
        open_for_filing=TRUTH,
        closed_because=list_of(one_of(ClosedReason)),
        filing_route=thing(
            kind=one_of(FilingRoute),
            system=TEXT_OR_NULL,
            url=TEXT_OR_NULL,
            confirmed=TRUTH | {"default": False, "description": "whether the province has decided it"},
        ),
        limits=list_of(ref("Limit")),
        limit_unknown_because=one_of(LimitDoubt, or_null=True),
        limits_confirmed=TRUTH,
        local_decisions=list_of(ref("LocalDecision")) | {"description": "those in force today"},
    ),
    "Register": thing(
        number=TEXT,
        issued_on=DAY,
        unit=TEXT,
        procedure=CODE,
        result_name=TEXT,
        status=one_of(ResultState),
        signers=list_of(TEXT),
        replaced_by=NUMBERED_OR_NULL,
        corrected_by=list_of(ref("NumberedPaper")),
        recalled_by=NUMBERED_OR_NULL,
        replaces=NUMBERED_OR_NULL,
        corrects=NUMBERED_OR_NULL,
        recalls=NUMBERED_OR_NULL,
    ),
    "NumberedPaper": thing(number=TEXT, issued_on=DAY),
    "Signature": thing(
        field=TEXT,
        signer=TEXT_OR_NULL,
        organisation=TEXT_OR_NULL,
        role=one_of(SignerRole, or_null=True),
        signed_at=INSTANT_OR_NULL,
        timestamp=INSTANT_OR_NULL,
        level=one_of(SignatureLevel),
        chain=one_of(Chain),
        revocation=one_of(RevocationState),
        covers_whole_file=TRUTH,
        indication=one_of(Indication),
        reason=one_of(Reason, or_null=True),
    ),
    "SystemPaper": thing(form=one_of(IssuedForm), issued_on=DAY),
    "Verification": thing(
        verdict=one_of(VerdictKind),
        register={"oneOf": [ref("Register"), {"type": "null"}]},
        system_paper={"oneOf": [ref("SystemPaper"), {"type": "null"}]},
        integrity=thing(digest_known=TRUTH, covers_whole_file=TRUTH, changed_after_signing=TRUTH),
        signatures=list_of(ref("Signature")),
        reasons=list_of(one_of(Reason)),
    ),
    "Question": thing(ASKED)
    | {
        "required": ["received_at", "unit"],
        "examples": [{"received_at": "2026-10-09T09:00:00+07:00", "value": 1, "unit": "working_day"}],
    },
    "Deadline": thing(
        due_on=DAY,
        due_at=INSTANT_OR_NULL | {"description": "for limits in hours alone; others end with the day, at 24:00"},
        derivation=list_of(
            thing(on=DAY, kind=one_of(StepKind), why=TEXT | {"description": "a sentence, in the language asked for"})
        ),
        calendar={
            "type": "string",
            "enum": ["confirmed", "unconfirmed"],
            "description": "unconfirmed: the span meets days or a year for which nothing was announced yet",
        },
    )
    | {
        "examples": [
            {
                "due_on": "2026-10-12",
                "due_at": None,
                "derivation": [
                    {"on": "2026-10-09", "kind": "receipt", "why": "Ngày tiếp nhận, không tính vào thời hạn"},
                    {"on": "2026-10-10", "kind": "weekend", "why": "Ngày nghỉ cuối tuần"},
                    {"on": "2026-10-11", "kind": "weekend", "why": "Ngày nghỉ cuối tuần"},
                    {"on": "2026-10-12", "kind": "working_day", "why": "Ngày làm việc thứ 1"},
                    {"on": "2026-10-12", "kind": "due", "why": "Hạn trả kết quả"},
                ],
                "calendar": "confirmed",
            }
        ]
    },
    "Successor": thing(code=CODE, name=TEXT, since=DAY | {"type": ["string", "null"]}),
    "Problem": thing(
        {"detail": TEXT, "code": TEXT, "index": WHOLE, "since": DAY, "successors": list_of(ref("Successor"))},
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        request=TEXT,
    ),
}
