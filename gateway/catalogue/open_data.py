"""The catalogue as files for everybody, each made once for a snapshot and kept compressed."""

import base64
import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from flask import Response, current_app, request, url_for

from services.catalogue.open_data import DataFile, Row, as_lines, as_table, data_file, rows_of
from services.catalogue.snapshot import Snapshot

EXTENSION: Final = "gateway.open_data"
LINES, TABLE, SUMS = "thu-tuc.jsonl", "thu-tuc.csv", "SHA256SUMS"
TEXTS: Final[dict[str, tuple[str, Callable[[Iterable[Row]], str]]]] = {
    LINES: ("application/x-ndjson; charset=utf-8", as_lines),
    TABLE: ("text/csv; charset=utf-8; header=present", as_table),
}


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as this process keeps it: compressed, a fifth of its size."""

    name: str
    kind: str
    packed: bytes
    size: int
    sha256: str

    @classmethod
    def of(cls, file: DataFile) -> "Packed":
        """Pack a file."""
        return cls(file.name, file.kind, gzip.compress(file.content, 6, mtime=0), len(file.content), file.sha256)

    @property
    def address(self) -> str:
        """Where it is taken from."""
        return url_for("catalogue.data_file", name=self.name)


@dataclass(frozen=True, slots=True)
class Publication:
    """All files of one snapshot. `on` is the day whose local decisions they hold."""

    catalogue: Snapshot
    files: dict[str, Packed]

    @classmethod
    def of(cls, catalogue: Snapshot) -> "Publication":
        """Write and pack every file."""
        return cls(catalogue, {one.name: one for one in map(Packed.of, written(catalogue))})

    @property
    def on(self) -> date:
        """The day whose local decisions they hold."""
        return self.catalogue.state.on


def written(catalogue: Snapshot) -> Iterable[DataFile]:
    """Return the data, and the sums with which `sha256sum --check` compares them."""
    rows = rows_of(catalogue)
    files = [data_file(name, kind, text(rows)) for name, (kind, text) in TEXTS.items()]
    sums = "".join(f"{one.sha256}  {one.name}\n" for one in files)
    return [*files, data_file(SUMS, "text/plain; charset=utf-8", sums)]


class Publishing:
    """The publication of one snapshot, for all threads: who comes while it is made waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: Publication | None = None

    def of(self, catalogue: Snapshot) -> Publication:
        """Return the publication of a snapshot."""
        with self._lock:
            if self._held is None or self._held.catalogue is not catalogue:
                self._held = Publication.of(catalogue)
            return self._held


def publication(catalogue: Snapshot) -> Publication:
    """Return the files of a snapshot, as this process holds them."""
    publishing: Publishing = current_app.extensions.setdefault(EXTENSION, Publishing())
    return publishing.of(catalogue)


def sent(file: Packed, catalogue: Snapshot) -> Response:
    """Return a file as an answer, or that the asker has it already."""
    zipped = request.accept_encodings.quality("gzip") > 0
    response = Response(file.packed if zipped else gzip.decompress(file.packed), content_type=file.kind)
    response.set_etag(f"{file.sha256}.gz" if zipped else file.sha256)
    response.last_modified = catalogue.state.changed_at
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(file.sha256)).decode()}:"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if file.name != SUMS:
        response.headers["Content-Disposition"] = f"attachment; filename={file.name}"
    response.make_conditional(request)
    return response
