import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from services.results.signing.errors import TrustServiceUnavailableError
from services.results.signing.fetching import Fetcher


class Strange(BaseHTTPRequestHandler):
    def do_GET(self):
        match self.path:
            case "/moved":
                self.send_response(302)
                self.send_header("Location", "/small")
                self.end_headers()
            case "/broken":
                self.send_response(500)
                self.end_headers()
            case "/silent":
                self.server.waiting.wait(5)
            case "/large":
                self.answer(b"x" * 300_000)
            case "/endless":
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"x" * 300_000)
            case "/short":
                self.send_response(200)
                self.send_header("Content-Length", "10")
                self.end_headers()
                self.wfile.write(b"x")
            case _:
                self.answer(b"small")

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])) + self.headers["Content-Type"].encode())

    def answer(self, body: bytes):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def strange():
    with ThreadingHTTPServer(("127.0.0.1", 0), Strange) as server:
        server.waiting = threading.Event()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.waiting.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def fetcher():
    with Fetcher(connect=1, read=0.2) as found:
        yield found


def test_it_fetches_and_asks(fetcher, strange):
    assert fetcher.get(f"{strange}/small") == b"small"
    assert fetcher.post(f"{strange}/", b"body ", content_type="a/b") == b"body a/b"


@pytest.mark.parametrize("path", ["/moved", "/broken", "/silent", "/short"])
def test_anything_but_a_whole_answer_in_time_is_none(fetcher, strange, path):
    with pytest.raises(TrustServiceUnavailableError) as refusal:
        fetcher.get(strange + path)

    assert refusal.value.data == {"address": strange + path}


@pytest.mark.parametrize("path", ["/large", "/endless"])
def test_an_answer_over_the_ceiling_is_none(fetcher, strange, path):
    assert len(fetcher.get(strange + path, ceiling=300_000)) == 300_000
    with pytest.raises(TrustServiceUnavailableError):
        fetcher.get(strange + path, ceiling=299_999)


def test_nobody_there(fetcher, unused_address):
    with pytest.raises(TrustServiceUnavailableError):
        fetcher.get(unused_address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ldap://127.0.0.1/", "gopher://127.0.0.1/", ""])
def test_no_other_way_than_http(fetcher, address):
    with pytest.raises(TrustServiceUnavailableError):
        fetcher.get(address)
