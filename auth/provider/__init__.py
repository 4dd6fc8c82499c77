"""The embedded, VNeID-style identity provider: for demonstrations and tests, never for real people."""

from auth.provider.app import create_provider
from auth.provider.folder import prepare, subject_in
from auth.provider.settings import ProviderSettings

__all__ = ["ProviderSettings", "create_provider", "prepare", "subject_in"]
