"""Where each role begins its work."""

from typing import Final

from gateway.frame import has_page
from services.actor import Role

CITIZENS: Final = "/"
OFFICERS: Final = "/can-bo"
OTHERS: Final = {
    Role.AUDITOR: "/thanh-tra",
    Role.UNIT_ADMIN: "/quan-tri",
    Role.BUSINESS_ADMIN: "/quan-tri",
    Role.TECHNICAL_ADMIN: "/quan-tri",
}


def home_of(role: Role, wanted: str) -> str:
    """Return where to go after choosing a role: the page that was wanted if it can be this role's, else its home."""
    if role is Role.CITIZEN:
        return CITIZENS if wanted.startswith((OFFICERS, *OTHERS.values())) else wanted
    home = OTHERS.get(role, OFFICERS)
    if wanted.startswith(home):
        return wanted
    return home if has_page(home) else CITIZENS
