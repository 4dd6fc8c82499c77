"""Run a function over hostile bytes in a child process that cannot hurt: limited, without network, soon dead.

A warm process imports the function's module once and forks a child for each call (about 2 ms). It is started anew, not
forked from us: our process has threads and perhaps a typesetter in it, neither of which survives a fork.
"""

import os
import socket
import subprocess
import sys
import threading
import weakref
from dataclasses import astuple, dataclass
from typing import Final

LENGTH_BYTES: Final = 8
STARTED: Final = b"!"
"""What a child says before it reads anything: from here on a failure is the payload's."""
GRACE_SECONDS: Final = 3.0
PIECE: Final = 1 << 16
PARALLEL: Final = 2
"""Calls of one sandbox at a time: files must not use up the machine together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use. The child is killed at the first that it reaches."""

    seconds: int = 10
    memory_bytes: int = 512 * 1024 * 1024
    open_files: int = 32
    answer_bytes: int = 64 * 1024 * 1024


class Sandbox:
    """Calls `function`, named as `package.module:name`, which takes bytes and returns bytes. Serves all threads.

    Args:
        function: importable in the warm process.
        limits: of one call.
        parallel: how many calls may run at once; others wait, so that files cannot use up the machine together.
    """

    def __init__(self, function: str, *, limits: Limits | None = None, parallel: int = PARALLEL) -> None:
        self._function = function
        self._limits = limits or Limits()
        self._turns = threading.BoundedSemaphore(parallel)
        self._lock = threading.Lock()
        self._warm: _Warm | None = None

    def call(self, payload: bytes) -> bytes | None:
        """Return the function's answer, or None if it raised, crashed, or reached a limit."""
        with self._turns:
            for _ in range(2):
                warm = self._running()
                try:
                    return self._converse(warm, payload)
                except _NotStartedError:  # the warm process died, at the latest while we handed over
                    self._forget(warm)
            return None

    def start(self) -> None:
        """Start the warm process now, so that the first call does not wait for its imports."""
        self._running()

    def close(self) -> None:
        """End the warm process."""
        with self._lock:
            if self._warm is not None:
                self._warm.close()
                self._warm = None

    def _converse(self, warm: "_Warm", payload: bytes) -> bytes | None:
        ours, theirs = socket.socketpair()
        with ours:
            ours.settimeout(self._limits.seconds + GRACE_SECONDS)
            try:
                with theirs:
                    warm.hand_over(theirs)
                if ours.recv(1) != STARTED:
                    raise _NotStartedError
            except OSError as error:
                raise _NotStartedError from error
            try:
                ours.sendall(len(payload).to_bytes(LENGTH_BYTES, "big") + payload)
                return receive(ours, self._limits.answer_bytes)
            except (OSError, EOFError):
                return None

    def _forget(self, warm: "_Warm") -> None:
        with self._lock:
            if self._warm is warm:  # another thread may have started the next one
                self._warm = None

    def _running(self) -> "_Warm":
        with self._lock:
            if self._warm is None or self._warm.owner != os.getpid():
                self._warm = _Warm(self._function, self._limits)
            return self._warm


class _NotStartedError(Exception):
    """No child began to work."""


class _Warm:
    """The warm process, alive as long as our end of its control socket."""

    def __init__(self, function: str, limits: Limits) -> None:
        self.owner = os.getpid()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            arguments = [str(theirs.fileno()), function, *(str(value) for value in astuple(limits))]
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "services.warden", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # a library's complaint about a file may quote the file
                env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"},
                start_new_session=True,
            )
        self.close = weakref.finalize(self, _end, self._control, process, self.owner)

    def hand_over(self, end: socket.socket) -> None:
        """Pass one end of a conversation to the warm process, which forks a child for it."""
        socket.send_fds(self._control, [b"1"], [end.fileno()])


def _end(control: socket.socket, process: "subprocess.Popen[bytes]", owner: int) -> None:
    control.close()
    if owner == os.getpid():
        process.wait()


def receive(connection: socket.socket, ceiling: int) -> bytes:
    """Read one message: its length, then that many bytes.

    Raises:
        EOFError: the other side ended first, or announced more than the ceiling.
    """
    length = int.from_bytes(_exactly(connection, LENGTH_BYTES), "big")
    if length > ceiling:
        raise EOFError(length)
    return _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        piece = connection.recv(min(PIECE, length - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
