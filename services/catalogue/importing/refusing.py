"""How the readers say that a file is refused, inside the sandbox and across its border."""

import re
from dataclasses import dataclass
from typing import Any, Final

from services.catalogue.importing.kinds import FileFault

CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: the row as a spreadsheet counts them, and the column's letters."""

    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        return f"{self.column or ''}{self.row or ''}"


class FileRefusedError(Exception):
    """The file is refused, for a reason, at a place, by a bound. Never reaches a person: a verb words it."""

    def __init__(self, fault: FileFault, place: Place | None = None, most: int | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.place = place or Place()
        self.most = most

    def answer(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "refused": self.fault.value,
            "row": self.place.row,
            "column": self.place.column,
            "most": self.most,
        }


def refusal_of(answer: dict[str, Any]) -> FileRefusedError:
    """Return the refusal that such values tell."""
    return FileRefusedError(FileFault(answer["refused"]), Place(answer["row"], answer["column"]), answer["most"])


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
