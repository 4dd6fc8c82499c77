"""How long the long tests run: `make deep` sets DEEP, and they do that many times as much, with the same seeds."""

import os
from typing import Final

TIMES: Final = int(os.environ.get("DEEP", "1"))
