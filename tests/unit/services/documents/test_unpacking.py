"""What unpacks to too much, however it is packed; and honest streams of every packing."""

import base64
import json
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from services.documents import inspection
from services.documents.inspection import inspect
from services.documents.unpacking import unpacked_size
from tests.unit.services.documents.pdfs import pdf, picture


@pytest.fixture
def an_eighth(monkeypatch):
    """An eighth of the bound, so that bombs need not be as large as those that were built to kill."""
    assert inspection.MOST_UNPACKED == 200 << 20
    monkeypatch.setattr(inspection, "MOST_UNPACKED", inspection.MOST_UNPACKED // 8)


def judged(content: bytes) -> dict[str, object]:
    return json.loads(inspect(content))


def bomb_behind_a_bomb(made: pikepdf.Pdf) -> None:
    engine = zlib.compressobj(9)
    once = b"".join(engine.compress(bytes(1 << 20)) for _ in range(30)) + engine.flush()
    stream = pikepdf.Stream(made, zlib.compress(once, 9))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    made.pages[0].Contents = made.make_indirect(stream)


def picture_of_billions(made: pikepdf.Pdf) -> None:
    stream = pikepdf.Stream(made, b"\x00")
    stream.Filter, stream.Subtype = Name.CCITTFaxDecode, Name.Image
    stream.Width, stream.Height = 100_000, 100_000
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im=made.make_indirect(stream)))


def deflated_zeros(megabytes: int) -> bytes:
    engine = zlib.compressobj(9)
    return b"".join(engine.compress(bytes(1 << 20)) for _ in range(megabytes)) + engine.flush()


def runs(megabytes: int) -> bytes:
    return b"\x81\x00" * (megabytes << 13)


def lzw(text: bytes, early: int = 1) -> bytes:
    """Pack as the specification says, one code for the longest known beginning."""
    table = {bytes([one]): one for one in range(256)}
    bits, width, following = [f"{256:09b}"], 9, 258
    known = b""
    for at in range(len(text)):
        longer = known + text[at : at + 1]
        if longer in table:
            known = longer
            continue
        bits.append(f"{table[known]:0{width}b}")
        table[longer], following, known = following, following + 1, longer[-1:]
        if following + early > 1 << width:
            width += 1
        if following == 4095:
            bits.append(f"{256:0{width}b}")
            table, width, following = {bytes([one]): one for one in range(256)}, 9, 258
    bits += [f"{table[known]:0{width}b}"]
    whole = "".join(bits)
    whole += "0" * (-len(whole) % 8)
    return int(whole, 2).to_bytes(len(whole) // 8, "big")


def streamed(raw: bytes, *filters: str, **more: object) -> bytes:
    """A PDF that holds these bytes as they are, under these filters."""

    def change(made: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(made, raw)
        if filters:
            stream.Filter = Name(filters[0]) if len(filters) == 1 else Array([Name(one) for one in filters])
        for key, value in more.items():
            stream[f"/{key}"] = value
        made.Root.Kept = made.make_indirect(stream)

    return pdf(change=change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.usefixtures("an_eighth")
class TestBombs:
    def test_a_stream_packed_twice_is_unpacked_twice_within_bounds(self):
        kept = pdf(change=bomb_behind_a_bomb, compress_streams=False)

        assert len(kept) < 5_000
        assert judged(kept) == {"refused": "heavy"}

    @pytest.mark.parametrize(
        ("raw", "filters"),
        [
            (lambda: deflated_zeros(120).hex().encode(), ["/ASCIIHexDecode", "/FlateDecode"]),
            (lambda: base64.a85encode(deflated_zeros(120)) + b"~>", ["/A85", "/Fl"]),
            (lambda: runs(120), ["/RunLengthDecode"]),
            (lambda: zlib.compress(runs(120), 9), ["/FlateDecode", "/RunLengthDecode"]),
            (lambda: zlib.compress(runs(120), 9), ["/Crypx", "/FlateDecode", "/RunLengthDecode"]),
            (lambda: deflated_zeros(120), ["/FlateDecode", "/DCTDecode"]),
            (lambda: lzw(bytes(8 << 20)) * 12, ["/LZWDecode"]),
            (lambda: b"\xff\xd8", ["/DCTDecode", "/FlateDecode"]),
            (lambda: bytes(100_000), ["/FlateDecode"]),
            (lambda: b"no hex", ["/ASCIIHexDecode", "/FlateDecode"]),
        ],
        ids=[
            "hex, then deflated",
            "ascii 85, then deflated",
            "runs",
            "deflated runs",
            "deflated runs behind a key that is none",
            "deflated picture",
            "lzw",
            "deflated behind a picture",
            "damaged and not small",
            "damaged in layers",
        ],
    )
    def test_however_it_is_packed_it_is_counted(self, raw, filters):
        kept = streamed(raw(), *filters).replace(b"/Crypx", b"/Crypt")  # which pikepdf would not write

        assert judged(kept) == {"refused": "heavy"}

    def test_what_is_changed_between_two_layers_cannot_be_counted(self):
        between = Array([Dictionary(Predictor=12, Columns=4), Dictionary()])
        kept = streamed(zlib.compress(zlib.compress(b"q Q")), "/FlateDecode", "/FlateDecode", DecodeParms=between)

        assert judged(kept) == {"refused": "heavy"}

    def test_a_picture_of_billions_of_points_is_not_drawn(self):
        assert judged(pdf(change=picture_of_billions)) == {"refused": "pixels", "megapixels": 200}


class TestHonest:
    @pytest.mark.parametrize(
        ("raw", "filters", "more"),
        [
            (b"71 20 5", ["/ASCIIHexDecode"], {}),
            (zlib.compress(b"q Q").hex().encode() + b">", ["/AHx", "/Fl"], {}),
            (base64.a85encode(zlib.compress(bytes(999)), wrapcol=70) + b"~>", ["/ASCII85Decode", "/FlateDecode"], {}),
            (base64.a85encode(picture()), ["/ASCII85Decode", "/DCTDecode"], {}),
            (b"\x02q Q\xfe \x80", ["/RunLengthDecode"], {}),
            (lzw(b"q Q " * 9_000), ["/LZWDecode"], {}),
            (lzw(bytes(range(256)) * 900, early=0), ["/LZWDecode"], {"DecodeParms": Dictionary(EarlyChange=0)}),
            (picture(), ["/DCTDecode"], {}),
            (zlib.compress(b"q Q")[:-4] + b"\0\0\0\0", ["/FlateDecode"], {}),
            (b"no deflating", ["/FlateDecode"], {}),
            (bytes(100_000), ["/JBIG2Decode"], {}),
            (b"q Q", [], {}),
        ],
    )
    def test_streams_of_every_packing(self, raw, filters, more):
        assert judged(streamed(raw, *filters, **more))["type"] == "application/pdf"

    @pytest.mark.parametrize("early", [0, 1])
    @pytest.mark.parametrize("text", [b"q Q " * 9_000, bytes(range(256)) * 900, bytes(300_000), b"q"])
    def test_lzw_is_counted_to_the_byte(self, text, early):
        assert unpacked_size(lzw(text, early), ["/LZWDecode"], most=1 << 20, early=early) == len(text)
