"""One dossier as its page tells it: what waits for the applicant, how it ended and why, when it is due and why then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import current_app, render_template, request
from flask_babel import gettext

from auth.guards import signed_in
from gateway.amended import amending_paper
from gateway.answers import Section, sections
from gateway.converters import FileDigest
from gateway.db import reading
from gateway.invented import invented
from gateway.jinja import date_vi, time_vi
from gateway.language import current_locale
from gateway.moved_deadlines import moved_deadline
from gateway.words import in_words
from gateway.words.calendar import explain
from gateway.words.desk import deed_in_words, doer_in_words
from services.audit.tags import EventTag
from services.calendar.steps import Step
from services.dossiers.desk.extending import FORMER, UNTIL
from services.dossiers.desk.refusing import WAY_ON, RefusalReason
from services.dossiers.desk.stopping import StopReason
from services.dossiers.forms.definitions import StepKind, SubjectOf
from services.dossiers.forms.library import definition
from services.dossiers.kinds import OPEN, WITH_RESULT, DeadlineKind, DossierState
from services.dossiers.models import Dossier, DossierDeadline, DossierTransition, Shipment
from services.dossiers.queries import DossierView
from services.dossiers.shipping.operators import operator_called
from services.dossiers.shipping.queries import shipments_of
from services.dossiers.supplements.queries import AskedPapers
from services.dossiers.workflow import Act, acts_open
from services.errors import DomainError
from services.results.applicant import ResultLine, is_recalled
from services.results.confirming import SILENCE
from services.results.steps import STEPS, ResultAct

ENDED_WITHOUT: Final = frozenset({DossierState.REFUSED, DossierState.WITHDRAWN, DossierState.STOPPED})
"""States in which a dossier is over and has no result."""

PROPOSED: Final = {
    DossierState.REFUSED: EventTag.DOSSIER_PROPOSE_REFUSAL,
    DossierState.STOPPED: EventTag.DOSSIER_PROPOSE_STOP,
}
"""The act whose words explain an end."""

TOLD: Final = frozenset(
    {
        EventTag.DOSSIER_SUBMIT,
        EventTag.DOSSIER_RECEIVE,
        EventTag.DOSSIER_TAKE_BACK_RECEIPT,
        EventTag.DOSSIER_APPROVE_REFUSAL,
        EventTag.DOSSIER_HAND_OVER,
        EventTag.DOSSIER_ARRIVE,
        EventTag.DOSSIER_TAKE,
        EventTag.DOSSIER_SET_DEADLINE,
        EventTag.DOSSIER_ASK_SUPPLEMENT,
        EventTag.DOSSIER_SUPPLEMENT,
        EventTag.DOSSIER_ACCEPT_SUPPLEMENT,
        EventTag.DOSSIER_ASK_PAYMENT,
        EventTag.DOSSIER_CONFIRM_PAYMENT,
        EventTag.DOSSIER_EXTEND,
        EventTag.DOSSIER_WITHDRAW,
        EventTag.DOSSIER_STOP,
        EventTag.DOSSIER_FINISH,
        EventTag.DOSSIER_SEND_RESULT,
        EventTag.DOSSIER_RESULT_NOT_DELIVERED,
        EventTag.DOSSIER_RETURN,
        EventTag.RESULT_ASK_CONFIRMATION,
        EventTag.RESULT_CONFIRM,
        EventTag.RESULT_OBJECT,
        EventTag.RESULT_FETCH_PERSONAL_NUMBER,
        EventTag.RESULT_SUBMIT,
        EventTag.RESULT_SIGN,
        EventTag.RESULT_SEAL,
        EventTag.RESULT_ISSUE,
        EventTag.RESULT_REPLACE,
        EventTag.RESULT_CORRECT,
        EventTag.RESULT_REVOKE,
    }
)
"""Acts that the timeline tells the applicant: what moved the dossier, not what officers weighed among themselves."""


WORK_ON_RESULTS: Final = frozenset(rule.tag for rule in STEPS.values())
"""Acts on a result; what becomes of an amended one is none of them (services/results/amending.py)."""


@dataclass(frozen=True, slots=True, repr=False)
class Ending:
    """Why a dossier ended without a result, in words. Personal data."""

    reason: str | None
    words: str | None
    legal_basis: str | None
    way_on: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Apology:
    """From which day to which the due date was moved, and why."""

    former: date
    until: date
    words: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One day of a derivation and what it was, as a row of a summary list."""

    key: str
    value: str


def render_dossier(
    view: DossierView,
    results: Sequence[ResultLine],
    papers: AskedPapers | None = None,
    *,
    refusal: DomainError | None = None,
) -> str:
    """Draw the page.

    Args:
        view: the dossier.
        results: its results, the newest first.
        papers: what is asked of the applicant, if anything is.
        refusal: why what was just tried was not done.
    """
    shown, locale = view.dossier.code or view.dossier.reference, current_locale()
    newest = results[0] if results else None
    return render_template(
        "citizen/dossier.html",
        view=view,
        shown=shown,
        papers_asked=papers,
        may_withdraw=Act.WITHDRAW in acts_open(view.dossier, signed_in()),
        shipments=shipments(view),
        asked=newest if newest and newest.answer_until else None,
        objected=newest if newest and newest.was_objected_to else None,
        issued=[one for one in results if one.is_issued],
        recalled=is_recalled(results),
        ending=ending(view),
        apology=apology(view),
        was_extended=any(one.act == EventTag.DOSSIER_EXTEND for one in view.history),
        events=events(view),
        due=due(view.dossier),
        derivation=derivation(view.deadline),
        declared=declared(view.dossier),
        address_of=FileDigest.of,
        check_address=check_address,
        refusal=in_words(refusal, locale) if refusal else None,
    )


