"""What drawing papers needs in a process that serves pages: put together at the first use, kept for all threads."""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import Final

from flask import current_app

from gateway.clock import now
from gateway.db import database
from gateway.office import Office
from gateway.page_images import PageImages
from gateway.security import settings

OFFICE: Final = "gateway.office"
PICTURES: Final = "gateway.pictures"
MOST_FILES: Final = 8
"""How many files' pages are remembered: a page and its pictures are asked for one after the other."""


def current_office() -> Office:
    """Return the tools of the application that serves this request."""
    found: Office | None = current_app.extensions.get(OFFICE)
    if found is None:
        made = Office.of(settings(), database(), now)
        found = current_app.extensions.setdefault(OFFICE, made)
    return found


class Pictures:
    """Pages of files as pictures; those of the last few files are remembered by the file's digest."""

    def __init__(self) -> None:
        self._images = PageImages()
        self._lock = Lock()
        self._held: OrderedDict[bytes, list[bytes]] = OrderedDict()

    def of(self, pdf: bytes) -> list[bytes]:
        """Return each page of a file as a PNG; none if it cannot be drawn within the limits."""
        digest = hashlib.sha256(pdf).digest()
        with self._lock:
            if digest in self._held:
                self._held.move_to_end(digest)
                return self._held[digest]
        found = self._images.of(pdf)
        if found is None:
            return []  # not remembered: the next look may find the machine less busy
        with self._lock:
            self._held[digest] = found
            while len(self._held) > MOST_FILES:
                self._held.popitem(last=False)
        return found


def pictures() -> Pictures:
    """Return what draws pages in this process."""
    found: Pictures = current_app.extensions.setdefault(PICTURES, Pictures())
    return found
