"""Why a request was not let in."""

from services.errors import DomainError


class NotSignedInError(DomainError):
    """The route is for people who are signed in."""


class RoleForbiddenError(DomainError):
    """Signed in, but the role may not open this route."""

    fields = ("role",)