def shipments(view: DossierView) -> list[tuple[Shipment, str]]:
    """Return the shipments that a dossier was in, the newest first, with the name of the operator of each."""
    found = shipments_of(reading(), view.dossier.id) if view.was_posted else ()
    return [(one, operator_called(one.operator).name) for one in found]


def declared(dossier: Dossier) -> list[tuple[str, list[Section]]]:
    """Return what was declared, step by step, in the form of the version it was filed under."""
    form, answers, locale = definition(dossier.form), dossier.answers or {}, current_locale()
    subject = SubjectOf.ORGANISATION if "organisation" in answers else SubjectOf.PERSON
    own = {"applicant": answers.get("applicant") or {}}
    return [
        (step.title.said(locale), sections(step, answers, subject, locale, locked=own))
        for step in form.steps
        if step.kind is StepKind.FIELDS
    ]


def events(view: DossierView) -> list[dict[str, Any]]:
    """Return what happened, the newest first, for the timeline."""
    locale = current_locale()
    found: list[dict[str, Any]] = [
        {
            "at": line.at,
            "title": title_of(line, locale),
            "by": doer_in_words(line.role, locale),
            "text": invented(line) or moved_deadline(line) or amending_paper(line),
        }
        for line in reversed(view.history)
        if is_told(line)
    ]
    return [dict(one, current=number == 0) for number, one in enumerate(found)]


def is_told(line: DossierTransition) -> bool:
    """Tell whether the timeline has a line. How an issued result is put right is told once it was, not on the way."""
    act = EventTag(line.act)
    on_the_way = line.from_state in WITH_RESULT and act in WORK_ON_RESULTS
    return act in TOLD and not on_the_way


def title_of(line: DossierTransition, locale: str) -> str:
    """Say what was done; a yes that nobody said, and the end of a refusal, are told as what they are."""
    act = EventTag(line.act)
    if act is EventTag.DOSSIER_APPROVE_REFUSAL:
        return in_words(DossierState.REFUSED, locale)
    if act is EventTag.RESULT_CONFIRM and line.reason == SILENCE:
        return in_words(ResultAct.LAPSE, locale)
    return deed_in_words(act, line.role, locale)


def due(dossier: Dossier) -> str | None:
    """Say when a dossier is due; an hour is told for limits in hours alone. While the clock stands, since when."""
    if dossier.paused_at is not None:
        return str(
            gettext(
                "Tạm dừng tính từ %(time)s ngày %(day)s. Căn cứ: %(basis)s",
                time=time_vi(dossier.paused_at),
                day=date_vi(dossier.paused_at),
                basis=dossier.pause_basis,
            )
        )
    if dossier.due_at is not None:
        return str(gettext("%(time)s ngày %(day)s", time=time_vi(dossier.due_at), day=date_vi(dossier.due_at)))
    if dossier.due_on is not None:
        return str(gettext("Trước khi hết giờ làm việc ngày %(day)s", day=date_vi(dossier.due_on)))
    return None


def derivation(deadline: DossierDeadline | None) -> list[Counted]:
    """Return day by day how a due date was counted."""
    steps = [Step.from_data(one) for one in deadline.derivation] if deadline else []
    return [Counted(date_vi(step.on), explain(step, current_locale())) for step in steps]


def ending(view: DossierView) -> Ending | None:
    """Say why a dossier ended without a result.

    A refusal at receipt and a stop are explained by whoever proposed it; their approval repeats the code alone.
    """
    if view.dossier.state not in ENDED_WITHOUT:
        return None
    last = [one for one in view.history if one.to_state is view.dossier.state][-1]
    proposal = PROPOSED.get(view.dossier.state)
    before = [one for one in view.history if one.act == proposal and one.at <= last.at]
    told = before[-1] if before else last
    coded = next((kind(told.reason) for kind in (RefusalReason, StopReason) if told.reason in set(kind)), None)
    return Ending(
        reason=in_words(coded, current_locale()) if coded else None,
        words=told.note,
        legal_basis=told.legal_basis,
        way_on=(told.details or {}).get(WAY_ON),
    )


def apology(view: DossierView) -> Apology | None:
    """Return the apology while the day it gave is the one that holds and the dossier is still open."""
    deadline = view.deadline
    if view.dossier.state not in OPEN or deadline is None or deadline.kind is not DeadlineKind.EXTENDED:
        return None
    line = next(one for one in reversed(view.history) if one.act == EventTag.DOSSIER_EXTEND)
    former, until = (date.fromisoformat((line.details or {})[name]) for name in (FORMER, UNTIL))
    return Apology(former, until, line.note or "")


def check_address(token: str) -> str | None:
    """Return where anybody may check a result, None where this deployment has no such page."""
    path = f"/kiem-tra/{token}"
    return path if current_app.url_map.bind(request.host).test(path, "GET") else None
