"""The form of all papers at once: what became of each, how many sheets, compared or not."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice

from gateway.fields import GatewayForm
from gateway.officer.counter.page import CounterPage
from gateway.words import N_
from services.dossiers.counter.papers import Laid, is_laid
from services.dossiers.errors import ComponentHasFilesError, ComponentNotAskedError, ReasonMissingError
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import ComponentFile
from services.dossiers.papers import PaperRow, RowKind
from services.errors import DomainError

ANSWERS: Final = (
    SelectChoice("", N_("Chưa ghi")),
    SelectChoice(ComponentAnswer.PAPER.value, N_("Nộp bản giấy")),
    SelectChoice(ComponentAnswer.LOOK_UP.value, N_("Lấy từ dữ liệu")),
    SelectChoice(ComponentAnswer.NOT_MY_CASE.value, N_("Không thuộc trường hợp")),
    SelectChoice(ComponentAnswer.ABSENT.value, N_("Thiếu")),
)
ANSWER, ORIGINALS, COPIES, CERTIFIED, COMPARED, NOTE = "tl", "bc", "bs", "ct", "dc", "gc"
"""How the controls of one paper begin, before its number."""


class PapersForm(GatewayForm):
    """Controls for every paper that may be laid down; `made_for` adds them."""

    PLACES: Final[Mapping[type[DomainError], str]] = {
        ReasonMissingError: NOTE,
        ComponentHasFilesError: ANSWER,
        ComponentNotAskedError: ANSWER,
    }
    """At which control of a paper a refusal stands; the others are about the counts."""

    @classmethod
    def made_for(cls, page: CounterPage) -> Self:
        """Return the form with the papers of a draft as they were left; counts begin as the record wants them."""
        controls: dict[str, Any] = {}
        for row in laid_rows(page):
            said = page.said.get(row.number, [])
            controls |= _controls(row, said[0] if said else None)
        form: Self = type(f"{cls.__name__}OfDraft", (cls,), controls)()
        return form

    def of(self, row: PaperRow) -> dict[str, Any]:
        """Return the controls of one paper by what they ask."""
        names = {
            "answer": ANSWER,
            "originals": ORIGINALS,
            "copies": COPIES,
            "certified": CERTIFIED,
            "compared": COMPARED,
            "note": NOTE,
        }
        return {name: self[f"{prefix}_{row.number}"] for name, prefix in names.items()}

    def laid(self, rows: Sequence[PaperRow], *, rest: ComponentAnswer | None = None) -> dict[int, Laid]:
        """Return what was said of each paper, by its number; `rest` is said of those about which nothing was."""
        found = {}
        for row in rows:
            said = self[f"{ANSWER}_{row.number}"].data or (rest.value if rest and row.kind is RowKind.ASKED else "")
            if said in set(ComponentAnswer):
                found[row.number] = self._laid(row.number, ComponentAnswer(said))
        return found

    def _laid(self, number: int, answer: ComponentAnswer) -> Laid:
        if answer is not ComponentAnswer.PAPER:
            return Laid(answer, note=self[f"{NOTE}_{number}"].data)
        originals, copies, certified = (
            int(self[f"{prefix}_{number}"].data or 0) for prefix in (ORIGINALS, COPIES, CERTIFIED)
        )
        return Laid(answer, originals, copies, certified, compared=bool(self[f"{COMPARED}_{number}"].data))

    def refuse(self, number: int, error: DomainError, sentence: str) -> None:
        """Note a refusal at its control."""
        control = self[f"{self.PLACES.get(type(error), ORIGINALS)}_{number}"]
        control.errors = [*control.errors, sentence]


def laid_rows(page: CounterPage) -> list[PaperRow]:
    """Return the papers that may be laid on the counter."""
    return [row for row in page.papers if is_laid(row)]


def _controls(row: PaperRow, said: ComponentFile | None) -> dict[str, Any]:
    counted = (said.originals, said.copies, said.certified, said.compared) if said else None
    originals, copies, certified, compared = counted or (row.originals, row.copies, 0, False)
    if counted is None and not (originals or copies):
        copies = 1
    answer = said.answer.value if said else ""
    return {
        f"{ANSWER}_{row.number}": SelectField(
            N_("Nộp thế nào"), choices=list(ANSWERS), default=answer, validate_choice=False
        ),
        f"{ORIGINALS}_{row.number}": IntegerField(N_("Bản chính"), default=originals or 0),
        f"{COPIES}_{row.number}": IntegerField(N_("Bản sao"), default=copies or 0),
        f"{CERTIFIED}_{row.number}": IntegerField(N_("Bản sao chứng thực"), default=certified or 0),
        f"{COMPARED}_{row.number}": BooleanField(N_("Đã đối chiếu, trả bản chính"), default=compared),
        f"{NOTE}_{row.number}": StringField(N_("Lấy ở đâu, hoặc vì sao không cần"), default=said.note if said else ""),
    }
