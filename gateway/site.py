"""How this deployment is called: the province's file says it, a setting may say otherwise."""

from gateway.config import Config
from services.catalogue.source.province import province


def site(config: Config) -> dict[str, str]:
    """Return the names and links of the page frame (templates/base.html)."""
    found = province()
    return {
        "short_name": found.site_mark,
        "short_name_en": found.site_mark_en,
        "long_name": config.site_name or found.site_name,
        "long_name_en": config.site_name or found.site_name_en,
        "portal_url": found.national_portal.url,
    }
