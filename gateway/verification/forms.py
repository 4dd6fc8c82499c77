"""What people fill in to check a result."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext
from wtforms import FileField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from gateway.fields import GatewayForm
from gateway.words import N_
from services.people.models import Unit

YEAR: Final = r"^2[01][0-9]{2}$"
NUMBER: Final = r"^\s*[0-9]{1,9}\s*(/.{0,60})?$"


class FileForm(GatewayForm):
    """A file to be judged."""

    tep = FileField(
        N_("Tệp PDF cần kiểm tra"),
        description=N_("Tối đa 25 MB. Tệp chỉ dùng để kiểm tra rồi xóa ngay, hệ thống không giữ lại."),
    )


class NumberForm(GatewayForm):
    """A result by what is printed on it. Asks only, so it carries no token and its answer has an address."""

    class Meta(GatewayForm.Meta):
        """Nothing is changed by it."""

        csrf = False

    co_quan = SelectField(N_("Cơ quan ban hành"), [InputRequired()])
    so = StringField(
        N_("Số kết quả"),
        [InputRequired(), Regexp(NUMBER, message=N_("Hãy nhập số như in trên kết quả, ví dụ 12 hoặc 12/KQ-STP."))],
        description=N_("Như in trên kết quả, ví dụ 12 hoặc 12/KQ-STP."),
    )
    nam = StringField(
        N_("Năm ban hành"),
        [InputRequired(), Length(max=4), Regexp(YEAR, message=N_("Năm gồm bốn chữ số, ví dụ 2026."))],
    )

    def offer(self, units: Sequence[Unit]) -> None:
        """Say whose results can be looked for."""
        listed = [SelectChoice(one.code, one.name) for one in units]
        self.co_quan.choices = [SelectChoice("", gettext("Chọn cơ quan")), *listed]

    @property
    def number(self) -> int:
        """The number without its symbol."""
        return int(self.so.data.partition("/")[0])

    @property
    def symbol(self) -> str:
        """What was written behind the number, or nothing."""
        return str(self.so.data.partition("/")[2]).strip().casefold()
