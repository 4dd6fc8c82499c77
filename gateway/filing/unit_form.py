"""The form of the first step: which unit decides, why another one than usual, and which case it is."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask_babel import gettext
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from gateway.fields import GatewayForm
from gateway.words import N_
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
