"""Whether a decision may be entered. Pure: what is known already comes in as values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.catalogue.kinds import Aspect, Channel, LimitUnit, OnlineLevel
from services.catalogue.limits import (
    EffectiveLimit,
    Limit,
    ReviewedLimits,
    decided_cases,
    effective_limit,
    is_longer,
)
from services.catalogue.overlay.decisions import Decision, Entered, holding, turning_days
from services.catalogue.overlay.errors import (
    BeginsInThePastError,
    CaseNotOfProcedureError,
    DecisionPlannedError,
    DecisionTooLongError,
    EndsBeforeItBeginsError,
    FeeValueError,
    FormNotOfProcedureError,
    LimitLongerError,
    LimitNotComparableError,
    LimitValueError,
    NoOneStopCentreError,
    NothingChangesError,
    OnlineLongerError,
    ReasonMissingError,
    SourceMissingError,
    UnitsMissingError,
    ValueMissingError,
)
from services.catalogue.overlay.rule import rule_of
from services.catalogue.records import ProcedureRecord

LONGEST_SOURCE: Final = 300
LONGEST_NOTE: Final = 500
HIGHEST_FEE: Final = 2_000_000_000
LONGEST_LIMIT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Around:
    """What a decision is judged by.

    Attributes:
        record: of the version in force.
        review: its reviewed limits.
        entered: what was decided before, withdrawn decisions included.
        forms: codes of the forms that the procedure can be filed with.
        centres: codes of the one-stop centres in existence.
        today: the province's day.
    """

    record: ProcedureRecord
    review: ReviewedLimits | None
    entered: Sequence[Entered]
    forms: Collection[str]
    centres: Collection[str]
    today: date

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases for which something of its own can be decided."""
        own = [case.title for case in self.record.cases if case.title]
        return tuple(dict.fromkeys((*own, *decided_cases(self.review))))

    @property
    def last(self) -> int:
        """The number of the newest decision, 0 before the first."""
        return max((one.number for one in self.entered), default=0)


def check(one: Decision, around: Around) -> None:
    """Refuse a decision that the law, the catalogue or what was decided before forbids.

    Raises:
        InvalidInputError: a class of `services.catalogue.overlay.errors` for each reason.
        ConflictError: likewise.
    """
    _check_days(one, around)
    _check_texts(one)
    if one.case is not None and one.case not in around.cases:
        raise CaseNotOfProcedureError
    if not one.restores:
        _check_value(one, around)
    _check_news(one, around)
    if one.aspect is Aspect.LIMIT:
        _check_limits(one, around)


def _check_days(one: Decision, around: Around) -> None:
    if one.valid_from < around.today:
        raise BeginsInThePastError(around.today)
    if one.valid_until is not None and one.valid_until <= one.valid_from:
        raise EndsBeforeItBeginsError


def _check_texts(one: Decision) -> None:
    if not one.source:
        raise SourceMissingError
    for text, most in ((one.source, LONGEST_SOURCE), (one.note or "", LONGEST_NOTE)):
        if len(text) > most:
            raise DecisionTooLongError(most)
    if not one.note and (one.is_open is False or one.level is OnlineLevel.PARTIAL):
        raise ReasonMissingError


def _check_value(one: Decision, around: Around) -> None:
    match one.aspect:
        case Aspect.FILING if one.is_open is None:
            raise ValueMissingError
        case Aspect.ONLINE_LEVEL if one.level is None:
            raise ValueMissingError
        case Aspect.FORM if one.form not in around.forms:
            raise FormNotOfProcedureError
        case Aspect.FEE if one.fee is None or not 0 <= one.fee <= HIGHEST_FEE:
            raise FeeValueError(HIGHEST_FEE)
        case Aspect.LIMIT if one.limit is None or not _countable(one.limit):
            raise LimitValueError
        case Aspect.UNITS if not one.units:
            raise UnitsMissingError
        case Aspect.UNITS if not set(one.units) <= set(around.centres):
            raise NoOneStopCentreError


def _countable(limit: Limit) -> bool:
    if limit.unit is LimitUnit.SAME_DAY:
        return limit.cutoff is not None and limit.value is None
    return limit.cutoff is None and limit.value is not None and 1 <= limit.value <= LONGEST_LIMIT


def _check_news(one: Decision, around: Around) -> None:
    same_day = [
        other.decision
        for other in around.entered
        if other.stands and other.decision.matter == one.matter and other.decision.valid_from == one.valid_from
    ]
    if same_day and one.valid_from > around.today:
        raise DecisionPlannedError(one.valid_from)
    present = holding(around.entered, one.valid_from).get(one.matter)
    if present is None and one.restores:
        raise NothingChangesError
    if present is not None and not one.restores:
        held = present.decision
        if (held.says, held.valid_until, held.source, held.confirmed) == (
            one.says,
            one.valid_until,
            one.source,
            one.confirmed,
        ):
            raise NothingChangesError


def _check_limits(one: Decision, around: Around) -> None:
    """Compare with the catalogue; and online with the other channels, on every day on which something turns."""
    if one.limit is not None:
        _refuse_longer(one, effective_limit(around.record, around.review, case=one.case, channel=one.channel))
    after = [*around.entered, Entered(around.last + 1, one)]
    for day in (one.valid_from, *turning_days(after, one.valid_from)):
        local = rule_of(after, day).shorter
        for case in (None, *around.cases):
            online, *others = (
                effective_limit(around.record, around.review, case=case, channel=channel, local=local).limit
                for channel in (Channel.ONLINE, Channel.DIRECT, Channel.POSTAL)
            )
            if one.channel is Channel.ONLINE and one.case in {None, case} and one.covers(day):
                online = one.limit or online  # as it is said: what holds is never longer than the others'
            if online is not None and any(other and is_longer(online, other) is not False for other in others):
                raise OnlineLongerError


def _refuse_longer(one: Decision, known: EffectiveLimit) -> None:
    if one.limit is None or known.limit is None:
        return
    longer = is_longer(one.limit, known.limit)
    if longer is None:
        raise LimitNotComparableError(one.case, one.channel)
    if longer:
        raise LimitLongerError(one.case, one.channel)
