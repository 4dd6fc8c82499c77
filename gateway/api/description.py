"""The description of the open API (OpenAPI 3.1). A test compares it with the routes and with real answers."""

from typing import Final

from gateway.api.deadlines import MOST_COUNTED, MOST_ITEMS, Language
from gateway.api.schemas import ASKED, CODE, SCHEMAS, TEXT, Schema, list_of, one_of, ref, thing
from services.catalogue.kinds import Level


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

ENDED: Final = (
    "the procedure is no more: `since` is the first day of that, `successors` what is to be used instead, each with the"
    " day from which it holds where that is still to come"
)

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
                "responses": answers(ref("Procedure"), _404="no such procedure", _410=ENDED),
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
