"""Files of a draft: taken one by one, found by the digest in their address."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from gateway.converters import FileDigest
from gateway.db import let_go, unit_of_work
from gateway.language import current_locale
from gateway.uploads import gone_unless_taken, shown_name
from gateway.words import in_words
from services.documents.models import Document
from services.documents.upload import JudgedUpload, judged
from services.dossiers.errors import FileNotFoundInDraftError
from services.dossiers.models import ComponentFile
from services.errors import InvalidInputError
from services.storage import BlobWriter

Taking = Callable[[Session, JudgedUpload, str], Any]
"""Takes one file, already judged, under the name that the browser said."""


def take_each(files: list[tuple[BlobWriter, str]], taking: Taking) -> tuple[int, list[str]]:
    """Take files, each in a transaction of its own: a bad one among several costs nobody the good ones.

    Returns:
        How many were taken, and a sentence for each that was not.
    """
    refused = []
    for upload, name in files:
        try:
            with gone_unless_taken(upload):
                let_go()
                known = judged(upload)  # seconds perhaps: nobody else waits for a connection or the draft meanwhile
                with unit_of_work() as session:
                    taking(session, known, name)
        except InvalidInputError as error:
            refused.append(f"{shown_name(name)}: {in_words(error, current_locale())}")
    return len(files) - len(refused), refused


def document_in(rows: Sequence[ComponentFile], digest: str) -> Document:
    """Return the file whose address has this digest.

    Raises:
        FileNotFoundInDraftError: there is none.
    """
    for one in rows:
        if one.document is not None and FileDigest.of(one.document.blob.sha256) == digest:
            return one.document
    raise FileNotFoundInDraftError
