"""A file is checked in a real browser: the page that answers is as sound as the one that asked."""

import pytest

from tests.browser.window import Window


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_verdict_trips_nobody(window, language, width):
    one: Window = window(language=language, width=width)
    one.open("/kiem-tra")

    one.page.set_input_files("#tep", {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"})
    one.page.click("#kiem-tra-tep button")
    one.page.wait_for_selector(".verdict--undetermined")

    assert one.faults() == []


def test_what_cannot_be_looked_up_is_said_at_its_field(window):
    one: Window = window(width=360)

    one.open("/kiem-tra/theo-so?co_quan=&so=x&nam=26")

    assert one.faults() == []
    assert one.page.locator(".govuk-error-summary").is_visible()
