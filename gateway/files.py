"""The store of files as a request sees it, and files as answers: decrypted on the way out, never on a disk."""

from urllib.parse import quote

from flask import Response

from gateway.security import settings
from services.storage import Blob, BlobStore

NOTHING_RUNS = "default-src 'none'; sandbox"
"""A file that somebody handed in is never a page of ours, whatever a browser takes it for."""


def blob_store() -> BlobStore:
    """Return the store of the running application."""
    return BlobStore(settings().blob_folder)


def download(blob: Blob, name: str) -> Response:
    """Answer with a stored file, to be saved under a name.

    Args:
        blob: the file; its row is read already.
        name: as people know it; every character survives (RFC 6266, RFC 8187).

    Raises:
        BlobMissingError: the file is not there.
        BlobBrokenError: it is not what was stored.
        StoreUnavailableError: the disk refuses.
    """
    response = Response(blob_store().read(blob), mimetype=blob.media_type)
    response.headers["Content-Length"] = str(blob.size)
    return to_save(response, name)


def sent_pdf(pdf: bytes, name: str) -> Response:
    """Answer with a PDF of ours that is in memory already, to be saved under a name."""
    return to_save(Response(pdf, mimetype="application/pdf"), name)


def to_save(response: Response, name: str) -> Response:
    """Have an answer saved under a name, never shown as a page of ours, never kept in a cache."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.headers["Cache-Control"] = "no-store"
    return response
