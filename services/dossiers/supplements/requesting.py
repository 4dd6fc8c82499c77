"""A request for papers as it is made: the faults, the days to answer, the row that reports count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from services.audit.origin import is_seeding
from services.calendar.queries import work_calendar
from services.dossiers.act_errors import DaysToAnswerError, NothingFaultyError
from services.dossiers.deadlines import Limit, LimitUnit, due
from services.dossiers.kinds import FINE, ComponentMark, RequestStage
from services.dossiers.models import ComponentFile, Dossier, SupplementItem, SupplementRequest
from services.dossiers.supplements.rules import SupplementRule

LONGEST: Final = 180
"""Days that an applicant may be given where no text says how many."""


@dataclass(frozen=True, slots=True, repr=False)
class Asking:
    """What an officer says of a request besides the faults.

    Attributes:
        days: to answer; None where the law of the procedure gives them.
        words: what else the applicant should know. It asks for nothing: papers are asked for by marks alone.
        legal_basis: the article that wants these papers.
    """

    days: int | None
    words: str | None = None
    legal_basis: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Fault:
    """One thing that is wrong, of which component, and in which words."""

    component_no: int
    mark: ComponentMark
    words: str | None


def faults_of(rows: Sequence[ComponentFile]) -> list[Fault]:
    """Return every fault among what was handed in, whose marks are complete.

    Raises:
        NothingFaultyError: there is none.
    """
    return faulty([Fault(row.component_no, row.mark, row.remark) for row in rows if row.mark is not None])


def faulty(found: Sequence[Fault]) -> list[Fault]:
    """Return what is not as it should be among everything that was looked at.

    Raises:
        NothingFaultyError: all of it is.
    """
    wrong = [one for one in found if one.mark not in FINE]
    if not wrong:
        raise NothingFaultyError
    return wrong


def days_to_answer(asking: Asking, rule: SupplementRule) -> Limit:
    """Return how long the applicant has.

    Raises:
        DaysToAnswerError: no number of days was given where the officer sets them, or one that is not to be given.
    """
    if rule.deliver_within is not None:
        if asking.days is not None:
            raise DaysToAnswerError(rule.deliver_within.value)
        return rule.deliver_within
    if asking.days is None or not 1 <= asking.days <= LONGEST:
        raise DaysToAnswerError(LONGEST)
    return Limit(asking.days, LimitUnit.DAY)


def last_day(session: Session, limit: Limit, at: datetime) -> date:
    """Return the last day to answer, counted like any period (Civil Code Art. 147–148)."""
    return due(at, limit, work_calendar(session)).due_on


def ask(
    session: Session,
    dossier: Dossier,
    stage: RequestStage,
    faults: Sequence[Fault],
    limit: Limit,
    *,
    at: datetime,
    words: str | None = None,
    **facts: object,
) -> SupplementRequest:
    """Add the row of a request to a dossier that is locked, and note on the dossier that it was asked."""
    dossier.asked_rounds += 1
    dossier.answer_by = last_day(session, limit, at)
    request = SupplementRequest(
        data_key=dossier.data_key,
        dossier=dossier,
        number=dossier.asked_rounds,
        stage=stage,
        asked_at=at,
        answer_by=dossier.answer_by,
        words=words,
        seeded=is_seeding(session),
        **facts,
    )
    request.items = [
        SupplementItem(
            data_key=dossier.data_key,
            position=place,
            component_no=one.component_no,
            fault=one.mark,
            words=one.words,
        )
        for place, one in enumerate(faults)
    ]
    session.add(request)
    return request
