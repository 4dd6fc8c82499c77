"""The auditors' room in a real browser: nobody trips over it, on a phone or at a desk."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gateway.clock import set_clock
from tests.browser.conftest import chromium  # noqa: F401 - fixture
from tests.browser.serving import serving
from tests.browser.window import Window
from tests.functional.auditor.conftest import Acts


@pytest.fixture
def room(portal, make_app, auditor, clock) -> Iterator[str]:
    """The address of the application, served."""

    def build(address: str):
        app = make_app(replace(portal.config["SETTINGS"], public_url=address))
        set_clock(app, clock)
        return app

    with serving(build) as address:
        yield address


def paths_of(acts: Acts, event: str) -> list[str]:
    """Every page of the room, empty and refused ones too."""
    return [
        "/thanh-tra",
        f"/thanh-tra?ho_so={acts.inside}",
        "/thanh-tra?tu-ngay=x&ho_so=H14",
        "/thanh-tra?viec=key_rotate",
        event,
        "/thanh-tra/so-ket-qua",
        "/thanh-tra/so-ket-qua?nam=2025",
        "/thanh-tra/tim-nguoi",
        f"/thanh-tra/ho-so/{acts.inside}",
        f"/thanh-tra/ho-so/{acts.outside}",
    ]


@pytest.mark.parametrize(("width", "language"), [(360, "vi"), (1366, "en")])
def test_nobody_trips_over_a_page(chromium, room, acts, auditor, width, language):  # noqa: F811
    event = auditor.get("/thanh-tra", ho_so=acts.inside).select("main tbody th a")[0]["href"]
    cookie = auditor.client.get_cookie("gateway_session").value
    with Window(chromium, room, width=width, language=language) as window:
        window.context.add_cookies([{"name": "gateway_session", "value": cookie, "url": room}])
        for path in paths_of(acts, event):
            window.open(path)

            assert window.faults() == [], path
