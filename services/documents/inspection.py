"""Judge a file by its content. Runs in the limited child process of a sandbox alone, over hostile bytes.

Bytes in, JSON out: `{"type": …, "pages": …, "signed": …}` or `{"refused": <name of the error>, …}`.
"""

import io
import json
import re
import zipfile
import zlib
from typing import Any, Final

import pikepdf
from PIL import Image

from services.documents.unpacking import UNPACKERS, DamagedError, TooMuchError, unpacked_size

MOST_PAGES: Final = 500
MOST_PIXELS: Final = 60_000_000
"""An A2 page at 300 dpi has 35 million, a telephone's picture up to 50."""
MOST_PIXELS_OF_A_SCAN: Final = 200_000_000
"""Of a picture in a PDF: A3 in black and white at 1,000 dpi."""
MOST_UNPACKED: Final = 200 * 1024 * 1024
"""Of one stream of a PDF."""
MOST_UNPACKED_TOGETHER: Final = 1024 * 1024 * 1024
MOST_DAMAGED: Final = MOST_UNPACKED // 4096
"""No filter makes more of a byte than that: what is smaller cannot be a bomb, however a reader mends it."""
DEEPEST: Final = 60
MAGIC: Final = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
MARKUP: Final = re.compile(rb"<\s*(!doctype|html|head|body|script|iframe|svg|\?php)", re.IGNORECASE)
PNG_END: Final = b"\x00\x00\x00\x00IEND\xaeB\x60\x82"
JPEG_SCAN, JPEG_END = 0xDA, b"\xff\xd9"
JPEG_MARK: Final = 0xFF
LONGEST_TAIL: Final = 1024
"""Bytes behind the last `%%EOF` of a PDF that some programs leave there."""
STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})

ACTIONS: Final = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/GoToE": "embedded_file",
    "/GoToR": "outside",
    "/ImportData": "submit",
    "/SubmitForm": "submit",
    "/Rendition": "media",
    "/RichMediaExecute": "media",
    "/Movie": "media",
    "/Sound": "media",
}
FILE_SYSTEMS: Final = {"/URL": "outside"}
ANNOTATIONS: Final = {
    "/FileAttachment": "embedded_file",
    "/RichMedia": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "media",
}
KEYS: Final = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/EmbeddedFiles": "embedded_file",
    "/EF": "embedded_file",
    "/XFA": "xfa",
    "/RichMediaContent": "media",
}


class RefusedError(Exception):
    """The file is refused under a name, with data for the sentence."""

    def __init__(self, name: str, **data: Any) -> None:
        super().__init__(name)
        self.answer = {"refused": name} | data


def inspect(content: bytes) -> bytes:
    """Return what a file is, or why it is refused, as JSON."""
    try:
        return json.dumps(judged(content)).encode()
    except RefusedError as refused:
        return json.dumps(refused.answer).encode()


def judged(content: bytes) -> dict[str, Any]:
    """Return kind, pages and whether it is signed.

    Raises:
        RefusedError: with the name of the reason.
    """
    kind = next((kind for kind, magic in MAGIC.items() if content.startswith(magic)), None)
    if kind is None:
        raise RefusedError("kind")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedError("ambiguous")
    try:
        if kind == "application/pdf":
            return {"type": kind} | _pdf(content)
        return {"type": kind} | _picture(kind, content)
    except MemoryError:
        raise RefusedError("heavy") from None


