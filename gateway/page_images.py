"""Pages of a PDF as pictures, drawn from those very bytes: what a leader sees before approving them.

PDFium is written in C and reads what people hand in, so it works in a limited child process.
"""

from typing import Final

from services.sandbox import Limits, Sandbox

DRAW: Final = "gateway.page_drawing:draw"
LENGTH_BYTES: Final = 4


class PageImages:
    """Draws pages. One serves all threads of a process; close it at the end."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._sandbox = Sandbox(DRAW, limits=limits)

    def of(self, pdf: bytes) -> list[bytes] | None:
        """Return each page as a PNG, None if the file cannot be drawn within the limits."""
        answer = self._sandbox.call(pdf)
        return None if answer is None else _apart(answer)

    def close(self) -> None:
        """End the process that draws."""
        self._sandbox.close()


def together(pictures: list[bytes]) -> bytes:
    """Join pictures, each behind its length."""
    return b"".join(len(one).to_bytes(LENGTH_BYTES, "big") + one for one in pictures)


def _apart(joined: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(joined):
        begin = at + LENGTH_BYTES
        at = begin + int.from_bytes(joined[at:begin], "big")
        found.append(joined[begin:at])
    return found
