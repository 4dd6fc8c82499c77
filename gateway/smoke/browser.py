"""One person's browser: cookies of their own, redirects followed, forms sent to where they came from alone."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import requests

from gateway.smoke.errors import Place, SmokeFailedError
from gateway.smoke.page import Form, Page, bare

SECONDS: Final = (10, 60)
"""To connect, and between two pieces of an answer."""
PDF: Final = "application/pdf"
VERIFICATIONS: Final = "/api/v1/verifications"
SentFile = tuple[str, tuple[str, bytes, str]]


class Browser:
    """Opens pages of a site.

    Args:
        site: its address, without a slash at the end.
    """

    def __init__(self, site: str) -> None:
        self.site = site
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy and no password of this machine's for an address it was told
        self._session.headers["User-Agent"] = "gateway-smoke"

    def get(self, address: str) -> Page:
        """Open a page.

        Raises:
            SmokeFailedError: no answer, or a refusal.
        """
        return Page(self._ask("GET", address))

    def send(self, form: Form, *, to: str = "", value: str = "", files: Sequence[SentFile] = ()) -> Page:
        """Press a button of a form (see `Form.pressed`), perhaps with files chosen.

        Raises:
            SmokeFailedError: no answer, a refusal, or the form leads to another site than the one that shows it.
        """
        address, fields = form.pressed(to=to, value=value)
        origin = origin_of(form.page.address)
        if origin_of(address) != origin:
            raise SmokeFailedError("the form leads to another site", form.page.place)
        return Page(self._ask("POST", address, data=fields, files=files or None, headers={"Origin": origin}))

    def download(self, address: str) -> bytes:
        """Fetch a PDF.

        Raises:
            SmokeFailedError: no answer, a refusal, or something else than a PDF.
        """
        response = self._ask("GET", address)
        if response.headers.get("Content-Type") != PDF:
            raise SmokeFailedError("not a PDF", Page(response).place)
        return response.content

    def verified(self, pdf: bytes) -> dict[str, Any]:
        """Ask the site's API for its verdict on a file.

        Raises:
            SmokeFailedError: no answer, a refusal, or no verdict.
        """
        response = self._ask("POST", VERIFICATIONS, files={"file": ("result.pdf", pdf, PDF)})
        try:
            found: dict[str, Any] = response.json()
        except requests.JSONDecodeError:
            raise SmokeFailedError("not JSON", Page(response).place) from None
        return found

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def _ask(self, method: str, address: str, **more: Any) -> requests.Response:
        address = urljoin(self.site + "/", address)
        try:
            response = self._session.request(method, address, timeout=SECONDS, **more)
        except requests.RequestException as error:
            raise SmokeFailedError(f"no answer ({type(error).__name__})", Place(bare(address))) from None
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            raise SmokeFailedError("refused", Page(response).place)
        return response


def origin_of(address: str) -> str:
    """Return scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
