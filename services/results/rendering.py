"""How results come onto paper: a renderer made at the edge, where the templates and the fonts are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from services.results.signing.request import ResultToSign


class Renderer(Protocol):
    """Draws a document from a template and data."""

    def __call__(self, template: str, data: Mapping[str, Any], *, at: datetime) -> ResultToSign:
        """Return the document with the places of its signatures; equal arguments give equal bytes."""
