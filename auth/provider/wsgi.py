"""The provider for gunicorn: `gunicorn -c python:auth.provider.serving auth.provider.wsgi:application`."""

import os

from auth.provider.app import create_provider
from auth.provider.settings import ProviderSettings

application = create_provider(ProviderSettings.from_environ(os.environ))
