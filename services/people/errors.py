"""Why the directory refused."""

from services.errors import ForbiddenError


class AccountClosedError(ForbiddenError):
    """The electronic identity may no longer be used here."""
