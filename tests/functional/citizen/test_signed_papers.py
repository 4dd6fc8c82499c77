"""A signed paper on the pages of whoever hands it in: under way first, then what its signatures are worth."""

from itertools import count

from gateway.jobs.judging import look_into
from gateway.trust import LiveTrust
from gateway.verifying import Verifying
from services.documents.models import Document
from services.results.verdict.verifier import Verifier
from tests.functional.citizen.walking import answer_every_paper, begin, draft_of, file_of, fill_general_form, hand_in
from tests.functional.signing.conftest import SYSTEM_NAME


def judged(works):
    """The worker looks at every signed paper that waits."""
    keys = works.office.keys
    trust = LiveTrust(keys, clock=count(0.0, 1000.0).__next__)
    judge = Verifying(works.database, keys, trust, system=SYSTEM_NAME, verifier=Verifier(), clock=works.clock)
    with works.database.reading() as session:
        waiting = [one.id for one in session.query(Document).filter_by(signed=True, kind="uploaded")]
    found = [look_into(works.office, judge, one) for one in waiting]
    judge.close()
    return found


def test_the_verdict_stands_beside_the_paper_before_it_is_filed(issued, works, sign_in):
    _, pdf = issued
    citizen = sign_in("P01")
    draft = draft_of(fill_general_form(begin(citizen)))
    hand_in(citizen, draft, 0, file_of(pdf, "khai sinh.pdf"))
    answer_every_paper(citizen, draft)

    check = citizen.get(f"{draft}/kiem-tra")
    assert "Đang kiểm tra chữ ký số" in check.text

    assert any(judged(works))

    for address in (f"{draft}/kiem-tra", f"{draft}/giay-to-0"):
        page = citizen.get(address)
        assert "✓ Chữ ký số hợp lệ" in page.text
        assert "Là kết quả số" in page.text
        assert "Đang kiểm tra" not in page.text


def test_in_english_it_speaks_english(issued, works, sign_in):
    _, pdf = issued
    citizen = sign_in("P01", "en")
    draft = draft_of(fill_general_form(begin(sign_in("P01"))))
    hand_in(citizen, draft, 0, file_of(pdf, "khai sinh.pdf"))

    assert "Looking at the electronic signature" in citizen.get(f"{draft}/giay-to-0").text
    judged(works)
    assert "The electronic signature is valid" in citizen.get(f"{draft}/giay-to-0").text
