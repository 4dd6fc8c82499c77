"""Why a request was not let in."""

from enum import StrEnum

from services.errors import DomainError, NotFoundError


class NotSignedInError(DomainError):
    """The route is for people who are signed in."""


class RoleForbiddenError(DomainError):
    """Signed in, but the role may not open this route."""

    fields = ("role",)


class Refusal(StrEnum):
    """The class of reason for which a login was refused: what the event keeps, and what the helpdesk is told.

    Nothing the provider or the browser sent is ever part of it.
    """

    STATE = "state"
    BROWSER = "browser"
    EXPIRED = "expired"
    REPLAYED = "replayed"
    CODE = "code"
    METHOD = "method"
    RESPONSE_ISSUER = "response_issuer"
    DENIED = "denied"
    PROVIDER_ERROR = "provider_error"
    METADATA = "metadata"
    UNREACHABLE = "unreachable"
    EXCHANGE = "exchange"
    USERINFO = "userinfo"
    ID_TOKEN_MISSING = "id_token_missing"  # noqa: S105 - names a reason
    FORM = "form"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    TYPE = "type"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    TIME = "time"
    SUBJECT = "subject"
    NONCE = "nonce"
    AT_HASH = "at_hash"
    ACCOUNT_CLOSED = "account_closed"


class LoginRefusedError(DomainError):
    """A login that came back from the provider is not taken."""

    fields = ("reason",)

    @property
    def refusal(self) -> Refusal:
        """The class of reason."""
        reason: Refusal = self.data["reason"]
        return reason


class ProviderUnavailableError(DomainError):
    """The identity provider cannot be reached, or not understood: nobody signs in anew, who is signed in goes on."""


class NoSuchCapacityError(NotFoundError):
    """Asked to act as something that this person is not, or no longer."""
