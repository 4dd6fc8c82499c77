"""Child processes that live and die together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

STOP_SECONDS = 12
POLL_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Program:
    """One child: its name for messages, the arguments after the interpreter, and its environment."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]


class ChildDiedError(Exception):
    """A child ended by itself; the others were stopped."""


class Family:
    """Starts programs, waits, and stops all of them when one ends or a signal comes."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False

    def start(self, program: Program) -> None:
        """Start one program with this interpreter, in a process group of its own.

        The group keeps the terminal's Ctrl-C away from it: the family decides the order of stopping.
        """
        self._children[program.name] = subprocess.Popen(
            [sys.executable, *program.arguments], env={**os.environ, **program.environment}, start_new_session=True
        )

    def catch_signals(self) -> None:
        """Make Ctrl-C and SIGTERM end `wait` in good order."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, _: int, __: FrameType | None) -> None:
        self._stopping = True

    def wait(self) -> None:
        """Return after a signal.

        Raises:
            ChildDiedError: a program ended by itself.
        """
        while not self._stopping:
            for name, child in self._children.items():
                if child.poll() is not None:
                    raise ChildDiedError(f"{name} ended with status {child.returncode}")
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ask every program to end, newest first, and insist after a while."""
        for child in reversed(self._children.values()):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(timeout=max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self._children.clear()
