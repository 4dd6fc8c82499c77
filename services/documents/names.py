"""Names of files as people gave them: shown and kept, never used as a path."""

import unicodedata
from typing import Final

from services.documents.kinds import MediaType

LONGEST: Final = 120
NAMELESS: Final = "tep"


def display_name(given: str, media_type: MediaType) -> str:
    """Return a name to show: without folders, invisible or control characters, ending as the content says.

    Writing that turns round could show `gpj.exe` for `exe.jpg`, and a folder in a name is somebody's try.
    """
    base = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    stem = " ".join(shown.split()).strip(". ")
    head, dot, tail = stem.rpartition(".")
    if dot and head and len(tail) <= len("jpeg") and tail.isalnum():
        stem = head
    return (stem[: LONGEST - len(media_type.suffix)].rstrip(". ") or NAMELESS) + media_type.suffix
