"""`gateway smoke`: sense is made of what it was given, two matters are walked, the report comes back."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import urlsplit

import click

from auth.provider.folder import PASSCODE
from gateway.clock import now
from gateway.config import Config
from gateway.printing import Printer
from gateway.smoke.errors import SmokeFailedError
from gateway.smoke.journey import Journey, Run
from gateway.smoke.matters import matters
from gateway.smoke.report import Report
from gateway.smoke.waiting import Patience
from services.calendar.province import civil_date, province_time

PRIVATE: Final = 0o700
SAID_BY: Final = "gateway smoke"


def smoke(
    url: str, *, passcode_file: TextIO | None, out: Path | None, patience: Patience, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Run on a site and return the report.

    Args:
        url: the site's address.
        passcode_file: holds the demonstration's passcode; None to look under the data folder, else to ask for it.
        out: folder for what is saved; None for one that is named by the present second.
        patience: waits for the worker.
        tell: takes a line after every step.

    Raises:
        click.UsageError: it cannot begin with what it was given.
    """
    site, passcode, folder = site_of(url), passcode_of(passcode_file, os.environ), folder_of(out)
    report = Report(site, folder, patience.stopwatch, tell)
    run = Run(report, passcode, patience, scan)
    try:
        run.begin()
        for matter in matters(civil_date(now())):
            Journey(run, matter).walk()
    except SmokeFailedError:
        tell("does not hold")  # the report knows why: the step noted it
    else:
        tell(f"holds; saved in {folder}")
    return report.as_json()


def site_of(url: str) -> str:
    """Return the address of a site as its pages name it.

    Raises:
        click.UsageError: it is no address of a site.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise click.UsageError(f"{bare(url)}: an address such as http://127.0.0.1:8000 is needed")
    if parts.username is not None:
        raise click.UsageError("the address of the site holds no name and no password")
    return f"{parts.scheme}://{parts.netloc}"


def bare(url: str) -> str:
    """Return an address without what might be a password."""
    return url.rpartition("@")[2]


def passcode_of(given: TextIO | None, environ: Mapping[str, str]) -> str:
    """Return the passcode: never an argument, which every process of the machine could read.

    Raises:
        click.UsageError: nobody said it.
    """
    kept = Config(data=environ.get("GATEWAY_DATA") or Config.data).data_folder / "idp" / PASSCODE
    if given is not None:
        found = given.read()
    elif kept.is_file():
        found = kept.read_text(encoding="utf-8")
    elif sys.stdin.isatty():
        found = str(click.prompt("Passcode of the demonstration", hide_input=True, err=True))
    else:
        raise click.UsageError("the passcode is needed: --passcode-file, or GATEWAY_DATA of the demonstration")
    if not found.strip():
        raise click.UsageError("the passcode is empty")
    return found.strip()


def folder_of(out: Path | None) -> Path:
    """Make the folder for what is saved, readable by its owner alone.

    Raises:
        click.UsageError: it cannot be made.
    """
    folder = (out or Path(f"smoke-{province_time(now()):%Y%m%d-%H%M%S}")).resolve()
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"{folder}: {error.strerror}") from error
    return folder


def scan(holder: str) -> bytes:
    """Draw a paper of the demonstration to hand in."""
    data = {"system": SAID_BY, "title": "Giấy tờ của lượt kiểm tra", "holder": holder}
    return Printer(demo=True).render("demo-paper", data, at=now())
