import io
import json
import logging

import pytest
import structlog

from gateway.logs import HIDDEN, configure, redact, redact_text


@pytest.fixture
def lines(monkeypatch):
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], level = before
    root.setLevel(level)


class TestRedaction:
    @pytest.mark.parametrize("number", ["004190999901", "123456789", "0206000123"])
    def test_numbers_that_could_be_a_person_go(self, number):
        assert number not in redact_text(f"không có {number} ở đây")

    def test_mail_goes(self):
        assert redact_text("gửi hoa@mau.example") == f"gửi {HIDDEN}"

    def test_short_numbers_and_codes_stay(self):
        assert redact_text("1.001193 lúc 17:30, 404") == "1.001193 lúc 17:30, 404"

    def test_what_a_key_announces_goes_whatever_it_looks_like(self):
        event = redact(None, "info", {"event": "x", "full_name": "Ai Đó", "id_token": "e.y.j", "status": 200})

        assert event == {"event": "x", "full_name": HIDDEN, "id_token": HIDDEN, "status": 200}


class TestConfigure:
    def test_the_standard_library_is_redacted_too(self, lines):
        logging.getLogger("somebody").warning("number %s", "004190999901")

        assert [line["event"] for line in lines()] == [f"number {HIDDEN}"]

    def test_a_traceback_is_redacted(self, lines):
        try:
            int("x004190999901")
        except ValueError:
            logging.getLogger("somebody").exception("failed")

        assert "004190999901" not in json.dumps(lines())
        assert "ValueError" in lines()[0]["exception"]

    def test_structlog_goes_the_same_way(self, lines):
        structlog.stdlib.get_logger("ours").warning("seen", phone="0206000123")

        assert lines()[-1]["phone"] == HIDDEN

    @pytest.mark.parametrize(
        "library", ["alembic.runtime.migration", "procrastinate.worker", "procrastinate.blueprints"]
    )
    def test_libraries_say_nothing_while_all_is_well(self, lines, library):
        logging.getLogger(library).info("Starting job")
        assert lines() == []

        logging.getLogger(library).warning("cannot")
        assert [line["event"] for line in lines()] == ["cannot"]
