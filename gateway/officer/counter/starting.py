"""Who stands at the counter and what they came for: one page, then the draft is kept."""

from typing import Any, Final

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.clock import now
from gateway.converters import DraftKey
from gateway.db import reading, record_apart, unit_of_work
from gateway.language import current_locale
from gateway.live import current_catalogue
from gateway.officer.blueprint import bp
from gateway.officer.counter.start_form import ORGANISATION, PERSON, AtControlError, StartForm
from gateway.refusals import note_refusal
from gateway.words import in_words
from services.audit.events import EventTag
from services.calendar.province import civil_date
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.kinds import Channel
from services.catalogue.opening import reasons_against
from services.catalogue.search.codes import code_in
from services.catalogue.snapshot import Entry
from services.dossiers.certifying.recording import certifies
from services.dossiers.counter.beginning import begin_at_counter
from services.dossiers.drafting import new_key
from services.dossiers.errors import ProcedureClosedError
from services.dossiers.forms.communes import communes
from services.dossiers.queries import my_drafts
from services.errors import DomainError
from services.people.cards import read_card
from services.people.errors import CardUnreadableError
from services.people.meeting import people_of_number

MOST: Final = 8
"""Procedures offered for words: whoever sees none of them right types other words."""
LOOKED_THROUGH: Final = 40


@bp.get("/quay")
@requires(Permission.RECEIPT_DO)
def counter_start() -> ResponseReturnValue:
    """Show an empty form, and what this receiver has under way: the name of nobody."""
    return render_start(StartForm(khoa=new_key()), drafts=my_drafts(reading(), signed_in()))


@bp.post("/quay")
@requires(Permission.RECEIPT_DO, event=EventTag.DRAFT_CREATE.value)
def counter_begin() -> ResponseReturnValue:
    """Read a card, ask who is meant, find the procedure; when all is known, begin the draft."""
    form = StartForm()
    if not DraftKey.fits(form.khoa.data or ""):
        form.khoa.data = new_key()
    if (form.the.data or "").strip():
        return take_card(form)
    code = procedure_of(form)
    asked = ask_who(form)
    if asked or code is None:
        return render_start(form, asked=asked), 422 if form.thu_tuc.errors else 200
    by, at = signed_in(), now()
    try:
        with unit_of_work() as session:
            came = form.came(civil_date(at))
            begin_at_counter(session, came, procedure_code=code, idempotency_key=form.khoa.data or "", by=by, at=at)
    except AtControlError as error:
        if error.error is not None:
            form[error.control].errors = [in_words(error.error, current_locale())]
        return render_start(form), 422
    except ProcedureClosedError as error:
        form.thu_tuc.errors = [in_words(one, current_locale()) for one in error.data["reasons"]]
        return render_start(form), 422
    except DomainError as error:
        note_refusal(error.code)
        form.refuse(error, in_words(error, current_locale()))
        return render_start(form), 422
    return redirect(url_for(".counter_draft", key=form.khoa.data), 303)


def take_card(form: StartForm) -> ResponseReturnValue:
    """Put what the card says into the form; what is no card stays as it was read."""
    try:
        form.take_card(read_card(form.the.data or ""))
    except CardUnreadableError as error:
        form.the.errors = [in_words(error, current_locale())]
        return render_start(form), 422
    return render_start(form, card_read=True, asked=ask_who(form))


def ask_who(form: StartForm) -> bool:
    """Offer those known by the numbers that were typed; tell whether somebody still has to say who is meant."""
    wanted = [(form.so, form.la)] + ([(form.k_so, form.k_la)] if form.cua.data == PERSON else [])
    open_questions = False
    for number, control in wanted:
        people = people_of_number(reading(), (number.data or "").strip() or None)
        if not people:
            control.data = None
            continue
        form.offer_people(control, people)
        if control.data not in {value for value, *_ in control.choices}:
            control.data, open_questions = None, True
        about = [("person", one.id) for one in people]
        centre = signed_in().unit_id
        if centre is not None:
            record_apart(tag=EventTag.PERSON_READ, by=signed_in(), at=now(), object=("unit", centre), concerning=about)
    return open_questions


def procedure_of(form: StartForm) -> str | None:
    """Return the procedure that was chosen, or offer those that its words find."""
    catalogue = current_catalogue()
    if form.chon.data in catalogue.by_code:
        return str(form.chon.data)
    words = (form.thu_tuc.data or "").strip()
    code = code_in(words)
    if code is not None:
        if code in catalogue.by_code:
            return code
        form.thu_tuc.errors = [in_words(ProcedureUnknownError(code), current_locale())]
        return None
    if not words:
        form.thu_tuc.errors = [gettext("Hãy ghi mã thủ tục hoặc từ khóa.")]
        return None
    found = [line.entry for line in catalogue.lines(words, most=LOOKED_THROUGH).lines]
    taken = [one for one in found if is_taken(one)][:MOST]
    if not taken:
        form.thu_tuc.errors = [gettext("Không tìm thấy thủ tục nào nhận được tại quầy. Hãy thử từ khác.")]
        return None
    form.chon.choices = [(one.record.code, f"{one.record.code} – {one.record.name}") for one in taken]
    return None


def is_taken(entry: Entry) -> bool:
    """Tell whether a procedure is received on paper here."""
    return not reasons_against(entry.opening, Channel.DIRECT)


def render_start(form: StartForm, **told: Any) -> str:
    """Draw the page."""
    return render_template(
        "officer/counter/start.html",
        form=form,
        certifies=certifies(reading(), signed_in()),
        communes=communes().values(),
        organisation=ORGANISATION,
        person=PERSON,
        **told,
    )
