"""What is filled in to add a saying. The domain judges it."""

from collections.abc import Mapping
from typing import ClassVar, Final

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from gateway.fields import GatewayForm
from gateway.words import N_
from services.catalogue.search.finder import LONGEST_QUERY
from services.catalogue.synonyms.errors import (
    MeaningUnknownError,
    SayingKnownError,
    SayingTooLongError,
    SayingUnreadableError,
)
from services.errors import DomainError
from services.text import tidy

MOST_QUERIES: Final = 5


class SayingForm(GatewayForm):
    """A saying, its meanings, and queries to try it with."""

    PLACES: ClassVar[Mapping[type[DomainError], str]] = {
        SayingUnreadableError: "noi",
        SayingTooLongError: "noi",
        SayingKnownError: "noi",
        MeaningUnknownError: "nghia",
    }

    noi = StringField(
        N_("Người dân nói"),
        [InputRequired()],
        description=N_("Ví dụ: bìa đỏ. Có dấu hay không dấu đều được hiểu như nhau."),
    )
    nghia = TextAreaField(
        N_("Nghĩa là"),
        [InputRequired()],
        description=N_("Mỗi nghĩa một dòng, bằng đúng từ trong tên thủ tục, giấy tờ hoặc kết quả."),
    )
    thu = TextAreaField(
        N_("Thử tìm"),
        description=N_("Mỗi dòng một câu, tối đa 5; để trống thì thử bằng chính cách nói trên. Không lưu lại."),
    )

    @property
    def saying(self) -> str:
        """What people say."""
        return tidy(self.noi.data or "")

    @property
    def meanings(self) -> list[str]:
        """What it means."""
        return lines_of(self.nghia.data)

    @property
    def queries(self) -> list[str]:
        """What to try."""
        return [one[:LONGEST_QUERY] for one in lines_of(self.thu.data)][:MOST_QUERIES]


def lines_of(text: str | None) -> list[str]:
    """Return the lines of a text that say something, tidied."""
    return [tidy(line) for line in (text or "").splitlines() if tidy(line)]
