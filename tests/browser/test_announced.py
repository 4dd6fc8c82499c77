"""What is announced, on a public page in a real browser: the band of maintenance and a notice, on a phone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, delete

from gateway.announced import EXTENSION
from gateway.clock import set_clock
from gateway.db import EXTENSION as DATABASE
from gateway.db import driver_url
from services.actor import SYSTEM
from services.announcements.maintenance import Window, announce
from services.announcements.models import Maintenance, Notice
from services.announcements.notices import Told, publish
from tests.browser.serving import serving
from tests.browser.window import Window as Opened
from tests.functional.login.conftest import MONDAY

EMERGENCY = Window(MONDAY, MONDAY + timedelta(hours=2), "Thay ổ đĩa mẫu.", "Ổ đĩa mẫu hỏng.")
PLANNED = Window(MONDAY + timedelta(days=30), MONDAY + timedelta(days=30, hours=4), "Nâng cấp mẫu.")
TOLD = Told(title="Nghỉ Tết mẫu", body="Nghỉ hai ngày.\nLàm lại thứ Hai.", valid_from=MONDAY.date())


@pytest.fixture(scope="module")
def monday(furnished, make_app):
    """A gateway of its own that lives on a Monday, and its address."""
    made = []

    def build(address):
        made.append(make_app(replace(furnished.config["SETTINGS"], public_url=address, rate_limits="off")))
        set_clock(made[0], lambda: MONDAY)
        return made[0]

    with serving(build) as address:
        yield made[0], address


@pytest.fixture
def announcing(monday):
    """Its database, which other tests read too; afterwards nothing was ever announced in it."""
    app, _ = monday
    app.extensions.pop(EXTENSION, None)
    yield app.extensions[DATABASE]
    owner = create_engine(driver_url(app.config["SETTINGS"].database_owner_url))
    with owner.begin() as connection:  # the application itself may not
        connection.execute(delete(Maintenance))
        connection.execute(delete(Notice))
    owner.dispose()


@pytest.mark.parametrize(("window_", "said"), [(EMERGENCY, "Ổ đĩa mẫu hỏng."), (PLANNED, "Nâng cấp mẫu.")])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nobody_trips_over_it(monday, announcing, renderer, window_, said, language):
    with announcing.unit_of_work() as session:
        announce(session, window_, by=SYSTEM, at=MONDAY)
        publish(session, TOLD, by=SYSTEM, at=MONDAY)
    with Opened(renderer, monday[1], language=language, width=360) as one:
        one.open("/")

        assert said in one.page.locator(".maintenance-band").inner_text()
        assert "Nghỉ Tết mẫu" in one.words()
        assert one.faults() == []
