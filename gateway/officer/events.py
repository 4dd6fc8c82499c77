"""The history of a dossier for its officers: who did what, and what they wrote."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext

from gateway.amended import amending_paper
from gateway.invented import invented
from gateway.moved_deadlines import moved_deadline
from gateway.officer.forms import chosen
from gateway.words import in_words
from gateway.words.desk import deed_in_words, doer_in_words
from services.audit.tags import EventTag
from services.dossiers.desk import Recipient, RefusalReason, StopReason
from services.dossiers.desk.page import DeskLine
from services.dossiers.desk.posting import NUMBER
from services.dossiers.models import DossierTransition
from services.dossiers.shipping.kinds import UndeliveredReason
from services.results.kinds import Amendment
from services.results.printing import TIME


def timeline(history: Sequence[DeskLine], locale: str) -> list[dict[str, Any]]:
    """Return what happened, the newest first, for templates/components/timeline.html."""
    found = [_event(line, locale) for line in reversed(history)]
    return [dict(one, current=number == 0) for number, one in enumerate(found)]


def _event(line: DeskLine, locale: str) -> dict[str, Any]:
    officer = line.officer
    role = doer_in_words(line.transition.role, locale)
    return {
        "at": line.transition.at,
        "title": deed_in_words(line.transition.act, line.transition.role, locale),
        "by": f"{officer.name}, {officer.title}" if officer else role,
        "text": ". ".join(_told(line, locale)),
    }


def _told_of_result(one: DossierTransition, locale: str) -> Iterator[str]:
    """Say how an issued result is put right, by which paper it was, and which print of it was made."""
    details = one.details or {}
    if (amendment := chosen(Amendment, one.reason)) is not None:
        yield in_words(amendment, locale)
    if (paper := amending_paper(one)) is not None:
        yield paper
    if one.act == EventTag.RESULT_PRINT and TIME in details:
        yield gettext("Lần in thứ %(time)s", time=details[TIME])


def _told_of_post(one: DossierTransition, locale: str) -> Iterator[str]:
    """Say in which postal item a result went, and why it was not delivered."""
    if one.act in {EventTag.DOSSIER_SEND_RESULT, EventTag.DOSSIER_RESULT_NOT_DELIVERED}:
        if (reason := chosen(UndeliveredReason, one.reason)) is not None:
            yield in_words(reason, locale)
        yield gettext("Số hiệu bưu gửi: %(number)s", number=(one.details or {})[NUMBER])


def _told(line: DeskLine, locale: str) -> Iterator[str]:
    """Say what the act left: the reason, what was written, whether it was late, who took the result."""
    one, details = line.transition, line.transition.details or {}
    if (reason := chosen(RefusalReason, one.reason) or chosen(StopReason, one.reason)) is not None:
        yield in_words(reason, locale)
    if one.act == EventTag.DOSSIER_TAKE_BACK_RECEIPT and "code" in details:
        yield gettext("Mã số %(code)s không dùng lại", code=details["code"])
    if (said := invented(one)) is not None:
        yield said
    if (moved := moved_deadline(one)) is not None:
        yield moved
    yield from _told_of_result(one, locale)
    yield from _told_of_post(one, locale)
    if one.note:
        yield one.note
    if details.get("late"):
        yield gettext("Chuyển muộn so với quy định")
    if "name" in details and (to := chosen(Recipient, details.get("to"))) is not None:
        yield gettext(
            "%(to)s: %(name)s; đã xuất trình: %(proof)s",
            to=in_words(to, locale),
            name=details["name"],
            proof=details["proof"],
        )
        if details["originals"]:
            yield gettext("Bản chính đã trả: %(papers)s", papers="; ".join(details["originals"]))
