"""What officers look at all day, in a real browser: both languages, phone and desk."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from gateway.clock import set_clock
from gateway.config import Config
from gateway.db import EXTENSION as DATABASE
from services.dossiers.desk import take
from tests.browser.conftest import chromium, window  # noqa: F401 - fixtures
from tests.browser.serving import serving
from tests.browser.window import Window
from tests.desks import BODY, CENTRE, DossierState, a_dossier
from tests.functional.login.conftest import MONDAY, Clock
from tests.functional.officer.walking import DESK, for_signature
from tests.results import ward


@pytest.fixture(scope="session")
def site(
    portal: Flask,
    make_app: Callable[[Config], Flask],
    clock_of_module: Clock,
) -> Iterator[str]:
    """The address of the officers' gateway."""

    def build(address: str) -> Flask:
        app = make_app(replace(portal.config["SETTINGS"], public_url=address))
        set_clock(app, clock_of_module)
        return app

    with serving(build) as address:
        yield address


@pytest.fixture(scope="session")
def dossiers(portal: Flask) -> dict[str, str]:
    """One dossier at each officer's turn."""
    found = {}
    with portal.extensions[DATABASE].unit_of_work() as session:
        new = a_dossier(session, files=3, mark=None, submitted_at=MONDAY, centre=CENTRE, body=BODY)
        found["new"] = new.reference
        found["for_signature"] = for_signature(session)
        begun = a_dossier(session, DossierState.IN_PROGRESS, submitted_at=MONDAY, received_at=MONDAY, arrived_at=MONDAY)
        take(session, begun.id, by=ward(session).specialist, at=MONDAY)
        found["taken"] = begun.code
    return {name: code or "" for name, code in found.items()}


def test_no_officer_trips_over_a_page(window, officer, dossiers, site):  # noqa: F811
    taken, open_one = f"{DESK}/{dossiers['taken']}", f"{DESK}/{dossiers['for_signature']}"
    pages = {
        "P12": ["/can-bo", f"{DESK}/{dossiers['new']}"],
        "P22": ["/can-bo?khay=cho-tiep-nhan"],
        "P13": ["/can-bo", taken, f"{taken}/du-thao/chap-thuan", f"{taken}/du-thao/tu-choi"],
        "P10": ["/can-bo", open_one, f"{open_one}/ket-qua"],
    }
    cookies = {key: officer(key).client.get_cookie("gateway_session") for key in pages}
    for language, width in (("vi", 360), ("vi", 1366), ("en", 360), ("en", 1366)):
        for key, addresses in pages.items():
            one: Window = window(language=language, width=width)
            one.context.add_cookies([{"name": cookies[key].key, "value": cookies[key].value, "url": site}])
            for path in addresses:
                assert one.open(path).status == 200, path
                assert one.faults() == [], path
