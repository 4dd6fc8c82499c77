"""The applicant's part after filing: papers of the system, a yes to the draft, the result itself."""

import hashlib
import re
from typing import Final

from gateway.smoke.browser import Browser
from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.filing import needed
from gateway.smoke.page import Page
from gateway.smoke.waiting import Patience

CONFIRMATION: Final = "Tải xác nhận đã nộp"
RECEIPT: Final = "Tải Giấy tiếp nhận hồ sơ"
RETURNED: Final = "Đã trả kết quả lúc"
TAKE: Final = "nhan-ket-qua"
RESULT: Final = r"/ho-so/[^/]+/ket-qua/[0-9a-f]+"
DIGEST: Final = re.compile(r"SHA-256: ([0-9a-f]{64})")


def paper(browser: Browser, code: str, label: str, patience: Patience) -> bytes:
    """Fetch a paper of the system from the page of a dossier, once the worker has made it."""
    return browser.download(patience.until(lambda: browser.get(f"/ho-so/{code}"), lambda page: page.link(label)))


def confirmed(browser: Browser, code: str) -> None:
    """Say yes to the draft of the result."""
    page = browser.get(f"/ho-so/{code}")
    page = browser.get(needed(page, page.link_to(r"/ho-so/[^/]+/ban-thao-\d+"), "draft to confirm"))
    browser.send(page.form("xac-nhan"))


def taken(browser: Browser, code: str, patience: Patience) -> bytes:
    """Fetch the result once it is issued, hold it against the digest on the page, and say that it arrived.

    Raises:
        SmokeFailedError: the file is another than the page says, or the dossier does not end.
    """

    def issued(page: Page) -> Page | None:
        return page if page.form_if_any(TAKE) else None

    page = patience.until(lambda: browser.get(f"/ho-so/{code}"), issued)
    pdf = browser.download(needed(page, page.link_to(RESULT), "result"))
    if hashlib.sha256(pdf).hexdigest() not in DIGEST.findall(page.text):
        raise SmokeFailedError("the digest is not that of the result", page.place)
    page = browser.send(page.form(TAKE))
    if RETURNED not in page.text:
        raise SmokeFailedError("the dossier is not closed", page.place)
    return pdf
