"""Files are sealed while they arrive: nothing of them is readable on a disk, and nothing stays that nobody took."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask, g, request

from auth.guards import public
from gateway.files import blob_store, download
from gateway.uploads import gone_unless_taken, sent_files, shown_name, takes_files
from services.actor import Actor, Role
from services.documents.upload import LARGEST_FILE
from services.keys import DataKey
from services.storage import FileTooLargeError

SECRET = b"khong ai duoc doc "
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
LARGE = SECRET * 100_000  # 1.8 MB: Werkzeug by itself would write it to the temp folder


@pytest.fixture(scope="module")
def taking(make_app, settings) -> Flask:
    """An application with a view that takes files and one that does not."""
    app = make_app(settings)
    app.testing = True
    seen: dict[str, object] = {}

    @public(csrf=False)
    @takes_files
    def takes() -> str:
        seen["files"] = [(name, size_of(writer)) for writer, name in sent_files(request.files.getlist("tep"))]
        seen["disk"] = contents(Path(blob_store().folder))
        seen["form"] = request.form.to_dict()
        return ""

    @public(csrf=False)
    def forms_only() -> str:
        seen["files"] = [(name, size_of(writer)) for writer, name in sent_files(request.files.getlist("tep"))]
        return request.form.get("ten", "")

    app.add_url_rule("/nhan", "takes", takes, methods=["POST"])
    app.add_url_rule("/khong", "forms_only", forms_only, methods=["POST"])
    app.before_request_funcs.setdefault(None, []).insert(0, somebody)
    app.seen = seen
    return app


def somebody() -> None:
    if request.args.get("ai") != "khong":
        g.actor = Actor(uuid4(), Role.CITIZEN)


def size_of(writer):
    try:
        return len(writer.read())
    except FileTooLargeError:
        return "too large"


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def send(app: Flask, path: str, *files: tuple[bytes, str], **fields: str) -> int:
    """Send a form as a browser does; the client of Werkzeug would put it into a temporary file first."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    for content, name in files:
        head = f'Content-Disposition: form-data; name="tep"; filename="{name}"\r\nContent-Type: x/y\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"".join(b"--ranh\r\n" + part + b"\r\n" for part in parts) + b"--ranh--\r\n"
    with app.test_client() as client:
        answer = client.post(path, data=body, content_type="multipart/form-data; boundary=ranh")
        answer.close()
    return answer.status_code


def left(app: Flask) -> list[Path]:
    with app.app_context():
        return [path for path in Path(blob_store().folder).rglob("*") if path.is_file()]


def test_on_the_way_in_a_large_file_is_sealed_and_afterwards_gone(taking):
    before = left(taking)

    assert send(taking, "/nhan", (LARGE, "to.pdf"), ten="An") == 200

    assert taking.seen["files"] == [("to.pdf", len(LARGE))]
    assert taking.seen["form"] == {"ten": "An"}
    assert taking.seen["disk"]
    assert SECRET not in taking.seen["disk"]
    assert left(taking) == before


def test_past_the_limit_of_a_file_the_rest_of_the_form_arrives_whole(taking):
    send(taking, "/nhan", (bytes(LARGEST_FILE + 1), "to.pdf"), ten="An")

    assert taking.seen["files"] == [("to.pdf", "too large")]
    assert taking.seen["form"] == {"ten": "An"}


def test_an_empty_field_is_no_file(taking):
    send(taking, "/nhan", (b"", ""))

    assert taking.seen["files"] == []


@pytest.mark.parametrize("path", ["/khong", "/nhan?ai=khong"], ids=["not asked for", "from a stranger"])
def test_what_nobody_may_send_is_swallowed(taking, path):
    before = left(taking)
    send(taking, path, (b"x" * 1000, "la.pdf"), ten="An")

    assert taking.seen["files"] == [("la.pdf", "too large")]
    assert left(taking) == before


def test_only_views_that_take_files_take_long_requests(taking):
    assert send(taking, "/khong", (LARGE, "to.pdf")) == 413
    assert send(taking, "/nhan", (LARGE, "to.pdf")) == 200


def test_the_length_is_a_matter_of_the_view_and_not_of_its_body(taking):
    with taking.test_request_context("/nhan", method="POST"), pytest.raises(TypeError):
        request.max_content_length = 1


def test_a_file_whose_transaction_fails_leaves_nothing(taking, keys):
    def take_and_fail(upload):
        with gone_unless_taken(upload):
            upload.finish(DataKey.make(keys), "application/pdf", NOON)
            raise ZeroDivisionError

    with taking.app_context(), blob_store().writer() as upload:
        before = left(taking)
        upload.write(SECRET)

        with pytest.raises(ZeroDivisionError):
            take_and_fail(upload)

        assert left(taking) == before


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\An\\giấy.pdf", "giấy.pdf"),
        ("../../etc/passwd", "passwd"),
        ("gia\u0302\u0301y.pdf", "giấy.pdf"),
        ("a\u202egpj.exe\n", "agpj.exe"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_is_shown_and_never_a_path(given, shown):
    assert shown_name(given) == shown


def test_a_file_goes_out_to_be_saved_and_cannot_run(taking, keys):
    with taking.test_request_context("/"):
        blob = blob_store().put(LARGE, DataKey.make(keys), "image/png", NOON)
        answer = download(blob, 'tệp "của" tôi.png')

        assert answer.get_data() == LARGE
        assert answer.headers["Content-Length"] == str(len(LARGE))
        shown = "t%E1%BB%87p%20%22c%E1%BB%A7a%22%20t%C3%B4i.png"
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{shown}"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        blob_store().delete(blob.id)
