"""What anybody is told of a result that was replaced, corrected or recalled, and of the paper that did it."""

from dataclasses import dataclass
from shutil import which
from subprocess import run

import pytest

from gateway.api.schemas import SCHEMAS
from services.results.amending import give_up
from services.results.kinds import Amendment
from services.results.models import Result
from services.results.register import by_token
from tests.amending import amendment_drafted, amendment_for_signature
from tests.functional.signing.test_forms import text_of
from tests.functional.verification.conftest import Issued, issue
from tests.results import justice
from tests.schemas import problems

NAMES = {
    Amendment.REPLACEMENT: ("replaced_by", "replaces", "Được thay thế bằng văn bản số", "Thay thế văn bản số"),
    Amendment.CORRECTION: ("corrected_by", "corrects", "Được đính chính bằng công văn số", "Đính chính văn bản số"),
    Amendment.RECALL: ("recalled_by", "recalls", "Bị thu hồi theo quyết định số", "Thu hồi văn bản số"),
}
VALID = {Amendment.CORRECTION: ", vẫn còn hiệu lực"}
VERDICTS = {
    Amendment.REPLACEMENT: ("not_valid", "replaced", ["replaced"]),
    Amendment.CORRECTION: ("genuine", "in_force", []),
    Amendment.RECALL: ("not_valid", "revoked", ["withdrawn"]),
}
"""Of the wrong result: the verdict, its state in the register, the reasons."""


@dataclass
class Pair:
    """A wrong result, and what put it right."""

    kind: Amendment
    wrong: Issued
    right: Issued


@pytest.fixture(scope="module", params=Amendment)
def pair(session_works, request):
    """Each kind once, issued as the cast issues results."""
    works, kind = session_works, request.param
    wrong = issue(works)
    draft = works.do(lambda session: amendment_for_signature(session, wrong.id, kind, works.clock.now).id)
    pdf = works.issued(draft)
    with works.database.reading() as session:
        rows = [by_token(session, session.get_one(Result, key).token) for key in (wrong.id, draft)]
    return Pair(kind, Issued(wrong.id, wrong.pdf, rows[0]), Issued(draft, pdf, rows[1]))


def paper(issued):
    return {"number": issued.row.number, "issued_on": issued.row.dated_on.isoformat()}


def test_the_api_tells_what_became_of_the_wrong_one_whose_signatures_still_hold(anyone, pair):
    answer = anyone.ask(pair.wrong.pdf).json

    assert problems(answer, SCHEMAS["Verification"]) == []
    verdict, state, reasons = VERDICTS[pair.kind]
    assert (answer["verdict"], answer["register"]["status"], answer["reasons"]) == (verdict, state, reasons)
    assert [one["indication"] for one in answer["signatures"]] == ["passed", "passed"]
    told = answer["register"][NAMES[pair.kind][0]]
    assert told == ([paper(pair.right)] if pair.kind is Amendment.CORRECTION else paper(pair.right))


def test_the_new_one_is_genuine_and_says_what_it_does(anyone, pair):
    answer = anyone.ask(pair.right.pdf).json

    assert problems(answer, SCHEMAS["Verification"]) == []
    assert (answer["verdict"], answer["register"]["status"]) == ("genuine", "in_force")
    assert answer["register"][NAMES[pair.kind][1]] == paper(pair.wrong)


def test_pages_say_both_and_lead_from_one_to_the_other(anyone, pair):
    became, does = NAMES[pair.kind][2:]

    page = anyone.browser.get(f"/kiem-tra/{pair.wrong.row.token}")
    assert f"{became} {pair.right.row.number} ngày 20/11/2026" in page.text
    other = page.follow(f"{became} {pair.right.row.number} ngày 20/11/2026" + VALID.get(pair.kind, ""))
    assert other.path == f"/kiem-tra/{pair.right.row.token}"
    assert f"{does} {pair.wrong.row.number} ngày 20/11/2026" in other.text
    assert became in anyone.send(pair.wrong.pdf).text
    assert does in anyone.send(pair.right.pdf).text
    assert "Mẫu" not in page.one("main").text.replace("Duyệt Mẫu", "")


def test_english_readers_are_told_too(foreigner, pair):
    words = {"replacement": "Replaced by", "correction": "Corrected by", "recall": "Recalled by"}[pair.kind]

    assert words in foreigner.browser.get(f"/kiem-tra/{pair.wrong.row.token}").text


def test_a_foreign_verifier_finds_both_signatures_of_the_new_one(pair, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(pair.right.pdf)

    command = [which("pdfsig") or "pdfsig", "-nocert", str(file)]
    told = run(command, capture_output=True, text=True, check=False).stdout

    assert told.count("Signature is Valid") == 2


def test_the_new_paper_names_number_and_day_of_the_wrong_one(pair, tmp_path):
    told = " ".join(text_of(pair.right.pdf, tmp_path).split())

    assert f"số {pair.wrong.row.number} ngày 20/11/2026" in told


def test_of_a_draft_and_of_one_that_was_given_up_nothing_is_told(anyone, works):
    wrong = issue(works)
    draft = works.do(lambda session: amendment_drafted(session, wrong.id, Amendment.RECALL, works.clock.now).id)
    before = anyone.ask(wrong.pdf).json
    works.do(lambda session: give_up(session, draft, why="Đúng.", by=justice(session).specialist, at=works.clock.now))

    after = anyone.ask(wrong.pdf).json

    assert before["verdict"] == after["verdict"] == "genuine"
    assert before["register"]["recalled_by"] is after["register"]["recalled_by"] is None
    with works.database.reading() as session:
        assert by_token(session, session.get_one(Result, draft).token) is None
