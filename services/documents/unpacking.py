"""Unpack the streams of a PDF piece by piece, so that a bomb is known by its size and not by its bang.

Runs in the sandbox alone, over hostile bytes. Not by qpdf: it unpacks the whole of a stream before it says how much
that is, and reports memory that ran out as damage.
"""

import base64
import binascii
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Final

PIECE: Final = 1 << 20
SLICE: Final = 1 << 16
LZW: Final = frozenset({"/LZWDecode", "/LZW"})
BLANKS: Final = b"\x00\t\n\x0c\r "
RUN_END: Final = 128
LZW_CLEAR, LZW_END = 256, 257
LZW_SHORTEST, LZW_LONGEST = 9, 12
A85_GROUP: Final = 5


class TooMuchError(Exception):
    """A layer unpacks to more than allowed."""


class DamagedError(Exception):
    """The bytes are not what the filter says."""

    def __init__(self, before: int = 0) -> None:
        super().__init__()
        self.before = before


def unpacked_size(raw: bytes, filters: Sequence[str], *, most: int, early: int = 1) -> int:
    """Return how many bytes come out behind the last filter.

    Args:
        raw: as it stands in the file.
        filters: names that `UNPACKERS` has, in the order of unpacking.
        most: bytes that each layer may unpack to.
        early: `/EarlyChange` of LZW.

    Raises:
        TooMuchError: a layer unpacks to more.
        DamagedError: with how many bytes came out before.
    """
    pieces: Iterator[bytes] = (raw[at : at + SLICE] for at in range(0, len(raw), SLICE))
    for name in filters:
        unpacked = _lzw(pieces, early) if name in LZW else UNPACKERS[name](pieces)
        pieces = _within(unpacked, most)
    total = 0
    try:
        for piece in pieces:
            total += len(piece)
    except (DamagedError, zlib.error, ValueError, struct.error):
        raise DamagedError(total) from None
    return total


def _within(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            raise TooMuchError
        yield piece


def _flate(packed: Iterator[bytes]) -> Iterator[bytes]:
    engine = zlib.decompressobj()
    for one in packed:
        try:
            piece = engine.decompress(one, PIECE)
            while piece:
                yield piece
                piece = engine.decompress(engine.unconsumed_tail, PIECE)
        except zlib.error as error:
            if "incorrect data check" in str(error):  # all of it came out, only its sum is wrong; readers take it
                return
            raise
        if engine.eof:
            return


def _hex(packed: Iterator[bytes]) -> Iterator[bytes]:
    left = b""
    for one in packed:
        text, end, _ = one.partition(b">")
        digits = left + text.translate(None, BLANKS)
        if end and len(digits) % 2:
            digits += b"0"
        even = len(digits) // 2 * 2
        left = digits[even:]
        yield binascii.unhexlify(digits[:even])
        if end:
            return


def _ascii85(packed: Iterator[bytes]) -> Iterator[bytes]:
    left = b""
    for one in packed:
        text, end, _ = one.partition(b"~")
        digits = (left + text.translate(None, BLANKS)).replace(b"z", b"!!!!!")
        whole = len(digits) if end else len(digits) // A85_GROUP * A85_GROUP
        left = digits[whole:]
        yield base64.a85decode(digits[:whole])
        if end:
            return
    if left:
        yield base64.a85decode(left)


def _run_length(packed: Iterator[bytes]) -> Iterator[bytes]:
    left, out = b"", bytearray()
    for one in packed:
        held, at = left + one, 0
        while at < len(held):
            code = held[at]
            if code == RUN_END:
                yield bytes(out)
                return
            last = at + 2 if code > RUN_END else at + 2 + code
            if last > len(held):
                break
            out += held[at + 1 : last] * (257 - code) if code > RUN_END else held[at + 1 : last]
            at = last
            if len(out) > PIECE:
                yield bytes(out)
                out.clear()
        left = held[at:]
    yield bytes(out)


def _codes(packed: Iterator[bytes], width: list[int]) -> Iterator[int]:
    """Read numbers of a width that the reader of them may change in between."""
    held = bits = 0
    for one in packed:
        for byte in one:
            held = held << 8 | byte
            bits += 8
            if bits >= width[0]:
                bits -= width[0]
                yield held >> bits
                held &= (1 << bits) - 1


def _lzw(packed: Iterator[bytes], early: int = 1) -> Iterator[bytes]:
    plain = [bytes([one]) for one in range(LZW_CLEAR)] + [b"", b""]
    table, width, before, out = list(plain), [LZW_SHORTEST], b"", bytearray()
    for code in _codes(packed, width):
        if code == LZW_END:
            break
        if code == LZW_CLEAR:
            table, width[0], before = list(plain), LZW_SHORTEST, b""
            continue
        if code < len(table):
            entry = table[code]
        elif code == len(table) and before:
            entry = before + before[:1]
        else:
            raise DamagedError
        if before and len(table) < 1 << LZW_LONGEST:
            table.append(before + entry[:1])
            if len(table) + early >= 1 << width[0] and width[0] < LZW_LONGEST:
                width[0] += 1
        before = entry
        out += entry
        if len(out) > PIECE:
            yield bytes(out)
            out.clear()
    yield bytes(out)


def _as_it_is(packed: Iterator[bytes]) -> Iterator[bytes]:
    return packed


UNPACKERS: Final[dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]]] = {
    "/FlateDecode": _flate,
    "/Fl": _flate,
    "/LZWDecode": _lzw,
    "/LZW": _lzw,
    "/ASCIIHexDecode": _hex,
    "/AHx": _hex,
    "/ASCII85Decode": _ascii85,
    "/A85": _ascii85,
    "/RunLengthDecode": _run_length,
    "/RL": _run_length,
    "/Crypt": _as_it_is,  # a locked file was refused before; in any other it changes nothing
}
