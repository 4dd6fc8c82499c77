"""What forms print, as JSON for their templates: stored facts, with labels in the papers' language."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gateway.words import in_words
from gateway.words.calendar import COUNTED, explain
from gateway.words.procedures import span_in_words
from services.audit.tags import EventTag
from services.calendar.province import province_time
from services.calendar.steps import Step
from services.catalogue.kinds import Channel
from services.dossiers.desk.extending import FORMER, UNTIL
from services.dossiers.desk.receiving import LOOKUP_SECRET
from services.dossiers.desk.refusing import WAY_ON
from services.dossiers.desk.stopping import StopReason
from services.dossiers.kinds import DeadlineKind, RequestStage
from services.dossiers.models import ComponentFile, DossierDeadline
from services.dossiers.printed import PrintedForm
from services.dossiers.supplements.rules import supplement_rule
from services.people.models import OfficerPost
from services.results.paper import place_of
from services.results.suggesting import address

LOCALE: Final = "vi"


def receipt(form: PrintedForm) -> dict[str, Any]:
    """Return the data of form 01."""
    dossier = form.dossier
    return common(form, "01") | {
        "secret": ((form.receipt.details if form.receipt else None) or {}).get(LOOKUP_SECRET),
        "components": [{"name": one.name, "answers": [_component(row) for row in one.rows]} for one in form.components],
        "filer": {"name": form.filer or "", "online": dossier.channel is Channel.ONLINE},
        "received_at": province_time(dossier.received_at or form.act.at).isoformat(),
        "issued_at": province_time(form.act.at).isoformat(),
        "anew": form.act.act != EventTag.DOSSIER_RECEIVE,
        "deadline": form.deadline and _deadline(form.deadline),
        "delivery": in_words(dossier.delivery_method, LOCALE),
        "seeded": dossier.seeded,
    }


def refusal(form: PrintedForm) -> dict[str, Any]:
    """Return the data of form 03, which names who approved it."""
    proposal = form.proposal
    return common(form, "03") | {
        "reason": (proposal.note if proposal else None) or form.act.note or "",
        "legal_basis": (proposal.legal_basis if proposal else None) or form.act.legal_basis,
        "way_on": ((proposal.details if proposal else None) or form.details).get(WAY_ON),
        "proposer": _officer(form.proposer),
        "approver": _officer(form.officer),
        "refused_at": province_time(form.act.at).isoformat(),
    }


def supplement(form: PrintedForm) -> dict[str, Any]:
    """Return the data of form 02: every fault, in words, and by when."""
    request = form.request
    if request is None:
        raise ValueError("form 02 is issued by a request")
    return common(form, "02") | {
        "times": request.number,
        "faults": [
            {"name": form.names[one.component_no], "fault": in_words(one.fault, LOCALE), "words": one.words}
            for one in request.items
        ],
        "answer_by": request.answer_by.isoformat(),
        "words": request.words,
        "legal_basis": request.legal_basis,
        "reason": request.reason,
        "clock": _standing_still(form) if request.stage is RequestStage.APPRAISAL else None,
        "proposer": _officer(form.proposer) if request.proposed_by_id else None,
        "sender": _officer(form.officer),
        "asked_at": province_time(form.act.at).isoformat(),
    }


def apology(form: PrintedForm) -> dict[str, Any]:
    """Return the data of form 04: from which day to which, why, on whose word."""
    return (
        common(form, "04")
        | _of_body(form)
        | {
            "former": form.details[FORMER],
            "until": form.details[UNTIL],
            "reason": form.act.note or "",
            "legal_basis": form.act.legal_basis,
            "received_at": province_time(form.dossier.received_at or form.act.at).isoformat(),
            "proposer": _officer(form.proposer),
            "approver": _officer(form.officer),
            "extended_at": province_time(form.act.at).isoformat(),
        }
    )


def stop(form: PrintedForm) -> dict[str, Any]:
    """Return the data of form 05: why, by which article, on whose word."""
    proposal, request = form.proposal, form.request
    reason = StopReason(form.act.reason or "")
    never = reason is StopReason.NOT_SUPPLEMENTED and request is not None
    return (
        common(form, "05")
        | _of_body(form)
        | {
            "reason": in_words(reason, LOCALE),
            "words": (proposal.note if proposal else None) or "",
            "legal_basis": form.act.legal_basis,
            "asked": {
                "on": province_time(request.asked_at).isoformat(),
                "answer_by": request.answer_by.isoformat(),
            }
            if never and request is not None
            else None,
            "proposer": _officer(form.proposer),
            "approver": _officer(form.officer),
            "stopped_at": province_time(form.act.at).isoformat(),
        }
    )


def withdrawal(form: PrintedForm) -> dict[str, Any]:
    """Return the data of what confirms a withdrawal."""
    return common(form, "withdrawal") | {
        "withdrawn_at": province_time(form.act.at).isoformat(),
        "words": form.act.note,
    }


def _of_body(form: PrintedForm) -> dict[str, Any]:
    """Return the head of a paper of the deciding body; of the centre, while that body does not have the dossier."""
    if form.dossier.arrived_at is None:
        return {}
    return {"unit": form.competent_unit.name, "above": None, "place": place_of(form.competent_unit)}


def _standing_still(form: PrintedForm) -> dict[str, str]:
    """Say since when the clock stands, by which article, and what becomes of it."""
    rule = supplement_rule(form.procedure_code)
    return {
        "since": province_time(form.act.at).isoformat(),
        "basis": rule.source,
        "afterwards": rule.afterwards.value,
    }


def title_of(number: str) -> str:
    """Return the title of a form, which the law may change."""
    return str(_forms()[number]["title"])


@cache
def _forms() -> dict[str, dict[str, str]]:
    text = (files("services.catalogue") / "data" / "paper_forms.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


def common(form: PrintedForm, number: str) -> dict[str, Any]:
    """Return what every form of the one-stop says."""
    snapshot, dossier = form.snapshot, form.dossier
    residence = snapshot.get("residence") or snapshot.get("address")
    return {
        "title": title_of(number),
        "mark": _forms()[number]["mark"],
        "unit": form.receipt_unit.name,
        "above": form.above.name if form.above else None,
        "place": place_of(form.receipt_unit),
        "competent_unit": form.competent_unit.name,
        "dossier_code": dossier.code,
        "reference": dossier.reference,
        "procedure": {"code": form.procedure_code, "name": form.procedure_name},
        "case": dossier.case_title,
        "applicant": {
            "name": form.applicant or "",
            "address": residence if isinstance(residence, str) else address(residence),
            "phone": snapshot.get("phone"),
            "email": snapshot.get("email"),
        },
        "submitted_at": province_time(dossier.submitted_at).isoformat(),
        "officer": _officer(form.officer),
    }


def _component(row: ComponentFile) -> dict[str, Any]:
    return {
        "answer": in_words(row.answer, LOCALE),
        "mark": in_words(row.mark, LOCALE) if row.mark else None,
        "originals": row.originals,
        "copies": row.copies,
    }


def _deadline(deadline: DossierDeadline) -> dict[str, Any]:
    steps = [Step.from_data(one) for one in deadline.derivation]
    unit = deadline.limit_unit
    return {
        "due_on": deadline.due_on.isoformat(),
        "due_at": province_time(deadline.due_at).isoformat() if deadline.due_at else None,
        "confirmed": deadline.confirmed,
        "limit": span_in_words(unit, deadline.limit_value, deadline.cutoff, LOCALE) if unit else None,
        "by_hand": deadline.kind is DeadlineKind.SET_BY_HAND,
        "why": [
            {"on": step.on.isoformat(), "says": explain(step, LOCALE)} for step in steps if step.kind not in COUNTED
        ],
        "note": deadline.note,
    }


def _officer(post: OfficerPost | None) -> dict[str, Any] | None:
    return {"name": post.person.name, "title": post.title} if post else None
