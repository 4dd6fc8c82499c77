"""What templates may use beyond plain Jinja."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import Flask
from jinja2 import ChainableUndefined
from markupsafe import Markup

from gateway import announced, controls, frame
from gateway.amended import ties_in_words
from gateway.assets import fingerprint, styles_address
from gateway.config import Config
from gateway.language import current_locale
from gateway.request_id import current_id
from gateway.site import site
from gateway.verdict_page import printable
from gateway.words import in_words
from gateway.words.calendar import moment_in_words, told
from gateway.words.desk import Standing, current_step
from gateway.words.procedures import Counted, copies_in_words
from services.calendar.province import province_time
from services.calendar.steps import Step
from services.results.amendments import Ties
from services.results.handed_in import SignedPaper

KIB = 1024


def size(octets: int) -> str:
    """Write the size of a file: `812 B`, `60 KB`, `1,2 MB`."""
    if octets < KIB:
        return f"{octets} B"
    if octets < KIB * KIB:
        return f"{round(octets / KIB)} KB"
    return f"{octets / KIB / KIB:.1f} MB".replace(".", ",")


VIETNAMESE = re.compile("[À-ÖØ-öø-ỹ]")
"""Letters that no English word has."""


def vietnamese(value: Any) -> Any:
    """Say of a text that it is Vietnamese where the page is not, so that it is read aloud as such (WCAG 3.1.2).

    For names and for what people wrote; the catalogue is Vietnamese alone. What is markup already stays as it is.
    """
    if type(value) is not str or current_locale() == "vi" or not VIETNAMESE.search(value):
        return value
    return Markup('<span lang="vi">{}</span>').format(value)


def explained(step: Step) -> Markup:
    """Word one step of a derivation, the name of a day off said to be Vietnamese where the page is not."""
    sentence = Markup(in_words(step.kind, current_locale()))  # noqa: S704 - written by us, in gateway/words
    return sentence % {**told(step), "name": vietnamese(step.name)}


HEAD, TAIL = 3, 4  # digits of an identity number that stay readable


def date_vi(value: date | datetime) -> str:
    """Write a day as people here do: `24/11/2026`. Instants are shown on the province's clock."""
    day = province_time(value) if isinstance(value, datetime) else value
    return day.strftime("%d/%m/%Y")


def time_vi(value: datetime) -> str:
    """Write an instant on the province's clock: `17:30`."""
    return province_time(value).strftime("%H:%M")


def second_vi(value: datetime) -> str:
    """Write an instant to the second, where its order among others matters: `17:30:05`."""
    return province_time(value).strftime("%H:%M:%S")


def money(amount: int) -> str:
    """Write an amount: `1.234.567 đ`."""
    return f"{amount:,} đ".replace(",", ".")


def masked(number: str) -> str:
    """Hide the middle of an identity number: `099•••••0123`."""
    hidden = len(number) - HEAD - TAIL
    return number[:HEAD] + "•" * hidden + number[-TAIL:] if hidden > 0 else "•" * len(number)


def init_app(app: Flask) -> None:
    """Register filters, globals and the undefined that the form macros need."""
    config: Config = app.config["SETTINGS"]
    app.jinja_env.undefined = ChainableUndefined  # a component's parameter may be left out, parts and all
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    instants = {"date_vi": date_vi, "time_vi": time_vi, "second_vi": second_vi}
    app.jinja_env.filters.update(money=money, masked=masked, size=size, vi=vietnamese, **instants)

    @cache  # four on every page: building the address anew would be a quarter of the frame's cost
    def asset(name: str) -> str:
        """Return the address of a static file, with its digest, so that it may be cached for a year."""
        return f"{app.static_url_path}/{name}?v={fingerprint(name)}"

    def words(thing: object) -> str:
        """Word an error or an enum member in the request's language."""
        return in_words(thing, current_locale())  # type: ignore[arg-type] # a template may hand in anything

    def copies(paper: Counted) -> str:
        """Say how many of a paper are wanted, in the request's language."""
        return copies_in_words(paper, current_locale())

    def step(one: Standing) -> str:
        """Say whom a dossier waits for, in the request's language."""
        return current_step(one, current_locale())

    def moment(instant: datetime) -> str:
        """Write an instant with the day of its week, in the request's language."""
        return moment_in_words(instant, current_locale())

    def tied(ties: Ties) -> Sequence[str]:
        """Say what a result does to another and what became of it, in the request's language."""
        return ties_in_words(ties, current_locale())

    worded = {"ties": tied, "words": words, "copies": copies, "current_step": step, "moment": moment}
    app.jinja_env.filters.update(explained=explained, printable=printable, **worded)
    app.jinja_env.globals.update(
        asset=asset,
        styles_address=styles_address,
        words=words,
        signed_paper=SignedPaper.of,
        settings=config,
        site=site(config),
        locale=current_locale,
        request_id=current_id,
    )
    frame.init_app(app)
    announced.init_app(app)
    controls.init_app(app)
