"""Take a file: judged by its content in a sandbox, then kept byte for byte."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.documents.errors import (
    FileAmbiguousError,
    FileEmptyError,
    FileKindRefusedError,
    FileTooHeavyError,
    FileUnreadableError,
    InspectionUnavailableError,
    PdfActiveError,
    PdfEncryptedError,
    PdfTooLongError,
    PictureTooLargeError,
)
from services.documents.kinds import ActiveContent, MediaType
from services.documents.models import Document, DocumentKind
from services.documents.names import display_name
from services.errors import InvalidInputError
from services.keys import DataKey
from services.sandbox import Sandbox
from services.storage import BlobWriter

LARGEST_FILE: Final = 25 * 1024 * 1024
"""What the edge makes `BlobStore.writer(limit=…)` with (docs/filing.md)."""
HARMLESS: Final = b"?"
"""What any inspection survives: tells a file that choked it from one that never came so far."""
INSPECTOR: Final = Sandbox("services.documents.inspection:inspect")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file is. `signed`: it carries a signature, whose verdict is another matter."""

    media_type: MediaType
    pages: int
    signed: bool


def inspected(content: bytes) -> Inspected:
    """Judge a file.

    Raises:
        InvalidInputError: one of services/documents/errors.py, for the first reason found.
        InspectionUnavailableError: nothing can be judged now, so nothing is taken.
    """
    if not content:
        raise FileEmptyError
    answer = INSPECTOR.call(content)
    if answer is None:
        raise FileTooHeavyError if INSPECTOR.call(HARMLESS) else InspectionUnavailableError
    found: dict[str, Any] = json.loads(answer)
    if "refused" in found:
        raise _refusal(found)
    return Inspected(MediaType(found["type"]), found["pages"], found["signed"])


@dataclass(frozen=True, slots=True)
class JudgedUpload:
    """What was sent, and what it is."""

    writer: BlobWriter
    found: Inspected


def judged(upload: BlobWriter) -> JudgedUpload:
    """Judge an upload. It may take seconds, so nobody does it with a transaction open.

    Raises:
        FileTooLargeError: it was cut at the limit.
        InvalidInputError: one of services/documents/errors.py.
    """
    with upload.open() as stream:
        return JudgedUpload(upload, inspected(stream.read()))


def take(upload: JudgedUpload, filename: str, data_key: DataKey, *, at: datetime) -> Document:
    """Return the row of an upload, with the row of the stored file; the caller adds both and says whose it is.

    Args:
        upload: what was sent, already sealed on the disk under no name yet, and judged.
        filename: as the browser said; kept as personal data, shown after `display_name`.
        data_key: of the draft or dossier.
        at: when.
    """
    found = upload.found
    blob = upload.writer.finish(data_key, found.media_type.value, at)
    return Document(
        data_key=data_key,
        kind=DocumentKind.UPLOADED,
        blob=blob,
        name=display_name(filename, found.media_type),
        pages=found.pages,
        signed=found.signed,
        created_at=at,
    )


def _refusal(found: dict[str, Any]) -> InvalidInputError:
    match found["refused"]:
        case "active":
            return PdfActiveError(ActiveContent(found["what"]))
        case "pixels":
            return PictureTooLargeError(found["megapixels"])
        case "long":
            return PdfTooLongError(found["most"])
    plain = {
        "kind": FileKindRefusedError,
        "ambiguous": FileAmbiguousError,
        "encrypted": PdfEncryptedError,
        "heavy": FileTooHeavyError,
        "unreadable": FileUnreadableError,
    }
    return plain[found["refused"]]()
