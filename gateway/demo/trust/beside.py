"""The trust service for as long as another process of the demonstration needs it before it is started."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

from gateway.clock import now
from gateway.demo.pki import DemoPki
from gateway.demo.trust.app import TrustService


class Quiet(WSGIRequestHandler):
    """Writes no line for every answer."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(pki: DemoPki, host: str, port: int) -> Iterator[None]:
    """Answer at the address that stands in the certificates, in a thread of this process.

    Raises:
        OSError: somebody else listens there.
    """
    with make_server(host, port, TrustService(pki, now), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
