"""Check a result. Anybody may; nothing is kept, and no page says whom a result is about."""

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from auth.guards import public
from gateway.clock import now
from gateway.converters import CONVERTERS, ResultToken
from gateway.db import reading
from gateway.language import current_locale
from gateway.limits import Limit, limited
from gateway.uploads import sent_files, shown_name, takes_files_of_anybody, too_large
from gateway.verdict_page import SHAPES, CheckedFile, holder, printable, standing
from gateway.verification.forms import FileForm, NumberForm
from gateway.verifying import verifying
from gateway.words import LOCALES, in_words
from services.people.queries import bodies_with_leaders
from services.results.register import RegisterRow, by_number, by_token
from services.storage import FileTooLargeError

bp = Blueprint("verification", __name__)
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))


@bp.context_processor
def writing() -> dict[str, Any]:
    """Let the templates draw facts, and keep the language that the address asks for."""
    asked = request.args.get("lang")
    kept = {"lang": asked} if asked in LOCALES else {}
    return {"shapes": SHAPES, "holder": holder, "printable": printable, "standing": standing, "kept": kept}


@bp.get("/kiem-tra")
@public()
def start() -> ResponseReturnValue:
    """Show the ways to check a result."""
    return start_page(FileForm(formdata=None))


@bp.post("/kiem-tra")
@public()
@limited(Limit.VERIFY)
@takes_files_of_anybody
def check() -> ResponseReturnValue:
    """Judge a file. Where it was sent from the page of a QR code, also say whether it is that very result."""
    form = FileForm()
    files = sent_files(request.files.getlist(form.tep.name))
    if not files:
        form.tep.errors = [gettext("Bạn chưa chọn tệp nào.")]
        return start_page(form), 422
    upload, name = files[0]
    try:
        found, pdf = verifying().check(upload)
    except FileTooLargeError as error:
        form.tep.errors = [in_words(error, current_locale())]
        return start_page(form), 413
    token = request.form.get("ma", "")
    scanned = by_token(reading(), token) if re.fullmatch(ResultToken.regex, token) else None
    g.here = url_for(".start")
    return render_template(
        "verification/verdict.html",
        checked=CheckedFile.of(found, pdf, shown_name(name), now()),
        another=scanned if scanned and found.register and scanned.token != found.register.token else None,
    )


@bp.errorhandler(RequestEntityTooLarge)
def unread(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say at the form that what was sent is too large to be looked at."""
    form = FileForm(formdata=None)
    form.tep.errors = [in_words(too_large(), current_locale())]
    return start_page(form), 413


@bp.get("/kiem-tra/theo-so")
@public()
@limited(Limit.SEARCH)
def number() -> ResponseReturnValue:
    """Look a result up by what is printed on it: the body, the number, the year."""
    asked = any(name in request.args for name in ("co_quan", "so", "nam"))
    form = number_form()
    g.here = address_without_language()
    if not asked:
        return render_template("verification/number.html", form=form, rows=None)
    if not form.validate():
        return render_template("verification/number.html", form=form, rows=None), 422
    return render_template("verification/number.html", form=form, rows=found_by(form))


@bp.get("/kiem-tra/<result_token:token>")
@public()
@limited(Limit.SEARCH)
def result(token: str) -> ResponseReturnValue:
    """Show what the register says about the result behind a QR code, and offer to check a copy.

    Raises:
        NotFound: no such result was issued.
    """
    row = by_token(reading(), token)
    if row is None:
        raise NotFound
    g.here = request.path
    return render_template("verification/result.html", row=row, form=FileForm(formdata=None))


def start_page(form: FileForm) -> str:
    """Draw the first page. Its address comes back without the query: the page carries a form token (BREACH)."""
    g.here = url_for(".start")
    return render_template("verification/start.html", form=form, number_form=number_form(empty=True))


def number_form(*, empty: bool = False) -> NumberForm:
    """Return the form, with every body whose leaders sign results."""
    form = NumberForm(formdata=None if empty or not request.args else request.args)
    form.offer(bodies_with_leaders(reading()))
    return form


def found_by(form: NumberForm) -> list[RegisterRow]:
    """Return what the register has under the number; a symbol written behind it narrows down."""
    session = reading()
    unit = next(one for one in bodies_with_leaders(session) if one.code == form.co_quan.data)
    rows = by_number(session, unit_id=unit.id, year=int(form.nam.data), number=form.number)
    return [row for row in rows if form.symbol in ("", row.number.partition("/")[2].casefold())]


def address_without_language() -> str:
    """Return this page's address for the language link, which would otherwise be overruled by `lang=`."""
    query = {name: value for name, value in request.args.items() if name != "lang"}
    return f"{request.path}?{urlencode(query)}" if query else request.path
