"""The calls of the open API. They read no cookie and give no right, so programs of others may call them."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from auth.guards import public
from gateway.api.deadlines import Language, answer, answers, question_of_address, questions
from gateway.api.description import DESCRIPTION
from gateway.api.parameters import ParameterInvalidError, among, member, number, refuse_others, text
from gateway.converters import CONVERTERS
from gateway.db import reading
from gateway.errors import answer as problem
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.live import current_catalogue
from gateway.uploads import sent_files, takes_files_of_anybody
from gateway.verifying import verifying
from gateway.words import in_words
from services.catalogue.errors import ProcedureAbolishedError
from services.catalogue.history import Former, former_or_unknown
from services.catalogue.kinds import Level
from services.catalogue.published import line, whole
from services.catalogue.search.finder import LONGEST_QUERY
from services.catalogue.snapshot import Filters
from services.dossiers.what_if import WhatIf
from services.results.verification import as_json

DEFAULT_LIMIT = 20
MOST = 100
FILE = "file"
LANGUAGE = "lang"
LIST_PARAMETERS = frozenset({"q", "limit", "level", "field", "agency"})

bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))


@bp.get("/procedures")
@public(csrf=False)
@limited(Limit.SEARCH)
def procedures() -> ResponseReturnValue:
    """Find procedures: the best match first, without a query by name."""
    args = request.args
    refuse_others(args, LIST_PARAMETERS)
    catalogue = current_catalogue()
    filters = Filters(
        level=member(args, "level", Level),
        field=among(args, "field", frozenset(one.value for one in catalogue.fields)),
        agency=among(args, "agency", frozenset(one.value for one in catalogue.agencies)),
    )
    most = number(args, "limit", DEFAULT_LIMIT, MOST)
    found = catalogue.lines(text(args, "q", LONGEST_QUERY), filters, most=most)
    as_of = catalogue.state.manifest.as_of.isoformat()
    return jsonify(total=found.total, as_of=as_of, items=[line(one.entry) for one in found.lines])


@bp.get("/procedures/<procedure_code:code>")
@public(csrf=False)
def procedure(code: str) -> ResponseReturnValue:
    """Return one procedure; of one that is no more, since when and what is to be used instead."""
    catalogue = current_catalogue()
    if code not in catalogue.by_code:
        return _ended(code, former_or_unknown(reading(), code, catalogue.state.on))
    return jsonify(whole(catalogue.entry(code), catalogue))


def _ended(code: str, former: Former) -> Response:
    error = ProcedureAbolishedError(code, former.since)
    successors = [
        {"code": one.code, "name": one.name, "since": one.since and one.since.isoformat()} for one in former.successors
    ]
    return problem(
        HTTPStatus.GONE,
        reason=in_words(error, current_locale()),
        code=error.code,
        more={"since": former.since.isoformat(), "successors": successors},
    )


@bp.post("/verifications")
@public(csrf=False)
@limited(Limit.VERIFY)
@takes_files_of_anybody
def verification() -> ResponseReturnValue:
    """Judge a file. It is not kept, and the answer never says whom a result is about."""
    files = sent_files(request.files.getlist(FILE))
    if len(files) != 1:
        raise ParameterInvalidError(FILE)
    upload, _ = files[0]
    found, _ = verifying().check(upload)
    return jsonify(as_json(found))


@bp.get("/deadlines")
@public(csrf=False)
@limited(Limit.SEARCH)
def deadline() -> ResponseReturnValue:
    """Count one limit from a receipt."""
    member(request.args, LANGUAGE, Language)
    asked = question_of_address({name: text for name, text in request.args.items() if name != LANGUAGE})
    return jsonify(answer(asked, WhatIf(reading()), current_locale()))


@bp.post("/deadlines")
@public(csrf=False)
@limited(Limit.DEADLINES)
def deadlines() -> ResponseReturnValue:
    """Count a list of them. Asks only: it is a POST because a list outgrows an address.

    Raises:
        UnsupportedMediaType: the body does not say that it is JSON.
        BadRequest: it is not.
    """
    refuse_others(request.args, frozenset({LANGUAGE}))
    member(request.args, LANGUAGE, Language)
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        asked = questions(request.get_data())
    except ValueError:
        raise BadRequest from None
    return jsonify(answers(asked, WhatIf(reading()), current_locale()))


@bp.get("/openapi.json")
@public(csrf=False)
def description() -> Response:
    """Describe exactly the calls that there are."""
    return jsonify(DESCRIPTION)
