"""Decide something about a procedure: fill in, look at what pages will say, confirm. Withdraw what has not begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.administrator.acting import say
from gateway.administrator.asking import CONFIRM, CORRECT, pressed, sent
from gateway.administrator.blueprint import bp
from gateway.administrator.decision_forms import FORMS, DecisionForm
from gateway.administrator.procedure_page import AdministratedPage, Line, said_of
from gateway.clock import now
from gateway.db import reading, unit_of_work
from gateway.errors import status_of
from gateway.language import current_locale
from gateway.refusals import note_refusal
from gateway.words import in_words
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.kinds import Aspect
from services.catalogue.overlay.checking import check
from services.catalogue.overlay.deciding import decide, one_stop_centres, withdraw
from services.catalogue.overlay.decisions import Decision, Entered, turning_days
from services.catalogue.overlay.errors import DecidedMeanwhileError, DecisionUnknownError
from services.errors import ConflictError, InvalidInputError

SEEN: Final = "moi_nhat"
ONE_DAY: Final = timedelta(days=1)
MOST_TURNS: Final = 3
"""Days shown after the first one on which a decision changes something."""


@dataclass(frozen=True, slots=True)
class Change:
    """One aspect as pages say it before and after."""

    aspect: Aspect
    before: Sequence[str]
    after: Sequence[str]

    @property
    def is_one(self) -> bool:
        """Whether anything changes."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """What pages will say under a decision: on its first day, and on the days after it on which something turns."""

    line: Line
    changes: Sequence[Change]
    turns: Sequence[tuple[date, Sequence[str]]]

    @classmethod
    def of(cls, page: AdministratedPage, decision: Decision) -> "Preview":
        """Look ahead."""
        first = decision.valid_from
        before = page.seen(decision, first - ONE_DAY)
        after = page.seen(decision, first)
        further = Entered(page.around.last + 1, decision)
        turns, last = [], said_of(after, decision.aspect, page.catalogue)
        for day in turning_days([*page.entered, further], first):
            said = said_of(page.seen(decision, day), decision.aspect, page.catalogue)
            if said != last:
                turns.append((day, said))
            last = said
        return cls(
            page.line(further),
            [Change(one, said_of(before, one, page.catalogue), said_of(after, one, page.catalogue)) for one in Aspect],
            turns[:MOST_TURNS],
        )


@bp.get("/thu-tuc/<procedure_code:code>/<aspect:aspect>")
@requires(Permission.CATALOGUE_DECIDE)
def decision(code: str, aspect: Aspect) -> ResponseReturnValue:
    """Show the form, tomorrow being the first day: nobody is surprised by it."""
    page = page_of(code)
    form = form_of(page, aspect, {"tu": page.around.today + ONE_DAY})
    return shown(page, form)


@bp.post("/thu-tuc/<procedure_code:code>/<aspect:aspect>")
@requires(Permission.CATALOGUE_DECIDE, event=EventTag.UNIT_PROCEDURE_CHANGE.value)
def enter(code: str, aspect: Aspect) -> ResponseReturnValue:
    """Judge what was filled in; show what it will change; enter it once that was confirmed."""
    page = page_of(code)
    form = form_of(page, aspect)
    if pressed(CORRECT):
        return shown(page, form)
    if not form.validate():
        return shown(page, form), 422
    wanted = form.decision()
    try:
        check(wanted, page.around)
        if not pressed(CONFIRM):
            return previewed(page, form, wanted)
        with unit_of_work() as session:
            seen = number_in(SEEN)
            decide(session, code, wanted, forms=page.around.forms, seen=seen, by=signed_in(), at=now())
    except DecidedMeanwhileError as error:
        note_refusal(error.code)
        return previewed(page, form, wanted, in_words(error, current_locale())), 409
    except (InvalidInputError, ConflictError) as error:
        if isinstance(error, ConflictError):
            note_refusal(error.code)
        say(form, error, form.PLACES)
        return shown(page, form), status_of(error)
    line = page.line(Entered(seen + 1, wanted))
    flash(gettext("Đã ghi: %(about)s, %(span)s.", about=line.about, span=line.span), "success")
    return redirect(url_for(".procedure", code=code), 303)


@bp.get("/thu-tuc/<procedure_code:code>/quyet-dinh/<int:number>/rut")
@requires(Permission.CATALOGUE_DECIDE)
def withdrawal(code: str, number: int) -> ResponseReturnValue:
    """Ask once more before a decision is withdrawn."""
    page = page_of(code)
    return render_template("administrator/withdraw.html", page=page, line=line_of(page, number), refusal=None)


@bp.post("/thu-tuc/<procedure_code:code>/quyet-dinh/<int:number>/rut")
@requires(Permission.CATALOGUE_DECIDE, event=EventTag.UNIT_PROCEDURE_CHANGE.value)
def take_back(code: str, number: int) -> ResponseReturnValue:
    """Withdraw a decision that has not begun."""
    try:
        with unit_of_work() as session:
            withdraw(session, code, number, by=signed_in(), at=now())
    except ConflictError as error:
        note_refusal(error.code)
        page = page_of(code)
        refusal = in_words(error, current_locale())
        line = line_of(page, number)
        return render_template("administrator/withdraw.html", page=page, line=line, refusal=refusal), 409
    flash(gettext("Đã rút quy định số %(number)s.", number=number), "success")
    return redirect(url_for(".procedure", code=code), 303)


def page_of(code: str) -> AdministratedPage:
    """Return the procedure that is decided about."""
    return AdministratedPage.of(reading(), code, civil_date(now()))


def form_of(page: AdministratedPage, aspect: Aspect, beginning: Mapping[str, Any] | None = None) -> DecisionForm:
    """Return the form of an aspect as it was sent, or as it begins."""
    kind = FORMS[aspect]
    form = kind() if beginning is None else kind(formdata=None, data=beginning)
    form.offer(page, one_stop_centres(reading(), page.around.today))
    return form


def shown(page: AdministratedPage, form: DecisionForm) -> str:
    """Draw the form beside what holds now."""
    part = next(one for one in page.parts if one.aspect is form.aspect)
    return render_template("administrator/decide.html", page=page, form=form, part=part)


def previewed(page: AdministratedPage, form: DecisionForm, wanted: Decision, refusal: str | None = None) -> str:
    """Draw what the decision will change, with everything that was filled in carried along."""
    return render_template(
        "administrator/preview.html",
        page=page,
        form=form,
        preview=Preview.of(page, wanted),
        sent=sent(SEEN),
        seen=page.around.last,
        refusal=refusal,
    )


def line_of(page: AdministratedPage, number: int) -> Line:
    """Return one decision of a procedure.

    Raises:
        DecisionUnknownError: there is none of this number.
    """
    found = next((one for one in page.entered if one.number == number), None)
    if found is None:
        raise DecisionUnknownError
    return page.line(found)


def number_in(name: str) -> int:
    """Return a number that the page sent along; what is none was never shown."""
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len("1000000000") else -1
