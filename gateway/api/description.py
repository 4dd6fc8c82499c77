"""The description of the open API (OpenAPI 3.1). A test compares it with the routes and with real answers."""

from enum import StrEnum
from typing import Any, Final

from gateway.api.deadlines import MOST_COUNTED, MOST_ITEMS, RECEIVED, Language
from services.calendar.steps import StepKind
from services.catalogue.kinds import (
    Applicant,
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
    ),
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
    ),
    "Register": thing(
        number=TEXT,
        issued_on=DAY,
        unit=TEXT,
        procedure=CODE,
        result_name=TEXT,
        status=one_of(ResultState),
        signers=list_of(TEXT),
    ),
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
    "Problem": thing(
        {"detail": TEXT, "code": TEXT, "index": WHOLE},
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        request=TEXT,
    ),
}


def parameter(name: str, place: str, schema: Schema, description: str) -> Schema:
    """Return the description of one parameter."""
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": description}


def answers(schema: Schema, **problems: str) -> Schema:
    """Return the answers of a call: what it gives, and the problems it may have, by status without its `_`."""
    refused = {"application/problem+json": {"schema": ref("Problem")}}
    return {"200": {"description": "OK", "content": {"application/json": {"schema": schema}}}} | {
        status.strip("_"): {"description": why, "content": refused} for status, why in problems.items()
    }


def file_in_form(name: str, what: str) -> Schema:
    """Return the description of a form with one file."""
    schema = thing(**{name: {"type": "string", "contentMediaType": "application/pdf", "description": what}})
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def asked(name: str) -> Schema:
    """Return one part of the question as a parameter of an address, where nothing can be null."""
    schema = {key: one for key, one in ASKED[name].items() if key != "description"}
    if isinstance(schema["type"], list):
        schema["type"] = schema["type"][0]
    needed = {"required": name in SCHEMAS["Question"]["required"]}
    return parameter(name, "query", schema, ASKED[name]["description"]) | needed


LANGUAGE: Final[Schema] = parameter("lang", "query", one_of(Language) | {"default": "vi"}, "language of the reasons")

DESCRIPTION: Final[Schema] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Một cửa: open API",
        "version": "1",
        "description": "Facts about administrative procedures. Compiled from public records; not an official list.",
    },
    "paths": {
        "/api/v1/procedures": {
            "get": {
                "operationId": "findProcedures",
                "summary": "Find procedures, the best match first; without a query, by name",
                "parameters": [
                    parameter(
                        "q",
                        "query",
                        TEXT | {"maxLength": 200},
                        "words as people type them, or a code; marks may be missing",
                    ),
                    parameter(
                        "limit", "query", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, "how many"
                    ),
                    parameter("level", "query", one_of(Level), "only this level"),
                    parameter("field", "query", TEXT, "only this field, by its exact name"),
                    parameter("agency", "query", TEXT, "only this provincial body, by its code"),
                ],
                "responses": answers(
                    ref("List"), _422="a parameter cannot be used; `detail` names it", _429="too many calls"
                ),
            }
        },
        "/api/v1/procedures/{code}": {
            "get": {
                "operationId": "getProcedure",
                "summary": "The whole record of the version in force",
                "parameters": [parameter("code", "path", CODE, "the procedure's code")],
                "responses": answers(ref("Procedure"), _404="no such procedure"),
            }
        },
        "/api/v1/verifications": {
            "post": {
                "operationId": "verify",
                "summary": "Is this result genuine? Register, integrity and signatures apart; the file is not kept",
                "requestBody": file_in_form("file", "a PDF of at most 25 MB; anything else is undetermined"),
                "responses": answers(
                    ref("Verification"),
                    _413="too large",
                    _422="not exactly one part named `file`",
                    _429="too many calls, or too many files wait; `Retry-After` says how long",
                ),
            }
        },
        "/api/v1/deadlines": {
            "get": {
                "operationId": "countDeadline",
                "summary": "When would a dossier be due? Counted as dossiers are, with every day's reason",
                "parameters": [*map(asked, ASKED), LANGUAGE],
                "responses": answers(
                    ref("Deadline"),
                    _422="a parameter cannot be used; `detail` names it",
                    _429="too many calls",
                ),
            },
            "post": {
                "operationId": "countDeadlines",
                "summary": "The same for a list, answered in its order",
                "description": f"At most {MOST_ITEMS:,} items, whose limits in working days and in hours add up to at "
                f"most {MOST_COUNTED:,}. All or none is answered: a problem's `index` says which item is wrong.",
                "parameters": [LANGUAGE],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": list_of(ref("Question")) | {"maxItems": MOST_ITEMS}},
                    },
                },
                "responses": answers(
                    list_of(ref("Deadline")),
                    _400="no JSON",
                    _413="more than a megabyte",
                    _415="not sent as JSON",
                    _422="an item cannot be used; `index` counts from 0",
                    _429="too many calls; `Retry-After` says how long",
                ),
            },
        },
        "/du-lieu-mo/thu-tuc.jsonl": {
            "get": {
                "operationId": "takeProcedures",
                "summary": "Every procedure in force, one a line; `ETag` and `Last-Modified` tell when it changed",
                "responses": {
                    "200": {
                        "description": "each line is one Procedure",
                        "content": {"application/x-ndjson": {"schema": ref("Procedure")}},
                    },
                    "304": {"description": "as it was when you took it"},
                },
            }
        },
        "/du-lieu-mo/thu-tuc.csv": {
            "get": {
                "operationId": "takeProceduresAsTable",
                "summary": "The same as a table for spreadsheets (RFC 4180, UTF-8); /du-lieu-mo explains the columns",
                "responses": {
                    "200": {"description": "a header, then one procedure a row", "content": {"text/csv": {}}},
                    "304": {"description": "as it was when you took it"},
                },
            }
        },
        "/api/v1/openapi.json": {
            "get": {
                "operationId": "describe",
                "summary": "This description",
                "responses": answers({"type": "object"}),
            }
        },
    },
    "components": {"schemas": SCHEMAS},
}
