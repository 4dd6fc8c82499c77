import os
import signal
import socket
import threading

import pytest

from services.sandbox import Limits, Sandbox

HERE = "tests.unit.services.misbehaving"
SHORT = Limits(seconds=1)


@pytest.fixture
def sandbox():
    made = []

    def make(function: str, **how) -> Sandbox:
        made.append(Sandbox(f"{HERE}:{function}", **how))
        return made[-1]

    yield make
    for one in made:
        one.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class TestAnswers:
    @pytest.mark.parametrize("payload", [b"", b"hello", bytes(range(256)) * 40_000])
    def test_bytes_go_in_and_out(self, sandbox, payload):
        assert sandbox("echo").call(payload) == payload

    def test_each_call_has_a_child_of_its_own_and_one_warm_parent(self, sandbox):
        one = sandbox("process")
        found = [one.call(b"").split() for _ in range(3)]

        assert len({child for child, _ in found}) == 3
        assert len({parent for _, parent in found}) == 1

    def test_threads_share_it(self, sandbox):
        one, answers = sandbox("echo"), []
        threads = [
            threading.Thread(target=lambda at=at: answers.append(one.call(str(at).encode()))) for at in range(12)
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(int(answer) for answer in answers) == list(range(12))


class TestLimits:
    @pytest.mark.parametrize("function", ["refuse", "crash", "eat_memory", "open_many_files"])
    def test_no_answer_and_the_next_call_works(self, sandbox, function):
        one = sandbox(function)

        assert one.call(b"") is None
        assert one.call(b"") is None

    @pytest.mark.parametrize("function", ["run_for_ever", "sleep_for_ever"])
    def test_time_runs_out(self, sandbox, function):
        assert sandbox(function, limits=SHORT).call(b"") is None

    def test_no_file_is_left(self, sandbox, tmp_path):
        target = tmp_path / "left"

        assert sandbox("write_a_file").call(str(target).encode()) is None
        assert not target.exists() or target.read_bytes() == b""

    def test_an_answer_over_the_ceiling_is_none(self, sandbox):
        one = sandbox("answer_too_much", limits=Limits(answer_bytes=1000))

        assert one.call(b"1000") == bytes(1000)
        assert one.call(b"1001") is None

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can surely leave the network")
    def test_the_network_is_out_of_reach(self, sandbox):
        with socket.create_server(("127.0.0.1", 0)) as server:
            assert sandbox("call_home").call(str(server.getsockname()[1]).encode()) is None

    def test_settings_and_secrets_of_our_process_do_not_come_along(self, sandbox, monkeypatch):
        monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://secret")

        found = sandbox("environment").call(b"").decode()

        assert "GATEWAY" not in found
        assert "PATH" in found


class TestTheWarmProcess:
    def test_it_is_started_anew_when_it_died(self, sandbox):
        one = sandbox("process")
        warm = int(one.call(b"").split()[1])
        os.kill(warm, signal.SIGKILL)

        assert int(one.call(b"").split()[1]) != warm

    def test_it_ends_with_us(self, sandbox):
        one = sandbox("process")
        warm = int(one.call(b"").split()[1])

        one.close()

        assert not alive(warm)

    def test_a_function_that_is_not_there_answers_nothing(self, sandbox):
        assert sandbox("no_such_function").call(b"") is None
