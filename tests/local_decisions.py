"""Decisions of the province: the least valid one of each aspect, and how to enter them."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.actor import SYSTEM
from services.catalogue.kinds import Aspect, Channel, LimitUnit, OnlineLevel
from services.catalogue.limits import Limit
from services.catalogue.models import Procedure
from services.catalogue.overlay.deciding import decide
from services.catalogue.overlay.decisions import Decision
from services.catalogue.overlay.models import LocalDecision
from services.dossiers.forms.library import forms_for
from tests.factories import FRIDAY

TODAY = FRIDAY.date()
SOURCE = "Quyết định 99/QĐ-MẪU ngày 20/11/2026"
VALUES: dict[Aspect, dict[str, Any]] = {
    Aspect.FILING: {"is_open": False, "note": "Nâng cấp hệ thống thử"},
    Aspect.UNITS: {"units": ("X01273.TT",)},
    Aspect.LIMIT: {"limit": Limit(LimitUnit.SAME_DAY, cutoff=time(15))},
    Aspect.FEE: {"fee": 5_000},
    Aspect.FORM: {"form": "generic/1"},
    Aspect.ONLINE_LEVEL: {"level": OnlineLevel.PARTIAL, "note": "Mang bản chính đến đối chiếu"},
}


def days(count: int) -> date:
    """A day counted from the Friday on which the tests play."""
    return TODAY + timedelta(days=count)


def a_decision(aspect: Aspect = Aspect.FILING, begins: int = 0, ends: int | None = None, **changes: Any) -> Decision:
    """A decision of an aspect, from a day to a day, both counted from that Friday."""
    said = {"valid_from": days(begins), "valid_until": None if ends is None else days(ends)}
    return Decision(aspect, **{"source": SOURCE, "confirmed": True} | said | VALUES[aspect] | changes)


def given_back(aspect: Aspect, begins: int = 0, **changes: Any) -> Decision:
    """A decision that gives a matter back to the catalogue."""
    return Decision(aspect, days(begins), SOURCE, confirmed=True, restores=True, **changes)


def a_limit(value: int, unit: LimitUnit = LimitUnit.WORKING_DAY, begins: int = 0, **place: Any) -> Decision:
    """A shorter limit; `place` may name the case and the channel."""
    limit = Limit(unit, value, case=place.get("case"), channel=place.get("channel"))
    return a_decision(Aspect.LIMIT, begins, limit=limit, **place)


def enter(session: Session, code: str, *decisions: Decision, by: Any = SYSTEM, at: Any = FRIDAY) -> LocalDecision:
    """Enter decisions one after the other, and return the last."""
    forms = [form.code for form in forms_for(code)]
    for one in decisions:
        row = decide(session, code, one, forms=forms, seen=newest(session, code), by=by, at=at)
    return row


def newest(session: Session, code: str) -> int:
    """The number of the newest decision about a procedure."""
    wanted = select(func.max(LocalDecision.number)).join(Procedure).where(Procedure.code == code)
    return session.scalar(wanted) or 0


ONLINE, DIRECT = Channel.ONLINE, Channel.DIRECT
