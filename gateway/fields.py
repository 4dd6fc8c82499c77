"""Forms: the base of every form, what its fields tell the page, and what WTForms itself says, in our words.

Labels, hints, choices and messages are written in Vietnamese where the form is declared, marked with `N_`; the macros
of templates/components/fields.html translate them when they are shown. WTForms has no Vietnamese of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.utils import UnsetValue, unset_value
from wtforms.validators import StopValidation

from gateway.language import current_locale
from gateway.words import N_, catalogue

REQUIRED = N_("Bạn chưa điền mục này.")
NOT_OFFERED = N_("Hãy chọn một trong các mục có sẵn.")
NOT_A_NUMBER = N_("Hãy nhập một số, chỉ gồm các chữ số.")

MESSAGES = {
    "This field is required.": REQUIRED,
    "Invalid input.": N_("Nội dung chưa đúng dạng cần điền."),
    "Invalid email address.": N_("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@vidu.vn."),
    "Invalid URL.": N_("Địa chỉ trang chưa đúng, ví dụ đúng: https://vidu.vn."),
    "Invalid UUID.": NOT_OFFERED,
    "Invalid value, must be one of: %(values)s.": NOT_OFFERED,
    "Invalid value, can't be any of: %(values)s.": N_("Giá trị này không dùng được, hãy nhập giá trị khác."),
    "Not a valid choice.": NOT_OFFERED,
    "Invalid Choice: could not coerce.": NOT_OFFERED,
    "Invalid choice(s): one or more data inputs could not be coerced.": NOT_OFFERED,
    "'%(value)s' is not a valid choice for this field.": NOT_OFFERED,
    "'%(value)s' are not valid choices for this field.": NOT_OFFERED,
    "Not a valid integer value.": NOT_A_NUMBER,
    "Not a valid decimal value.": NOT_A_NUMBER,
    "Not a valid float value.": NOT_A_NUMBER,
    "Not a valid date value.": N_("Ngày chưa đúng, ví dụ đúng: 24/11/2026."),
    "Not a valid time value.": N_("Giờ chưa đúng, ví dụ đúng: 17:30."),
    "Not a valid datetime value.": N_("Ngày giờ chưa đúng, ví dụ đúng: 24/11/2026 17:30."),
    "Number must be at least %(min)s.": N_("Số phải từ %(min)s trở lên."),
    "Number must be at most %(max)s.": N_("Số không được lớn hơn %(max)s."),
    "Number must be between %(min)s and %(max)s.": N_("Số phải từ %(min)s đến %(max)s."),
    "Field must be equal to %(other_name)s.": N_("Nội dung phải giống mục “%(other_label)s”."),
    "Field must be at least %(min)d character long.": N_("Hãy nhập ít nhất %(min)d ký tự."),
    "Field must be at least %(min)d characters long.": N_("Hãy nhập ít nhất %(min)d ký tự."),
    "Field cannot be longer than %(max)d character.": N_("Nội dung dài quá %(max)d ký tự, hãy rút ngắn."),
    "Field cannot be longer than %(max)d characters.": N_("Nội dung dài quá %(max)d ký tự, hãy rút ngắn."),
    "Field must be exactly %(max)d character long.": N_("Hãy nhập đúng %(max)d ký tự."),
    "Field must be exactly %(max)d characters long.": N_("Hãy nhập đúng %(max)d ký tự."),
    "Field must be between %(min)d and %(max)d characters long.": N_("Hãy nhập từ %(min)d đến %(max)d ký tự."),
    "File does not have an approved extension: {extensions}": N_(
        "Loại tệp này không nhận. Các loại nhận: {extensions}."
    ),
    "File must be between {min_size} and {max_size} bytes.": N_("Tệp phải có từ {min_size} đến {max_size} byte."),
}
"""What the validators and fields of WTForms say, and what we say instead."""


class OurMessages:
    """The translations object of every form: WTForms asks it for its own English sentences."""

    @staticmethod
    def gettext(sentence: str) -> str:
        """Return our sentence in the language of the request; a sentence we do not know comes back as it is."""
        known = MESSAGES.get(sentence)
        return catalogue(current_locale()).gettext(known) if known else sentence

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return our sentence for a number; Vietnamese has one form for all of them."""
        return self.gettext(singular if n == 1 else plural)


