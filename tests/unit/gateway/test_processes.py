import os
import signal
import threading

import pytest

from gateway.processes import ChildDiedError, Family, Program

FOREVER = ["-c", "import signal; signal.pause()"]
STUBBORN = [
    "-c",
    "import signal,sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()",
]


@pytest.fixture
def family():
    found = Family()
    yield found
    found.stop()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_that_ends_by_itself_is_named(family):
    family.start(Program("patient", FOREVER, {}))
    family.start(Program("mayfly", ["-c", "raise SystemExit(3)"], {}))

    with pytest.raises(ChildDiedError, match="mayfly ended with status 3"):
        family.wait()


def test_stop_ends_every_child(family):
    family.start(Program("a", FOREVER, {}))
    family.start(Program("b", FOREVER, {}))
    pids = [child.pid for child in family._children.values()]

    family.stop()

    assert not any(alive(pid) for pid in pids)


def test_a_child_that_ignores_the_request_is_killed(family, monkeypatch):
    monkeypatch.setattr("gateway.processes.STOP_SECONDS", 0.2)
    family.start(Program("stubborn", STUBBORN, {}))
    pid = family._children["stubborn"].pid

    family.stop()

    assert not alive(pid)


def test_a_signal_ends_the_waiting(family):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    family.catch_signals()
    family.start(Program("patient", FOREVER, {}))
    try:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()

        family.wait()
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


def test_the_environment_is_handed_on(family, tmp_path):
    proof = tmp_path / "proof"
    family.start(
        Program("x", ["-c", f"import os; open({str(proof)!r}, 'w').write(os.environ['GATEWAY_X'])"], {"GATEWAY_X": "1"})
    )

    with pytest.raises(ChildDiedError, match="status 0"):
        family.wait()

    assert proof.read_text() == "1"
