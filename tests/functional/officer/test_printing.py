"""The clerk prints an issued result: every print is written down, and a second one says that it is a second."""

import hashlib

import pytest

from tests.functional.officer.walking import DESK, for_signature

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def issued(prepared, officer, worker):
    """A department's result in force; return the code of its dossier."""
    code = prepared(for_signature)
    officer("P10").get(f"{DESK}/{code}/ket-qua").button("Mở để ký").button("Duyệt ký")
    worker.sign(code)
    officer("P11").get(f"{DESK}/{code}/ket-qua").button("Đóng dấu và phát hành")
    worker.seal(code)
    return code


def prints(events, worker, code):
    return [one for one in events("result_print") if one["object"]["id"] == str(worker._newest_result(code))]


def test_the_file_is_the_issued_one_and_the_print_is_one_event(officer, worker, issued, events):
    clerk = officer("P11")
    page = clerk.get(f"{DESK}/{issued}/ket-qua")
    assert "Chưa in lần nào." in page.text

    sent = page.form("in-ket-qua").submit()

    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(sent.data).hexdigest() == page.one(".digest").text
    (event,) = prints(events, worker, issued)
    assert (event["actor"]["role"], event["reason"]) == ("clerk", None)
    assert "Đã in 1 lần" in clerk.get(page.path).text


def test_a_second_print_says_so_in_the_log_and_in_the_history(officer, worker, issued, events):
    clerk = officer("P11")
    for _ in range(2):
        clerk.get(f"{DESK}/{issued}/ket-qua").form("in-ket-qua").submit()

    assert [one["reason"] for one in prints(events, worker, issued)] == [None, "printed_again"]
    assert "Lần in thứ 2" in clerk.get(f"{DESK}/{issued}").text
    assert "In lại" in clerk.get(f"{DESK}/{issued}/ket-qua").one("#in-ket-qua").text


def test_nobody_else_prints(officer, issued):
    leader = officer("P10")
    page = leader.get(f"{DESK}/{issued}/ket-qua")

    assert not page.select("#in-ket-qua")
    token = leader.get("/can-bo").select("[name=csrf_token]")[0]["value"]
    assert leader.post(f"{DESK}/{issued}/ket-qua/in", data={"csrf_token": token}).status == 403


def test_what_is_not_in_force_is_not_printed(prepared, officer, worker, events):
    code = prepared(for_signature)
    clerk = officer("P11")
    token = clerk.get("/can-bo").select("[name=csrf_token]")[0]["value"]
    assert not clerk.get(f"{DESK}/{code}/ket-qua").select("#in-ket-qua")

    page = clerk.post(f"{DESK}/{code}/ket-qua/in", data={"csrf_token": token})

    assert page.status == 409
    assert "In kết quả đã phát hành" in page.text
    assert prints(events, worker, code) == []
    assert events("dossier_act_refused")[-1]["reason"] == "result_not_in_state"