class GatewayForm(FlaskForm):
    """The base of every form."""

    class Meta(FlaskForm.Meta):
        """How WTForms treats our forms."""

        def get_translations(self, form: Any) -> OurMessages:  # noqa: ARG002 - WTForms passes it
            """Return who words the messages."""
            return OurMessages()


class DayField(Field):
    """A day in three boxes, as people here write it: day, month, year. `data` is a date, or None when empty."""

    PARTS = (("ngay", N_("Ngày")), ("thang", N_("Tháng")), ("nam", N_("Năm")))
    data: date | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed = {part: "" for part, _ in self.PARTS}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was typed out of three inputs named `<name>-ngay`, `-thang` and `-nam`."""
        super().process(None, data, extra_filters)
        if formdata is None:
            self.typed = self.parts_of(self.data)
            return
        self.typed = {part: (formdata.get(f"{self.name}-{part}") or "").strip() for part, _ in self.PARTS}
        self.raw_data = [text for text in self.typed.values() if text]
        self.data = None
        if not self.raw_data:
            return
        try:
            self.data = self.day_of(self.typed)
        except ValueError as error:
            self.process_errors.append(str(error))

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms passes it
        """A day that cannot be read keeps its own message, instead of "not filled in"."""
        if self.process_errors:
            raise StopValidation

    def parts_of(self, day: date | UnsetValue | None) -> dict[str, str]:
        """Write a day into the boxes."""
        if not isinstance(day, date):
            return {part: "" for part, _ in self.PARTS}
        return {"ngay": str(day.day), "thang": str(day.month), "nam": str(day.year)}

    @staticmethod
    def day_of(typed: dict[str, str]) -> date:
        """Read the boxes.

        Raises:
            ValueError: with the sentence that says which box is wrong.
        """
        missing = [label for part, label in DayField.PARTS if not typed[part]]
        if missing:
            raise ValueError(gettext("Còn thiếu: %(parts)s.", parts=", ".join(gettext(p).lower() for p in missing)))
        if not all(text.isascii() and text.isdigit() for text in typed.values()) or len(typed["nam"]) != 4:  # noqa: PLR2004 - digits of a year
            raise ValueError(gettext("Hãy ghi ngày bằng chữ số, năm đủ bốn chữ số, ví dụ 24 11 2026."))
        try:
            return date(int(typed["nam"]), int(typed["thang"]), int(typed["ngay"]))
        except (ValueError, OverflowError):
            raise ValueError(gettext("Không có ngày này trong lịch.")) from None


CLOCK: Final = re.compile(r"([0-9]{1,2})(?:[:.hg]([0-9]{2})?)?", re.IGNORECASE)
"""`9:15`, `09.15`, `9h15`, `9h`, `9`."""


def hour_of(text: Any) -> time | None:
    """Return an hour of the day as people type it, or None if it is none."""
    found = CLOCK.fullmatch(str(text or "").strip())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary. `control` and `label` are None where the form as a whole is wrong."""

    control: str | None
    label: str | None
    message: str


def faults(form: Any) -> list[Fault]:
    """Return every error of a form in the order of its fields, nested ones included."""
    whole = [Fault(None, None, translated(message)) for message in form.form_errors]
    return whole + [fault for field in form for fault in faults_of(field)]


def faults_of(field: Any) -> Iterator[Fault]:
    """Walk one field, or the fields inside it."""
    if hasattr(field, "entries") or hasattr(field, "form"):
        for inner in field.entries if hasattr(field, "entries") else field.form:
            yield from faults_of(inner)
    own = field.errors if isinstance(field.errors, (list, tuple)) else ()
    for message in own:
        if isinstance(message, str):
            yield Fault(first_control(field), full_label(field), translated(message))


def full_label(field: Any) -> str:
    """Return what a control is called where its group does not stand around it: `Cha: Ngày sinh`.

    A control in a group carries the group's name as `within`.
    """
    label = translated(field.label.text).rstrip(".:?")
    group = getattr(field, "within", None)
    return f"{group}: {label}" if group else label


def first_control(field: Any) -> str:
    """Return the id of the control a person should go to first."""
    return f"{field.id}-{DayField.PARTS[0][0]}" if isinstance(field, DayField) else str(field.id)


def translated(text: Any) -> str:
    """Return a sentence of a form in the language of the request. The empty string is nobody's sentence."""
    return gettext(str(text)) if text else ""