def _picture(kind: str, content: bytes) -> dict[str, Any]:
    beside = _png_texts(content) if kind == "image/png" else _jpeg_texts(content)
    if MARKUP.search(beside) or b"%PDF-" in beside:
        raise RefusedError("ambiguous")
    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, from the header, before a pixel is unpacked
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise RefusedError("pixels", megapixels=MOST_PIXELS // 1_000_000)
            if getattr(picture, "n_frames", 1) > 1:
                raise RefusedError("ambiguous")
            if kind == "image/jpeg":
                picture.draft("RGB", (max(1, width // 8), max(1, height // 8)))  # reads all of it, keeps a 64th
            picture.load()
    except (OSError, SyntaxError, ValueError, zlib.error, EOFError):
        raise RefusedError("unreadable") from None
    return {"pages": 1, "signed": False}


def _png_texts(content: bytes) -> bytes:
    """Return everything that is no pixel; refuse what follows the end."""
    found, place = bytearray(), len(MAGIC["image/png"])
    while place + 8 <= len(content):
        length, name = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if name == b"IEND":
            if len(content) > place + len(PNG_END):
                raise RefusedError("ambiguous")
            return bytes(found)
        if name != b"IDAT":
            found += content[place + 8 : place + 8 + length]
        place += length + 12
    raise RefusedError("unreadable")


def _jpeg_texts(content: bytes) -> bytes:
    """Return the segments before the picture and what follows its end.

    Telephones put a short film or a second picture there, which is no page and no program.
    """
    place = 2
    while place + 4 <= len(content) and content[place] == JPEG_MARK:
        marker = content[place + 1]
        if marker == JPEG_SCAN:
            break
        if marker == JPEG_MARK or marker in STANDALONE:
            place += 1 if marker == JPEG_MARK else 2
            continue
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    else:
        raise RefusedError("unreadable")
    end = content.find(JPEG_END, place)
    if end < 0:
        raise RefusedError("unreadable")
    return content[:place] + content[end:]


def _pdf(content: bytes) -> dict[str, Any]:
    if MARKUP.search(content[:1024].split(b" obj")[0]):
        raise RefusedError("ambiguous")
    tail = content[content.rfind(b"%%EOF") + len(b"%%EOF") :] if b"%%EOF" in content else b""
    if len(tail.strip(b"\r\n\t \x00")) > LONGEST_TAIL or MARKUP.search(tail):
        raise RefusedError("ambiguous")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise RefusedError("encrypted")
            pages = len(pdf.pages)
            if pages == 0:
                raise RefusedError("unreadable")
            if pages > MOST_PAGES:
                raise RefusedError("long", most=MOST_PAGES)
            return {"pages": pages, "signed": _walk(pdf)}
    except pikepdf.PasswordError:
        raise RefusedError("encrypted") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise RefusedError("unreadable") from None


def _walk(pdf: pikepdf.Pdf) -> bool:
    """Look at every object for what would act, and at every stream for how much it unpacks to."""
    signed, together = False, 0
    _look(pdf.trailer, 0)
    for one in pdf.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)):
            signed = _look(one, 0) or signed
        if isinstance(one, pikepdf.Stream):
            together += _unpacked(one)
            if together > MOST_UNPACKED_TOGETHER:
                raise RefusedError("heavy")
    return signed


def _look(one: Any, depth: int) -> bool:
    """Look at an object and what stands directly in it; indirect objects come by themselves."""
    if depth > DEEPEST:
        raise RefusedError("unreadable")
    if isinstance(one, pikepdf.Array):
        found = [_look(inner, depth + 1) for inner in _direct(list(one))]  # every one, also behind a signature
        return any(found)
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    _refuse_reaching_out(one)
    signed = False
    for key in one.keys():  # noqa: SIM118 - a stream is no mapping
        if key in KEYS:
            raise RefusedError("active", what=KEYS[key])
        value = one.get(key)
        if isinstance(value, pikepdf.Name):
            meant = {"/S": ACTIONS, "/Subtype": ANNOTATIONS, "/FS": FILE_SYSTEMS}.get(key, {}).get(str(value))
            if meant or (key == "/Type" and value == "/EmbeddedFile"):
                raise RefusedError("active", what=meant or "embedded_file")
        signed = signed or key == "/ByteRange"
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            signed = _look(value, depth + 1) or signed
    return signed


def _direct(values: list[Any]) -> list[Any]:
    return [one for one in values if isinstance(one, (pikepdf.Dictionary, pikepdf.Array)) and not one.is_indirect]


def _refuse_reaching_out(one: pikepdf.Dictionary | pikepdf.Stream) -> None:
    """Refuse content that stands in another file, and addresses visited without a click."""
    reference = one.get("/Ref")
    if (
        (isinstance(one, pikepdf.Stream) and "/F" in one)
        or (one.get("/S") == "/Thread" and "/F" in one)
        or (isinstance(reference, pikepdf.Dictionary) and "/F" in reference)
    ):
        raise RefusedError("active", what="outside")
    events = one.get("/AA")
    unasked = [one.get("/OpenAction")]
    if isinstance(events, pikepdf.Dictionary):
        unasked += [events.get(key) for key in events.keys()]  # noqa: SIM118 - as above
    _refuse_addresses(unasked)


def _refuse_addresses(actions: list[Any]) -> None:
    """Follow each action to those after it; a list is either of actions or a place in this file."""
    seen = set()
    while actions:
        action = actions.pop()
        if isinstance(action, pikepdf.Array):
            actions += [inner for inner in action if isinstance(inner, pikepdf.Dictionary)]
        if not isinstance(action, pikepdf.Dictionary) or (action.is_indirect and action.objgen in seen):
            continue
        seen.add(action.objgen)
        if action.get("/S") == "/URI":
            raise RefusedError("active", what="outside")
        actions.append(action.get("/Next"))


def _unpacked(stream: pikepdf.Stream) -> int:
    """Return how many bytes a stream unpacks to, without unpacking more than allowed.

    Raises:
        RefusedError: it is too much, or cannot be told and may be.
    """
    _refuse_huge_image(stream)
    filters: Any = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    general = next((at for at, name in enumerate(names) if name not in UNPACKERS), len(names))
    known, own = names[:general], names[general:]  # own: a picture's own coding, which stays as it is
    if any(name in UNPACKERS for name in own):
        raise RefusedError("heavy")
    settings = _settings(stream, len(names))
    if any(isinstance(one, pikepdf.Dictionary) for one in settings[: max(0, len(known) - 1)]):
        raise RefusedError("heavy")  # a predictor between two layers: no program writes that
    last = settings[len(known) - 1] if known else None
    early = last.get("/EarlyChange", 1) if isinstance(last, pikepdf.Dictionary) else 1
    raw = bytes(stream.read_raw_bytes())
    try:
        return unpacked_size(raw, known, most=MOST_UNPACKED, early=0 if early == 0 else 1)
    except TooMuchError:
        raise RefusedError("heavy") from None
    except DamagedError as damaged:
        if len(known) > 1 or len(raw) > MOST_DAMAGED:
            raise RefusedError("heavy") from None
        return max(len(raw), damaged.before)


def _settings(stream: pikepdf.Stream, filters: int) -> list[Any]:
    """Return what stands beside each filter."""
    found: Any = stream.get("/DecodeParms", stream.get("/DP"))
    listed = list(found) if isinstance(found, pikepdf.Array) else [found]
    return (listed + [None] * filters)[:filters]


def _refuse_huge_image(stream: pikepdf.Stream) -> None:
    """A few bytes of fax coding may stand for a picture that no computer can draw."""
    width: Any = stream.get("/Width")
    height: Any = stream.get("/Height")
    if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS_OF_A_SCAN:
        raise RefusedError("pixels", megapixels=MOST_PIXELS_OF_A_SCAN // 1_000_000)
