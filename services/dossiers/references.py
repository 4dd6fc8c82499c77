"""Mã tham chiếu: the reference that answers a submission. Opaque, and nobody can guess another one."""

import json
import re
import secrets
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

PLACE: Final = "#"
LEAST_PLACES: Final = 12
"""With thirty letters some 58 bits: a reference alone opens nothing, and still shall not be found by trying."""


@dataclass(frozen=True, slots=True)
class ReferencePattern:
    """How references look: every `#` stands for a letter of the alphabet, which has no two that look alike."""

    pattern: str
    alphabet: str

    def __post_init__(self) -> None:
        if self.pattern.count(PLACE) < LEAST_PLACES or len(set(self.alphabet)) != len(self.alphabet):
            raise ValueError("references could be guessed")

    def draw(self) -> str:
        """Return a fresh reference."""
        return "".join(secrets.choice(self.alphabet) if one == PLACE else one for one in self.pattern)

    def normal(self, written: str) -> str:
        """Return a reference as it was given out, from how somebody wrote it: in small letters, without hyphens."""
        bare = re.sub(r"[\W_]", "", written).upper()
        if len(bare) != len(re.sub(r"[^\w#]", "", self.pattern)):
            return written.strip().upper()
        letters = iter(bare)
        return "".join(next(letters) if one == PLACE or one.isalnum() else one for one in self.pattern)


@cache
def submission_references() -> ReferencePattern:
    """Return the pattern of this deployment."""
    file = files("services.catalogue") / "data" / "references.json"
    found = json.loads(file.read_text(encoding="utf-8"))["submission"]
    return ReferencePattern(found["pattern"], found["alphabet"])
