"""A signed paper at the counter and on the specialist's desk: its verdict stands beside it."""

import pytest
from sqlalchemy import select

from gateway.jobs.submission import confirm
from services.documents.judging import keep_verdict
from services.documents.models import Document
from services.storage import Blob
from tests.functional.officer.walking import DESK, code_on, file_birth, received

SIGNATURE = {
    "signer": "Người Ký Mẫu\u202e",
    "organisation": "Công ty Ví Dụ Mẫu",
    "signed_at": "2026-11-20T02:30:00+00:00",
    "timestamp": None,
    "indication": "failed",
}
VERDICT = {
    "verdict": "not_valid",
    "register": None,
    "integrity": {"digest_known": False, "covers_whole_file": True, "changed_after_signing": False},
    "signatures": [SIGNATURE],
    "reasons": ["certificate_revoked", "signer_not_authorised", "not_in_register"],
}


@pytest.mark.usefixtures("clock")
def test_the_receiver_and_the_specialist_see_the_verdict(sign_in, officer, worker, clock):
    signed = signed_paper(worker, file_birth(sign_in("P01")))
    reference = file_birth(sign_in("P01"), signed)
    desk = officer("P12").get(f"{DESK}/{reference}")
    assert "có chữ ký số" in desk.text
    assert "Đang kiểm tra chữ ký số" in desk.text

    with worker.database.unit_of_work() as session:
        wanted = select(Document.id).where(Document.dossier_id == worker.dossier(reference), Document.signed)
        assert keep_verdict(session, session.scalars(wanted).one(), VERDICT, at=clock())

    receiver = officer("P12")
    code = code_on(received(receiver, reference))
    receiver.get(f"{DESK}/{code}").button("Chuyển hồ sơ")
    for page in (receiver.get(f"{DESK}/{code}"), officer("P13").get(f"{DESK}/{code}")):
        assert "✕ Chữ ký số không hợp lệ" in page.text
        assert "Người Ký Mẫu, Công ty Ví Dụ Mẫu, 09:30 20/11/2026" in page.text
        assert "Chứng thư đã bị thu hồi trước khi ký." in page.text
        assert "Sổ đăng ký kết quả" not in page.text  # a paper of somebody else need not be a result of ours


def signed_paper(worker, reference) -> bytes:
    """Any PDF with a signature: the confirmation of another filing."""
    document_id = confirm(worker.office, worker.dossier(reference))
    with worker.database.reading() as session:
        blob = session.get_one(Blob, session.get_one(Document, document_id).blob_id)
        return b"".join(worker.office.store.read(blob))
