"""What gunicorn serves."""

import os

from gateway.app import create_app
from gateway.config import Config
from gateway.logs import configure

configure()
application = create_app(Config.from_environ(os.environ))
