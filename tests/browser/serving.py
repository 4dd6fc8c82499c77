"""A real server for a real browser: an application on a free port of this machine, in a thread of this process."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import create_server

from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def serving(build: Callable[[str], Flask]) -> Iterator[str]:
    """Serve what `build(address)` makes, and give its address.

    The port is taken before the application is built: its settings need to know where people will find it.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with create_server(("127.0.0.1", 0)) as socket:
        port = socket.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        server = make_server("127.0.0.1", port, build(address), threaded=True, fd=socket.fileno())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield address
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
