"""What anybody may ask about a result: whether it is genuine, and whether a changed copy is told from it."""

from typing import Any, Final

from gateway.smoke.browser import VERIFICATIONS, Browser
from gateway.smoke.errors import Place, SmokeFailedError

GENUINE: Final = "genuine"
SIGNATURES: Final = 2


def genuine(browser: Browser, pdf: bytes, procedure: str) -> dict[str, Any]:
    """Return what the register says of a result that must be genuine, signed by a leader and sealed.

    Raises:
        SmokeFailedError: it is not.
    """
    told = browser.verified(pdf)
    register = told["register"] or {}
    if told["verdict"] != GENUINE:
        raise failed(browser, f"the result is {told['verdict']}: {', '.join(told['reasons'])}")
    if register.get("procedure") != procedure or len(told["signatures"]) != SIGNATURES:
        raise failed(browser, "the register tells of another result")
    return register


def altered(browser: Browser, pdf: bytes) -> str:
    """Return the verdict on a copy in which one bit is changed.

    Raises:
        SmokeFailedError: the copy is called genuine.
    """
    verdict: str = browser.verified(changed(pdf))["verdict"]
    if verdict == GENUINE:
        raise failed(browser, "a changed copy is called genuine")
    return verdict


def changed(pdf: bytes) -> bytes:
    """Change one bit of the first thing that is drawn: every signature covers it."""
    at = pdf.index(b"stream") + len(b"stream\r\n")
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def failed(browser: Browser, reason: str) -> SmokeFailedError:
    """Return the failure of a verification."""
    return SmokeFailedError(reason, Place(browser.site + VERIFICATIONS))
