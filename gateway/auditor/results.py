"""One result of the register, and the same judged again from the very bytes that are kept."""

from dataclasses import dataclass
from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from auth.guards import requires, signed_in
from auth.permissions import Permission
from gateway.auditor.blueprint import bp
from gateway.auditor.room import note_reading, room_of
from gateway.clock import now
from gateway.converters import FileDigest
from gateway.db import auditing, let_go, record_apart
from gateway.files import blob_store
from gateway.limits import Limit, limited
from gateway.verdict_page import SHAPES, CheckedFile, holder, printable
from gateway.verifying import verifying
from services.audit.events import EventTag
from services.results.listing import RegisterLine, newest_file, register_line
from services.storage import Blob

PARTS: Final = {"shapes": SHAPES, "holder": holder, "printable": printable}
"""What templates/verification draws facts with."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file, read when its turn to be judged has come."""

    blob: Blob

    def read(self) -> bytes:
        """Return the whole content."""
        return b"".join(blob_store().read(self.blob))


@bp.get("/so-ket-qua/<result_token:token>")
@requires(Permission.AUDIT_READ)
def result(token: str) -> ResponseReturnValue:
    """Show what the register says of one result. Never whom it is about."""
    session, by, at = auditing(), signed_in(), now()
    line, room = existing(session, token), room_of(session, by, at)
    note_reading(("result", line.result_id), by, at)
    return render_template("auditor/result.html", room=room, line=line, address_of=FileDigest.of)


@bp.post("/so-ket-qua/<result_token:token>/kiem-tra-lai")
@requires(Permission.AUDIT_READ, event=EventTag.RESULT_VERIFY.value)
@limited(Limit.VERIFY)
def recheck(token: str) -> ResponseReturnValue:
    """Judge a result again, by the file that is kept and the lists of today; the verdict goes into the log.

    Needs no mandate: nobody is shown the file, and the answer is what anybody who holds it is told.
    """
    session, by, at = auditing(), signed_in(), now()
    line, room = existing(session, token), room_of(session, by, at)
    file = newest_file(session, line.result_id)
    if file is None:
        raise NotFound
    let_go()  # judging may ask other machines for their lists
    found, pdf = verifying().check(Kept(file.blob))
    record_apart(
        tag=EventTag.RESULT_VERIFY,
        by=by,
        at=at,
        object=("result", line.result_id),
        reason=found.kind.value,
    )
    checked = CheckedFile.of(found, pdf, line.number, at)
    return render_template(
        "auditor/result.html", room=room, line=line, address_of=FileDigest.of, checked=checked, **PARTS
    )


def existing(session: Session, token: str) -> RegisterLine:
    """Return a line of the register.

    Raises:
        NotFound: no such result was issued.
    """
    line = register_line(session, token)
    if line is None:
        raise NotFound
    return line
