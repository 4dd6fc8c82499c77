"""The addresses of the trust service, as a plain WSGI application."""

import base64
import binascii
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from cryptography.hazmat.primitives.serialization import Encoding
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound
from werkzeug.wrappers import Request, Response

from gateway.demo.issuing import Pair
from gateway.demo.pki import DemoPki
from gateway.demo.trust.stamping import stamp
from gateway.demo.trust.status import answer, revocation_list

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST_REQUEST: Final = 64 * 1024
AUTHORITIES: Final = ("root", "issuing")
METHODS: Final = {
    ("tsa", False): "POST",
    ("ocsp", False): "POST",
    ("ocsp", True): "GET",
    ("crl", True): "GET",
    ("ca", True): "GET",
    ("healthz", False): "GET",
}
"""The first part of each address, whether more follows, and the one method it answers."""


class TrustService:
    """Answers like a time-stamping authority and a certification authority do.

    Args:
        pki: the keys.
        clock: this party's own; nothing that comes with a request is believed about time.
    """

    def __init__(self, pki: DemoPki, clock: Callable[[], datetime]) -> None:
        self._pki = pki
        self._clock = clock
        self._authorities: dict[str, Pair] = {name: pki.authority(name) for name in (*AUTHORITIES, "tsa")}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        request = Request(environ)
        request.max_content_length = LARGEST_REQUEST
        try:
            response = self._answer(request)
        except HTTPException as refusal:
            response = Response(status=refusal.code)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        kind, _, rest = request.path.strip("/").partition("/")
        method = METHODS.get((kind, bool(rest)))
        if method is None:
            raise NotFound
        if request.method != method:
            raise MethodNotAllowed
        now = self._clock().replace(microsecond=0)
        match kind:
            case "tsa":
                issuer = self._authorities["issuing"].certificate
                token = stamp(request.get_data(), self._authorities["tsa"], issuer, now)
                return Response(token, mimetype="application/timestamp-reply")
            case "ocsp":
                asked = _in_address(rest) if rest else request.get_data()
                return Response(answer(self._pki, asked, now), mimetype="application/ocsp-response")
            case "crl":
                found = revocation_list(self._pki.folder, self._authority(rest, ".crl"), now)
                return Response(found, mimetype="application/pkix-crl")
            case "ca":
                found = self._authority(rest, ".cer").certificate.public_bytes(Encoding.DER)
                return Response(found, mimetype="application/pkix-cert")
        return Response("ok\n", mimetype="text/plain")

    def _authority(self, file: str, suffix: str) -> Pair:
        name = file.removesuffix(suffix)
        if name not in AUTHORITIES or not file.endswith(suffix):
            raise NotFound
        return self._authorities[name]


def _in_address(text: str) -> bytes:
    """Read a request that came in the address (RFC 6960 Appendix A)."""
    try:
        return base64.b64decode(unquote(text), validate=True)
    except (binascii.Error, ValueError):
        raise BadRequest from None
