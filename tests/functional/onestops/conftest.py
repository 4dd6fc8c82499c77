"""The public pages, as anybody sees them at a known moment."""

from tests.functional.catalogue.conftest import anyone, foreigner, statements

__all__ = ["anyone", "foreigner", "statements"]
