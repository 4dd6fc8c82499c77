"""For gunicorn: `gunicorn -c python:gateway.demo.trust.serving gateway.demo.trust.wsgi:application`."""

import os

from gateway.clock import now
from gateway.config import Config
from gateway.demo.pki import DemoPki, folder_of
from gateway.demo.trust.app import TrustService
from services.keys import KeyRing

_config = Config.from_environ(os.environ)

application = TrustService(DemoPki(folder_of(_config.data_folder), KeyRing.open(_config.key_ring_file)), now)
