"""Documents from typst templates: PDF/A-2a with PDF/UA-1 settings, our own fonts, data that can never become markup.

Compile in workers only, never in a process that forks afterwards: the child would hang.
"""

import io
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import segno
import typst

from gateway.repertoire import drawable, printable
from services.calendar.province import province_time
from services.results.roles import SignerRole
from services.results.signing.request import FieldPlace, ResultToSign

FOLDER: Final = Path(__file__).resolve().parent.parent / "templates" / "print"
TEMPLATE_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
TEXT_FAMILY: Final = "tinos"
PLACES: Final = "<signature-place>"
A4_HEIGHT: Final = 841.89
ORDER: Final = tuple(SignerRole)


class NotDrawnError(Exception):
    """A document could not be drawn. Names the template; what is to be drawn is nobody's business in a log."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A document and where it keeps room for signatures."""

    pdf: bytes
    places: tuple[FieldPlace, ...]

    def to_sign(self) -> ResultToSign:
        """Return it as the signing side takes it.

        Raises:
            ValueError: the template keeps no room for a complete set of signers.
        """
        return ResultToSign(self.pdf, self.places)


class Printer:
    """Draws documents. One serves all threads: each gets a compiler of its own, since one compiler cannot be shared.

    Args:
        demo: whether every page says that it has no legal value.
        folder: of the templates, with `fonts` inside.
    """

    def __init__(self, *, demo: bool, folder: Path = FOLDER) -> None:
        self._demo = demo
        self._folder = folder
        self._held = threading.local()

    def __call__(self, template: str, data: Mapping[str, Any], *, at: datetime) -> ResultToSign:
        """Draw a document that will be signed (`services.results.rendering.Renderer`)."""
        return self.draw(template, data, at=at).to_sign()

    def render(self, template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
        """Draw a document that needs no signature."""
        return self.draw(template, data, at=at).pdf

    def draw(self, template: str, data: Mapping[str, Any], *, at: datetime) -> Printed:
        """Draw a document.

        Args:
            template: name of a file in the folder, without its ending.
            data: what the template documents as its data; only JSON values.
            at: the document's own date, in its metadata.

        Returns:
            The PDF, ending with a line break: what is appended later must not begin in the middle of a line
            (ISO 19005-2 §6.1.9). Equal arguments give equal bytes.

        Raises:
            ValueError: no such template.
            NotDrawnError: the data is not what the template needs.
        """
        path = self._folder / f"{template}.typ"
        if not TEMPLATE_NAME.fullmatch(template) or not path.is_file():
            raise ValueError(template)
        pdf = self._compiled(path, data, at, pdf_standards=["a-2a", "ua-1"])
        found = json.loads(self._compiler().query(PLACES, field="value"))
        places = sorted(map(_place, found), key=lambda one: ORDER.index(one.role))  # the seal stands left of the leader
        return Printed(pdf.rstrip(b"\n") + b"\n", tuple(places))

    def stamp(self, template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
        """Draw what a signature looks like, a page of the size of its field.

        Without tags: inside a field they would point to nothing; the field itself is tagged and labelled.
        """
        return self._compiled(self._folder / f"{template}.typ", data, at, pdf_standards=["a-2b"], pdf_tags=False)

    def _compiled(self, path: Path, data: Mapping[str, Any], at: datetime, **how: Any) -> bytes:
        drawn = drawable(self._folder / "fonts" / TEXT_FAMILY)
        text = json.dumps({**printable(data, drawn), "demo": self._demo}, ensure_ascii=False, sort_keys=True)
        try:
            pdf = self._compiler().compile(
                input=path,
                format="pdf",
                sys_inputs={"data": text},
                timestamp=int(province_time(at).timestamp()),
                **how,
            )
        except typst.TypstError:
            raise NotDrawnError(path.stem) from None  # its words quote the data
        if not isinstance(pdf, bytes):
            raise TypeError("one PDF was asked for")
        return pdf

    def _compiler(self) -> typst.Compiler:
        found: typst.Compiler | None = getattr(self._held, "compiler", None)
        if found is None:
            fonts = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._folder / "fonts"]
            )
            found = self._held.compiler = typst.Compiler(root=self._folder, font_paths=fonts)
        return found


def qr_svg(address: str) -> str:
    """Return a QR code of an address as SVG, dark on nothing, without a border of its own."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#000", omitsize=True, nl=False)
    return drawn.getvalue().decode()


def _place(told: Mapping[str, Any]) -> FieldPlace:
    """Turn a place from typst's coordinates, which begin at the upper left, into those of PDF."""
    left, top = float(told["x"]), A4_HEIGHT - float(told["y"])
    box = (left, top - float(told["height"]), left + float(told["width"]), top)
    return FieldPlace(SignerRole(told["role"]), told["label"], told["page"] - 1, _rounded(box))


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (round(value, 2) for value in box)
    return left, bottom, right, top
