"""The form of the first step: which unit decides, why another one than usual, and which case it is."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from gateway.fields import GatewayForm
from gateway.words import N_
from services.calendar.hours import OfficeHours
from services.dossiers.competence import UnitOffer
from services.dossiers.errors import (
    CaseMissingError,
    CaseUnknownError,
    UnitMissingError,
    UnitNotCompetentError,
    UnitReasonMissingError,
    UnitTakesNoFilingError,
)
from services.errors import DomainError

WEEKDAYS: Final = {
    1: N_("Thứ Hai"),
    2: N_("Thứ Ba"),
    3: N_("Thứ Tư"),
    4: N_("Thứ Năm"),
    5: N_("Thứ Sáu"),
    6: N_("Thứ Bảy"),
    7: N_("Chủ nhật"),
}


class UnitForm(GatewayForm):
    """What is chosen; the domain judges it."""

    co_quan = SelectField(N_("Chọn cơ quan giải quyết"), [InputRequired()], validate_choice=False)
    ly_do = TextAreaField(
        N_("Lý do chọn cơ quan khác"),
        description=N_("Chỉ ghi khi bạn chọn cơ quan khác nơi cư trú hoặc trụ sở của mình."),
    )
    truong_hop = RadioField(N_("Hồ sơ của bạn thuộc trường hợp nào?"), [InputRequired()], validate_choice=False)

    PLACES: Final[Mapping[type[DomainError], str]] = {
        UnitMissingError: "co_quan",
        UnitNotCompetentError: "co_quan",
        UnitTakesNoFilingError: "co_quan",
        UnitReasonMissingError: "ly_do",
        CaseMissingError: "truong_hop",
        CaseUnknownError: "truong_hop",
    }
    """At which control a refusal stands."""

    def offer(self, units: Sequence[UnitOffer], cases: Sequence[str]) -> None:
        """Say what can be chosen."""
        choices = [SelectChoice(one.code, _called(one)) for one in units]
        if not any(one.code == self.co_quan.data for one in units):
            choices.insert(0, SelectChoice("", gettext("Chọn cơ quan")))
        self.co_quan.choices = choices
        if cases:
            self.truong_hop.choices = [SelectChoice(one, one) for one in cases]
        else:
            del self.truong_hop

    def refuse(self, error: DomainError, sentence: str) -> None:
        """Note a refusal at its control."""
        control = self[self.PLACES[type(error)]]
        control.errors = [*control.errors, sentence]


def _called(unit: UnitOffer) -> str:
    return unit.name if unit.has_officers else gettext("%(name)s (chưa nhận hồ sơ trực tuyến)", name=unit.name)


def hours_in_words(hours: OfficeHours) -> list[str]:
    """Return the hours of an office: a line for each run of weekdays that have the same."""
    by_day = {day: _windows(hours, day) for day in WEEKDAYS}
    found: list[tuple[int, int, str]] = []
    for day, said in by_day.items():
        if not said:
            continue
        if found and found[-1][1] == day - 1 and found[-1][2] == said:
            found[-1] = (found[-1][0], day, said)
        else:
            found.append((day, day, said))
    return [_line(first, last, said) for first, last, said in found]


def _windows(hours: OfficeHours, weekday: int) -> str:
    windows = sorted(one for one in hours.windows if one.weekday == weekday)
    return ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in windows)


def _line(first: int, last: int, said: str) -> str:
    if first == last:
        return f"{gettext(WEEKDAYS[first])}: {said}"
    days = gettext("%(first)s đến %(last)s", first=gettext(WEEKDAYS[first]), last=gettext(WEEKDAYS[last]).lower())
    return f"{days}: {said}"
