"""Every worker holds an index of its own: a change that one of them makes is found by the other within seconds."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from gateway.clock import now
from gateway.db import EXTENSION as DATABASE
from gateway.live import CHECKED_EVERY, LiveCatalogue
from gateway.live import EXTENSION as CATALOGUE
from gateway.migrate import upgrade
from services.actor import SYSTEM
from services.catalogue.loading.load import load
from services.catalogue.source.bundle import SHIPPED, read_source
from tests.pages import Browser

BIRTH = "1.001193"
NEW_NAME = "Đăng ký khai sinh kiểu mới hoàn toàn"


@pytest.fixture
def clock():
    """Seconds that pass when the test says so."""

    class Clock:
        now = 100.0

        def __call__(self) -> float:
            return self.now

    return Clock()


@pytest.fixture(scope="module")
def applications(server, settings, make_app) -> list[Flask]:
    """Two applications over one database of their own: other tests keep their catalogue."""
    addresses = server.ensure_database("two_workers")
    upgrade(addresses.owner)
    config = replace(
        settings,
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        database_auditor_url=addresses.auditor,
    )
    return [make_app(config) for _ in range(2)]


@pytest.fixture
def workers(applications, clock) -> list[Browser]:
    """Both of them, each with a catalogue of its own that it has read."""
    bring_in(applications, read_source())
    for one in applications:
        one.testing = True
        one.extensions[CATALOGUE] = LiveCatalogue(clock)
    browsers = [Browser(one) for one in applications]
    for one in browsers:
        assert one.get("/thu-tuc", q=BIRTH).select(f".results a[href='/thu-tuc/{BIRTH}']")
    return browsers


def bring_in(applications, source) -> None:
    with applications[0].extensions[DATABASE].unit_of_work() as session:
        load(session, source, by=SYSTEM, at=now())


def changed(tmp_path, *, without: str):
    """The shipped catalogue in which one procedure has another name and one is no more."""
    lines = []
    for line in (SHIPPED / "procedures.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["code"] == BIRTH:
            record["name"] = NEW_NAME
        if record["code"] != without:
            lines.append(json.dumps(record, ensure_ascii=False))
    (tmp_path / "procedures.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "manifest.json").write_bytes((SHIPPED / "manifest.json").read_bytes())
    return read_source(tmp_path / "procedures.jsonl")


def test_the_first_look_after_a_second_finds_the_import_in_both(applications, workers, clock, tmp_path):
    ended = "1.004772"
    bring_in(applications, changed(tmp_path, without=ended))
    clock.now += CHECKED_EVERY

    for worker in workers:
        assert NEW_NAME in worker.get("/thu-tuc", q="khai sinh kiểu mới hoàn toàn").text
        assert "Thủ tục này không còn áp dụng" in worker.get(f"/thu-tuc/{ended}").text
        event = worker.get("/viec/sinh-con")
        assert event.select(f"a[href='/thu-tuc/{BIRTH}']")
        assert not event.select(f"a[href='/thu-tuc/{ended}']")


def test_within_a_second_a_worker_may_still_answer_from_the_old_one(applications, workers, clock, tmp_path):
    bring_in(applications, changed(tmp_path, without="1.004772"))
    clock.now += CHECKED_EVERY / 2

    assert NEW_NAME not in workers[1].get(f"/thu-tuc/{BIRTH}").text
