"""What a hostile file may make a function do; run in sandboxes alone."""

import ctypes
import os
import socket
from pathlib import Path


def echo(payload: bytes) -> bytes:
    return payload


def refuse(payload: bytes) -> bytes:
    raise RuntimeError(payload)


def crash(_: bytes) -> bytes:
    ctypes.string_at(0)
    return b"not reached"


def nonsense(_: bytes) -> bytes:
    return b"\xff\x00 no JSON"


def half_json(_: bytes) -> bytes:
    return b'{"reasons": ["no such reason"]}'


def run_for_ever(_: bytes) -> bytes:
    while True:
        pass


def sleep_for_ever(_: bytes) -> bytes:
    import time

    time.sleep(60)
    return b"not reached"


def eat_memory(_: bytes) -> bytes:
    return bytes(len(b"x" * (1 << 30)))


def write_a_file(payload: bytes) -> bytes:
    Path(payload.decode()).write_bytes(b"left behind")
    return b"written"


def open_many_files(_: bytes) -> bytes:
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(500)]
    return str(len(held)).encode()


def call_home(payload: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", int(payload)), timeout=2):
        return b"reached"


def environment(_: bytes) -> bytes:
    return "\n".join(sorted(os.environ)).encode()


def process(_: bytes) -> bytes:
    return f"{os.getpid()} {os.getppid()}".encode()


def answer_too_much(payload: bytes) -> bytes:
    return bytes(int(payload))
