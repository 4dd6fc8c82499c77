"""The form that begins at the counter: who stands there, for whom, how it came, and which procedure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask_babel import gettext
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice

from gateway.answers import day
from gateway.fields import REQUIRED, DayField, GatewayForm, hour_of
from gateway.filing.questions import PartialDayField
from gateway.words import N_
from services.calendar.province import instant_of
from services.dossiers.counter.arriving import Parcel
from services.dossiers.counter.beginning import AtCounter, OnBehalf, Standing
from services.dossiers.counter.errors import (
    MatterOfTwoError,
    ParcelDatesError,
    ParcelIncompleteError,
    SamePersonError,
)
from services.dossiers.forms import typed
from services.dossiers.forms.communes import commune_code, commune_in
from services.dossiers.forms.definitions import Bound, Field, FieldKind, Text
from services.errors import DomainError
from services.people.cards import Card
from services.people.directory import Known
from services.people.errors import (
    CardUnreadableError,
    IdentityNumberUnusableError,
    NumberKnownError,
    OrganisationIncompleteError,
    PersonNameMissingError,
    PersonNotOfNumberError,
)
from services.people.meeting import Met, MetOrganisation, Undecided
from services.people.models import Person

SELF, ORGANISATION, PERSON = "nguoi_nop", "to_chuc", "nguoi_khac"
COUNTER, POST = "quay", "buu_chinh"
ANOTHER: Final = "khac"
BIRTH: Final = Field(code="birth", kind=FieldKind.PARTIAL_DATE, label=Text("", ""), bound=Bound.PAST)
"""How a birthday is judged everywhere: a year alone is enough."""


class StartForm(GatewayForm):
    """What is typed, or comes from a card; the domain judges it. Names with `k_` are of whom it is handed in for."""

    khoa = HiddenField()
    the = StringField(
        N_("Dữ liệu đọc từ thẻ"),
        description=N_("Đặt con trỏ ở đây rồi quét mã QR trên thẻ căn cước; không có thẻ thì nhập tay bên dưới."),
    )
    so = StringField(N_("Số định danh cá nhân"), description=N_("12 chữ số; người chưa có thì để trống."))
    ten = StringField(N_("Họ, chữ đệm, tên"))
    sinh = PartialDayField(N_("Ngày sinh"), description=N_("Chỉ nhớ năm thì chỉ ghi năm."))
    gioi = RadioField(
        N_("Giới tính"), choices=[SelectChoice("M", N_("Nam")), SelectChoice("F", N_("Nữ"))], validate_choice=False
    )
    xa = StringField(N_("Xã, phường trong tỉnh"), description=N_("Tên cũ cũng được; ở tỉnh khác thì để trống."))
    o = StringField(N_("Nơi cư trú: số nhà, đường, tổ, xóm"))
    dt = StringField(N_("Điện thoại"), description=N_("Không có thì để trống."))
    la = RadioField(N_("Số này đã có trong hệ thống. Người đứng trước bạn là ai?"), validate_choice=False)

    cua = RadioField(
        N_("Hồ sơ của ai?"),
        choices=[
            SelectChoice(SELF, N_("Của người nộp")),
            SelectChoice(ORGANISATION, N_("Của tổ chức mà người nộp đại diện"), {"class": "opens-1"}),
            SelectChoice(PERSON, N_("Của người khác"), {"class": "opens-2"}),
        ],
        default=SELF,
        validate_choice=False,
    )
    tc_ten = StringField(N_("Tên tổ chức"))
    tc_ma = StringField(N_("Mã số thuế"))
    tc_tru_so = StringField(N_("Trụ sở"))
    tc_chuc_vu = StringField(N_("Chức vụ của người nộp"))
    k_quyen = RadioField(
        N_("Người nộp thay với tư cách gì?"),
        choices=[
            SelectChoice(Standing.AUTHORISED.value, N_("Được ủy quyền")),
            SelectChoice(Standing.GUARDIAN.value, N_("Là cha, mẹ hoặc người giám hộ")),
        ],
        default=Standing.AUTHORISED.value,
        validate_choice=False,
    )
    k_so = StringField(N_("Số định danh của người có hồ sơ"), description=N_("12 chữ số; người chưa có thì để trống."))
    k_ten = StringField(N_("Họ, chữ đệm, tên của người có hồ sơ"))
    k_sinh = PartialDayField(N_("Ngày sinh của người có hồ sơ"), description=N_("Chỉ nhớ năm thì chỉ ghi năm."))
    k_xa = StringField(N_("Xã, phường của người có hồ sơ"))
    k_o = StringField(N_("Nơi cư trú của người có hồ sơ"))
    k_la = RadioField(N_("Số này đã có trong hệ thống. Hồ sơ của ai?"), validate_choice=False)

    kenh = RadioField(
        N_("Giấy tờ đến bằng cách nào?"),
        choices=[
            SelectChoice(COUNTER, N_("Người nộp mang đến quầy")),
            SelectChoice(POST, N_("Qua bưu chính công ích"), {"class": "opens-3"}),
        ],
        default=COUNTER,
        validate_choice=False,
    )
    buu_so = StringField(N_("Số hiệu bưu gửi"))
    buu_gui = DayField(N_("Ngày gửi theo dấu bưu điện"))
    buu_giao = DayField(
        N_("Ngày bưu điện bàn giao"),
        description=N_("Theo biên bản bàn giao; hồ sơ được coi là nộp, và thời hạn tính, từ ngày giờ này."),
    )
    buu_gio = StringField(N_("Giờ bưu điện bàn giao"), description=N_("Theo biên bản bàn giao, ví dụ 9:15."))

    thu_tuc = StringField(N_("Thủ tục"), description=N_("Mã thủ tục, ví dụ 2.000908, hoặc từ khóa như: khai sinh."))
    chon = RadioField(N_("Chọn thủ tục"), validate_choice=False)

    PLACES: Final[Mapping[type[DomainError], str]] = {
        CardUnreadableError: "the",
        IdentityNumberUnusableError: "so",
        PersonNameMissingError: "ten",
        NumberKnownError: "la",
        PersonNotOfNumberError: "la",
        OrganisationIncompleteError: "tc_ten",
        MatterOfTwoError: "cua",
        SamePersonError: "cua",
        ParcelIncompleteError: "buu_so",
        ParcelDatesError: "buu_giao",
    }
    """At which control a refusal stands; the procedure's are at the procedure."""

    def take_card(self, card: Card) -> None:
        """Put what a card says into the controls, where it can be looked at and mended."""
        self.the.data = ""
        self.so.data, self.ten.data, self.gioi.data = card.number, card.name, card.sex
        self.sinh.process(None, card.birth)
        self.o.data, self.xa.data = card.residence, commune_in(card.residence) or self.xa.data
        self.la.data = None

    def offer_people(self, control: RadioField, people: Sequence[Person]) -> None:
        """Let the receiver say who is meant among those known by the number."""
        known = [SelectChoice(str(one.id), _called(one)) for one in people]
        control.choices = [*known, SelectChoice(ANOTHER, gettext("Người khác"))]

    def refuse(self, error: DomainError, sentence: str) -> None:
        """Note a refusal at its control."""
        control = self[self.PLACES.get(type(error), "thu_tuc")]
        control.errors = [*control.errors, sentence]

    def came(self, today: date) -> AtCounter:
        """Return what was said.

        Raises:
            AtControlError: what was typed in a control cannot be used.
        """
        filer = self._met("", phone=True, today=today)
        organisation = of_person = None
        if self.cua.data == ORGANISATION:
            organisation = MetOrganisation(
                name=_tidy(self.tc_ten),
                tax_code=_tidy(self.tc_ma),
                address=_tidy(self.tc_tru_so),
                representative_title=_tidy(self.tc_chuc_vu) or None,
            )
        elif self.cua.data == PERSON:
            standing = Standing.GUARDIAN if self.k_quyen.data == Standing.GUARDIAN else Standing.AUTHORISED
            of_person = OnBehalf(self._met("k_", phone=False, today=today), standing)
        return AtCounter(filer=filer, organisation=organisation, of_person=of_person, parcel=self._parcel())

    def _met(self, prefix: str, *, phone: bool, today: date) -> Met:
        said = {
            "citizen_id": _tidy(self[f"{prefix}so"]) or None,
            "name": _tidy(self[f"{prefix}ten"]) or None,
            "birth": self._birth(f"{prefix}sinh", today),
            "commune": self._commune(f"{prefix}xa"),
            "residence": _tidy(self[f"{prefix}o"]) or None,
        }
        if not prefix:
            said["sex"] = self.gioi.data if self.gioi.data in {"M", "F"} else None
        if phone:
            said["phone"] = _tidy(self.dt) or None
        return Met(known=Known(**said), meant=_meant(self[f"{prefix}la"].data))

    def _birth(self, name: str, today: date) -> str | None:
        boxes = self[name].typed
        written = "/".join(boxes[part] or "?" for part, _ in DayField.PARTS).lstrip("?/")
        if not any(boxes.values()):
            return None
        return str(self._judged(name, lambda: typed.day(BIRTH, written, today)))

    def _commune(self, name: str) -> str | None:
        written = _tidy(self[name])
        return str(self._judged(name, lambda: commune_code(written))) if written else None

    def _judged(self, name: str, judge: Any) -> Any:
        try:
            return judge()
        except DomainError as error:
            raise AtControlError(name, error) from None

    def _parcel(self) -> Parcel | None:
        if self.kenh.data != POST:
            return None
        for control in (self.buu_gui, self.buu_giao):
            if control.data is None:
                control.errors = [*control.process_errors] or [gettext(REQUIRED)]
        clock = hour_of(self.buu_gio.data)
        if clock is None:
            self.buu_gio.errors = [gettext("Hãy ghi giờ từ 0:00 đến 23:59, ví dụ 9:15.")]
        if self.buu_gui.data is None or self.buu_giao.data is None or clock is None:
            raise AtControlError(next(one.name for one in self._of_parcel() if one.errors), None)
        return Parcel(_tidy(self.buu_so), self.buu_gui.data, instant_of(self.buu_giao.data, clock))

    def _of_parcel(self) -> tuple[Any, ...]:
        return self.buu_gui, self.buu_giao, self.buu_gio


class AtControlError(Exception):
    """What was typed in one control cannot be used; `error` is None where the control says so itself."""

    def __init__(self, control: str, error: DomainError | None) -> None:
        super().__init__(control)
        self.control, self.error = control, error


def _meant(chosen: str | None) -> UUID | Undecided:
    if chosen == ANOTHER:
        return Undecided.ANOTHER
    try:
        return UUID(chosen or "")
    except ValueError:
        return Undecided.NOT_ASKED


def _called(person: Person) -> str:
    return ", ".join(part for part in (person.name or gettext("Không ghi tên"), day(person.birth or "")) if part)


def _tidy(control: Any) -> str:
    return typed.tidied(control.data or "")
