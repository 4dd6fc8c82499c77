"""How Authlib reads a request here."""

from collections.abc import Mapping

from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Request
from authlib.oauth2.base import invalid_error_characters
from authlib.oauth2.rfc6749.requests import OAuth2Payload, OAuth2Request
from flask import Request
from werkzeug.datastructures import MultiDict


class Payload(OAuth2Payload):
    """The parameters from one place only: the query of an authorization request, the body of a token request.

    Authlib's own reads both at once, so that a query could stand in for a body.
    """

    def __init__(self, parameters: MultiDict[str, str]) -> None:
        self._parameters = parameters

    @property
    def data(self) -> MultiDict[str, str]:
        """The parameters, the first of each name."""
        return self._parameters

    @property
    def datalist(self) -> Mapping[str, list[str]]:
        """All values of each name."""
        return self._parameters.to_dict(flat=False)

    @property
    def response_type(self) -> str | None:
        """The response type, without letters that Authlib's error message may not repeat (it would be a 500)."""
        wanted: str | None = super().response_type
        return None if wanted and invalid_error_characters(wanted) else wanted


class ProviderRequest(FlaskOAuth2Request):
    """A request whose address is the public one: the transport is judged by what people use, not by a proxy's hop."""

    def __init__(self, request: Request, issuer: str, parameters: MultiDict[str, str]) -> None:
        OAuth2Request.__init__(self, method=request.method, uri=issuer + request.path, headers=request.headers)
        self._request = request
        self.payload = Payload(parameters)


def repeated(parameters: Mapping[str, list[str]]) -> bool:
    """Tell whether a parameter came twice, which is never allowed (RFC 6749 §3.1, §3.2)."""
    return any(len(values) > 1 for values in parameters.values())
