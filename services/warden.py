"""The warm process of a sandbox: imports once, then forks a limited child per call. Started by `sandbox` alone."""

import ctypes
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from services.sandbox import LENGTH_BYTES, STARTED, Limits, receive

LARGEST_PAYLOAD: Final = 64 * 1024 * 1024
NEW_USER_NAMESPACE: Final = 0x10000000
NEW_NETWORK_NAMESPACE: Final = 0x40000000

Function = Callable[[bytes], bytes]


def main(arguments: list[str]) -> None:
    """Serve until the other end of the control socket is closed."""
    descriptor, name, *limits = arguments
    module, _, attribute = name.partition(":")
    function: Function = getattr(import_module(module), attribute)
    leave_the_network()
    gc.freeze()
    serve(socket.socket(fileno=int(descriptor)), function, Limits(*(int(value) for value in limits)))


def serve(control: socket.socket, function: Function, limits: Limits) -> None:
    """Fork a child for every conversation that is handed over."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are reaped by the kernel
    while True:
        message, descriptors, *_ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        with socket.socket(fileno=descriptors[0]) as conversation:
            try:
                child = os.fork()
            except OSError:
                continue  # closing the conversation tells the caller
            if child == 0:
                control.close()
                os._exit(answer(conversation, function, limits))


def answer(conversation: socket.socket, function: Function, limits: Limits) -> int:
    """Receive, work within the limits, reply. Returns the exit status; the caller sees only an answer or none."""
    try:
        conversation.sendall(STARTED)
        confine(limits)
        found = function(receive(conversation, LARGEST_PAYLOAD))
        conversation.sendall(len(found).to_bytes(LENGTH_BYTES, "big") + found)
    except Exception:  # noqa: BLE001 - whatever a hostile file brings about ends here, with the process
        return 1
    return 0


def confine(limits: Limits) -> None:
    """Give up what the work does not need; there is no way back."""
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)


def leave_the_network() -> None:
    """Move into a network of nobody else, where the system allows it; the work needs none either way."""
    kernel = ctypes.CDLL(None)
    own_user = 0 if os.geteuid() == 0 else NEW_USER_NAMESPACE
    kernel.unshare(own_user | NEW_NETWORK_NAMESPACE)


if __name__ == "__main__":
    main(sys.argv[1:])
