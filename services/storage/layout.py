"""Where files are in the store's folder. Nobody but us may look into it."""

from pathlib import Path
from uuid import UUID

from services.durable import sync_folder


def finished(folder: Path, blob_id: UUID) -> Path:
    """Return where a finished file is: 256 folders, so that none grows to millions of entries."""
    return folder / str(blob_id)[:2] / str(blob_id)


def unfinished_folder(folder: Path) -> Path:
    """Return where files are while they are written: on the same disk, so that each gets its name in one step."""
    return folder / "tmp"


def unfinished(folder: Path, blob_id: UUID) -> Path:
    """Return where a file is while it is written."""
    return unfinished_folder(folder) / str(blob_id)


def make_private(folder: Path) -> None:
    """Make a folder and the one above it, durably, unless they are there."""
    if not folder.is_dir():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
