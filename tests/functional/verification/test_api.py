"""The open API's verdicts, as described."""

from io import BytesIO

import pytest

from gateway.api.schemas import SCHEMAS
from services.documents.upload import LARGEST_FILE
from tests.mutants import ONE_WAY
from tests.schemas import problems

ADDRESS = "/api/v1/verifications"


def test_a_genuine_one_is_told_to_the_letter(anyone, issued):
    answer = anyone.ask(issued.pdf)

    assert answer.status_code == 200
    assert problems(answer.json, SCHEMAS["Verification"]) == []
    assert answer.json["verdict"] == "genuine"
    assert answer.json["reasons"] == []
    assert answer.json["register"] == {
        "number": issued.row.number,
        "issued_on": "2026-11-20",
        "unit": "Sở Tư pháp",
        "procedure": "2.000954",
        "result_name": issued.row.result_name,
        "status": "in_force",
        "signers": ["Nông Thị Duyệt Mẫu, Phó Giám đốc", "Sở Tư pháp"],
        "replaced_by": None,
        "corrected_by": [],
        "recalled_by": None,
        "replaces": None,
        "corrects": None,
        "recalls": None,
    }
    assert answer.json["integrity"] == {"digest_known": True, "covers_whole_file": True, "changed_after_signing": False}
    assert [(one["role"], one["level"]) for one in answer.json["signatures"]] == [
        ("leader", "B-LTA"),
        ("seal", "B-LTA"),
    ]


@pytest.mark.parametrize(
    ("way", "verdict"),
    [
        ("cut back to the seal", "signed_not_issued"),
        ("letters of digits in the other case", "signed_not_issued"),
        ("drawn over", "not_valid"),
    ],
)
def test_altered_copies(anyone, issued, way, verdict):
    answer = anyone.ask(ONE_WAY[way](issued.pdf)).json

    assert problems(answer, SCHEMAS["Verification"]) == []
    assert (answer["verdict"], answer["register"], answer["integrity"]["digest_known"]) == (verdict, None, False)


def test_what_the_leader_alone_signed_is_known_and_not_valid(anyone, issued):
    answer = anyone.ask(ONE_WAY["cut back to the leader"](issued.pdf)).json

    assert (answer["verdict"], answer["integrity"]["digest_known"]) == ("not_valid", True)
    assert "signers_incomplete" in answer["reasons"]


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"%PDF-1.7\n", b"\x00" * 9999])
def test_what_cannot_be_judged_is_undetermined(anyone, content):
    answer = anyone.ask(content)

    assert answer.status_code == 200
    assert problems(answer.json, SCHEMAS["Verification"]) == []
    assert (answer.json["verdict"], answer.json["register"], answer.json["signatures"]) == ("undetermined", None, [])


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, LARGEST_FILE + 2 * 1024 * 1024])
def test_too_large_is_a_413_problem(anyone, size):
    answer = anyone.ask(bytes(size))

    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"
    assert problems(answer.json, SCHEMAS["Problem"]) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {}, "content_type": "multipart/form-data"},
        {"data": {"file": "no file"}, "content_type": "multipart/form-data"},
        {"data": {"other": (BytesIO(b"%PDF-"), "a.pdf")}, "content_type": "multipart/form-data"},
        {"data": b"%PDF-1.7", "content_type": "application/pdf"},
        {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"},
        {"data": b"", "content_type": "multipart/form-data"},
    ],
)
def test_without_a_file_it_says_what_is_missing(anyone, sent):
    answer = anyone.browser.client.post(ADDRESS, **sent)

    assert answer.status_code == 422
    assert problems(answer.json, SCHEMAS["Problem"]) == []
    assert "file" in answer.json["detail"]


def test_it_needs_no_token_and_sets_no_cookie(anyone, issued):
    answer = anyone.browser.client.post(
        ADDRESS, data={"file": (BytesIO(issued.pdf), "a.pdf")}, headers={"Origin": "https://ngan-hang.example"}
    )

    assert answer.json["verdict"] == "genuine"
    assert "Set-Cookie" not in answer.headers
