"""Names that survive a power failure."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make what was just created, linked or renamed in a folder durable; syncing the file alone does not."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
