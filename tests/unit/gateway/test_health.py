import shutil
from dataclasses import replace


def test_alive_asks_nobody(wired):
    answer = wired.test_client().get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_ready_names_each_part(wired):
    answer = wired.test_client().get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {"database": "ok", "migrations": "ok", "blob_store": "ok", "keys": "ok"}


def test_a_dead_database_is_not_ready_but_alive(make_app, settings):
    client = make_app(replace(settings, database_url="postgresql://gateway_app@127.0.0.1:9/gateway")).test_client()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["database"] == answer.json["migrations"] == "failed"
    assert answer.json["keys"] == "ok"
    assert client.get("/healthz").status_code == 200


def test_a_lost_key_ring_is_not_ready(make_app, settings, tmp_path):
    ring = tmp_path / "ring.json"
    shutil.copy(settings.key_ring_file, ring)
    client = make_app(replace(settings, key_ring=str(ring))).test_client()
    ring.unlink()

    assert client.get("/readyz").json["keys"] == "failed"


def test_an_empty_database_is_not_ready(make_app, settings, server):
    empty = server.ensure_database("never_migrated")

    answer = make_app(replace(settings, database_url=empty.app)).test_client().get("/readyz")

    assert answer.json["database"] == "ok"
    assert answer.json["migrations"] == "failed"
