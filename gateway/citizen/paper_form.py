"""The form of one paper: hand in files, say where the data may be looked up, or why it does not apply."""

from collections.abc import Mapping
from typing import Final

from wtforms import MultipleFileField, RadioField, TextAreaField
from wtforms.fields import SelectChoice

from gateway.fields import GatewayForm
from gateway.words import N_
from services.dossiers.errors import ComponentHasFilesError, ReasonMissingError
from services.dossiers.kinds import ComponentAnswer
from services.errors import DomainError

OPENS_FILES: Final = {"class": "opens-1"}
OPENS_WORDS: Final = {"class": "opens-2"}
"""What the answer opens on the same page; see `.when-1` in the style sheet."""
ANSWERS: Final = (
    SelectChoice(ComponentAnswer.UPLOAD.value, N_("Nộp tệp"), OPENS_FILES),
    SelectChoice(ComponentAnswer.LOOK_UP.value, N_("Lấy từ dữ liệu cơ quan nhà nước đã có"), OPENS_WORDS),
    SelectChoice(ComponentAnswer.NOT_MY_CASE.value, N_("Không thuộc trường hợp của tôi"), OPENS_WORDS),
)


class PaperForm(GatewayForm):
    """What is said about one paper; the domain judges it."""

    tra_loi = RadioField(N_("Bạn làm gì với giấy tờ này?"), choices=list(ANSWERS), validate_choice=False)
    tep = MultipleFileField(
        N_("Tệp"), description=N_("PDF, JPEG hoặc PNG. Chọn được nhiều tệp cùng lúc, một lần gửi tối đa 25 MB.")
    )
    ghi_chu = TextAreaField(
        N_("Ghi rõ lấy ở đâu, hoặc vì sao không thuộc trường hợp của bạn"),
        description=N_("Chỉ điền khi bạn không nộp tệp."),
    )

    PLACES: Final[Mapping[type[DomainError], str]] = {
        ReasonMissingError: "ghi_chu",
        ComponentHasFilesError: "tra_loi",
    }
    """At which control a refusal stands; whatever else is refused is about the files."""

    def refuse(self, error: DomainError, sentence: str) -> None:
        """Note a refusal at its control."""
        control = self[self.PLACES.get(type(error), "tep")]
        control.errors = [*control.errors, sentence]
