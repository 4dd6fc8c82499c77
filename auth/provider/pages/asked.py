"""What a client asks for at the authorization endpoint. It stays in the address of every page until it is answered."""

from dataclasses import dataclass

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import InvalidRequestError
from flask import request

from auth.provider.clients import Client
from auth.provider.memory import BrowserSession
from auth.provider.protocol.grant import CodeGrant
from auth.provider.protocol.requests import ProviderRequest
from auth.provider.state import provider

CHOICE = "chon"
"""The parameter with which the sign-in page fills in a number; no client's business."""

PROMPTS = frozenset({"none", "login", "consent", "select_account"})
LONGEST_MAX_AGE_DIGITS = 9


class UnknownDestinationError(Exception):
    """Nobody may be sent to where the request points: the client or its address is not registered."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class RefusedError(Exception):
    """The request goes back to its client with an error."""

    def __init__(self, oauth: ProviderRequest, error: OAuth2Error) -> None:
        self.oauth = oauth
        self.error = error
        super().__init__(error.error)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is in order."""

    oauth: ProviderRequest
    grant: CodeGrant
    client: Client
    prompts: frozenset[str]
    max_age: int | None

    @property
    def key(self) -> str:
        """What tells this request from others: the client's nonce."""
        return f"{self.client.client_id}\n{self.oauth.payload.data['nonce']}"

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes that are known here."""
        return frozenset(self.oauth.scope.split())

    def needs_sign_in(self, who: BrowserSession | None) -> bool:
        """Tell whether the passcode must be given, for the first time or again."""
        if who is None:
            return True
        if who.signed_in_for == self.key:
            return False
        too_old = self.max_age is not None and provider().settings.now() - who.auth_time > self.max_age
        return too_old or bool(self.prompts & {"login", "select_account"})

    def needs_consent(self, who: BrowserSession) -> bool:
        """Tell whether the person has not yet let this client have what it asks for."""
        return "consent" in self.prompts or not self.scopes <= who.consents.get(self.client.client_id, frozenset())

    def refuse(self, error: OAuth2Error) -> RefusedError:
        """Return the refusal of this request."""
        return refusal(self.oauth, error)


def read_asked() -> Asked:
    """Read the query of this request.

    Raises:
        UnknownDestinationError: it must not be answered by a redirect (RFC 6749 §4.1.2.1).
        RefusedError: it can be, with an error.
    """
    client = known_destination()
    server = provider().server
    oauth = server.create_oauth2_request(request.args)
    try:
        grant = server.get_authorization_grant(oauth)
        grant.validate_authorization_request()
        return Asked(oauth, grant, client, prompts_of(oauth), max_age_of(oauth))
    except OAuth2Error as error:
        raise refusal(oauth, error) from error


def known_destination() -> Client:
    """Return the client, when the address to go back to is its own.

    Raises:
        UnknownDestinationError: there is not exactly one client and one address, or they are not registered.
    """
    clients, addresses = request.args.getlist("client_id"), request.args.getlist("redirect_uri")
    client = provider().holdings.clients.find(clients[0]) if len(clients) == 1 else None
    if client is None:
        raise UnknownDestinationError("refused.client")
    if len(addresses) != 1 or not client.check_redirect_uri(addresses[0]):
        raise UnknownDestinationError("refused.address")
    return client


def refusal(oauth: ProviderRequest, error: OAuth2Error) -> RefusedError:
    """Address an error to the client, with its state."""
    error.redirect_uri = oauth.payload.redirect_uri
    error.state = oauth.payload.state
    return RefusedError(oauth, error)


def prompts_of(oauth: ProviderRequest) -> frozenset[str]:
    """Read `prompt` (OpenID Connect Core 1.0 §3.1.2.1).

    Raises:
        InvalidRequestError: an unknown word, or `none` with another.
    """
    prompts = frozenset(oauth.payload.data.get("prompt", "").split())
    if not prompts <= PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise InvalidRequestError("prompt is not valid.")
    return prompts


def max_age_of(oauth: ProviderRequest) -> int | None:
    """Read `max_age`.

    Raises:
        InvalidRequestError: it is no number of seconds.
    """
    text = oauth.payload.data.get("max_age")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_MAX_AGE_DIGITS):
        raise InvalidRequestError("max_age is not valid.")
    return int(text)
