"""Waiting, and what a run says of itself."""

from itertools import count

import pytest

from gateway.smoke.checks import changed
from gateway.smoke.errors import Place, SmokeFailedError
from gateway.smoke.report import Filed, Report
from gateway.smoke.waiting import Patience
from tests.unit.gateway.smoke.answers import page
from tests.unit.services.documents import pdfs


@pytest.fixture
def said():
    return []


@pytest.fixture
def report(tmp_path, said):
    return Report("http://a.example", tmp_path, count(0.0, 1.5).__next__, said.append)


class TestWaiting:
    def test_it_asks_again_until_it_is_there(self):
        answers, pauses = iter(["", "", '<a href="/x">Xong</a>']), []
        patience = Patience(seconds=9, pause=pauses.append, stopwatch=count().__next__)

        found = patience.until(lambda: page(next(answers)), lambda one: one.link("Xong"))

        assert found == "http://127.0.0.1:8000/x"
        assert len(pauses) == 2

    def test_it_ends_and_names_the_page(self):
        patience = Patience(seconds=2, pause=lambda _: None, stopwatch=count().__next__)

        with pytest.raises(SmokeFailedError, match="within 2 seconds") as ended:
            patience.until(lambda: page("<h1>Hồ sơ</h1>"), lambda one: one.link("Xong"))

        assert ended.value.place.heading == "Hồ sơ"


class TestReport:
    def test_a_step_is_told_with_its_seconds(self, report, said):
        with report.step("đi"):
            pass

        assert said == ["  1.50 s  đi"]
        assert report.as_json()["steps"] == [{"step": "đi", "seconds": 1.5}]
        assert report.holds

    def test_a_failure_is_told_with_its_step_and_its_page(self, report, said):
        with pytest.raises(SmokeFailedError), report.step("đi"):
            raise SmokeFailedError("refused", Place("http://a.example/x", 409, "Việc này vừa thay đổi"))

        assert said == ["FAILED  đi: refused (http://a.example/x, status 409, Việc này vừa thay đổi)"]
        assert report.as_json() | {"steps": None} == {
            "holds": False,
            "site": "http://a.example",
            "folder": str(report.folder),
            "seconds": 0,
            "steps": None,
            "dossiers": [],
            "failure": {
                "step": "đi",
                "reason": "refused",
                "address": "http://a.example/x",
                "status": 409,
                "heading": "Việc này vừa thay đổi",
                "fields": (),
            },
        }

    def test_a_file_is_kept_under_its_procedure(self, report):
        filed = Filed("1.001193")
        report.save(filed, "result", b"%PDF-")

        assert (report.folder / "1.001193-result.pdf").read_bytes() == b"%PDF-"
        assert filed.files == {"result": str(report.folder / "1.001193-result.pdf")}


def test_a_changed_copy_differs_in_one_bit():
    pdf = pdfs.pdf()

    copy = changed(pdf)

    assert [a ^ b for a, b in zip(pdf, copy, strict=True) if a != b] == [1]
