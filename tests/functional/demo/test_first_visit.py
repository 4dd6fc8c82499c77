"""What each of the cast sees at the first sign-in, page by page; anybody can check the result that was handed out."""

from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from gateway.demo.actors import told
from services.actor import Role
from services.results.files import content_of, files_of
from services.results.models import Result

LINES = "main tbody th a"
DESKS = {
    ("P12", Role.RECEIVER): {
        "cho-tiep-nhan": ["D02", "D03"],
        "cho-chuyen": ["D18"],
        "dang-giai-quyet": ["D04", "D13", "D14", "D16", "D17", "D18", "D27"],
        "cho-tra": [],
    },
    ("P07", Role.RECEIVER): {
        "cho-tiep-nhan": [],
        "cho-chuyen": ["D05"],
        "dang-giai-quyet": ["D07", "D09", "D10", "D06", "D05"],
        "cho-tra": ["D11"],
    },
    ("P18", Role.RECEIVER): {"cho-tiep-nhan": [], "dang-giai-quyet": ["D25"]},
    ("P22", Role.CENTRE_HEAD): {"tu-choi-cho-duyet": [], "cho-tiep-nhan": ["D02", "D03"]},
    ("P08", Role.CENTRE_HEAD): {
        "tu-choi-cho-duyet": [],
        "cho-tiep-nhan": ["D02", "D03"],
        "cho-chuyen": ["D05", "D18"],
        "cho-tra": ["D11"],
    },
    ("P09", Role.SPECIALIST): {"cua-toi": ["D07", "D09", "D10", "D06"], "cho-thu-ly": []},
    ("P13", Role.SPECIALIST): {"cua-toi": ["D13", "D04", "D14"], "cho-thu-ly": ["D25"]},
    ("P17", Role.SPECIALIST): {"cua-toi": ["D16", "D17", "D27"], "cho-thu-ly": ["D25"]},
    ("P10", Role.LEADER): {"cho-xu-ly": ["D09"]},
    ("P14", Role.LEADER): {"cho-xu-ly": ["D27"], "sua-thu-hoi": []},
    ("P11", Role.CLERK): {"cho-xu-ly": ["D10"]},
    ("P15", Role.CLERK): {"cho-xu-ly": []},
}
LISTS = [(who, role, tray, keys) for (who, role), trays in DESKS.items() for tray, keys in trays.items()]


@pytest.mark.parametrize(("who", "role", "tray", "there"), LISTS, ids=[f"{one[0]}-{one[2]}" for one in LISTS])
def test_each_list_of_an_officer_holds_what_the_cast_says(prepared, entered, who, role, tray, there):
    found = prepared.shown(entered(who, role), "/can-bo", LINES, khay=tray)

    assert sorted(found) == sorted(there)


def test_the_most_pressing_stands_first(prepared, entered):
    found = prepared.shown(entered("P09", Role.SPECIALIST), "/can-bo", LINES)

    assert (found[0], sorted(found[1:3]), found[3:]) == ("D07", ["D09", "D10"], ["D06"])


def test_a_head_sees_what_is_due_today_and_what_is_overdue(prepared, entered):
    head = entered("P08", Role.CENTRE_HEAD)

    due = prepared.shown(head, "/can-bo", LINES, khay="dang-giai-quyet", han="hom-nay")
    overdue = prepared.shown(head, "/can-bo", LINES, khay="dang-giai-quyet", han="qua-han")

    assert (sorted(due), overdue) == (["D04", "D09", "D10", "D13", "D16"], ["D07"])


@pytest.mark.parametrize(
    ("who", "organisation", "there"),
    [
        ("P01", None, ["D02", "D04", "D06", "D14", "D18", "D19", "D20", "D23", "D27"]),
        ("P02", None, []),  # no person of a counter is joined to an account of level 1
        ("P04", None, ["D09", "D16"]),
        ("P04", "ORG1", ["D05", "D10", "D12", "D17"]),
        ("P05", None, ["D11", "D21"]),
        ("P06", None, ["D03", "D24"]),
    ],
)
def test_each_citizen_finds_their_own_dossiers(prepared, entered, who, organisation, there):
    found = prepared.shown(entered(who, Role.CITIZEN, organisation), "/ho-so", LINES)

    assert sorted(found) == there


def test_the_mother_is_asked_about_a_draft(prepared, entered):
    page = entered("P01", Role.CITIZEN).get("/ho-so").follow("Kiểm tra và xác nhận bản thảo kết quả")

    assert "Nông Bé Hai Mẫu" in page.html


def test_the_leader_reads_the_price_of_a_second_request_before_the_click(prepared, entered):
    page = entered("P14", Role.LEADER).get(f"/can-bo/ho-so/{prepared.dossier('D27').code}")

    assert "Bản vẽ mới không ghi kích thước" in page.text
    assert "bị tính là quá hạn" in page.form("duyet-yeu-cau").tag.get_text()


def test_the_quick_lane_offers_what_was_certified_before(entered):
    page = entered("P12", Role.RECEIVER).get("/can-bo/chung-thuc")

    assert "Giấy chứng nhận mẫu" in page.html


def test_a_refusal_names_the_right_procedure(prepared, entered):
    page = entered("P01", Role.CITIZEN).get(f"/ho-so/{prepared.dossier('D19').reference}")

    assert "1.012694" in page.html


def test_the_auditor_reads_the_register_and_can_leave_out_what_was_prepared(prepared, entered):
    auditor = entered("P19", Role.AUDITOR)

    register = auditor.get("/thanh-tra/so-ket-qua")
    code = prepared.dossier("D12").code
    every, lived = (
        auditor.get("/thanh-tra", ho_so=code, **more).select("main tbody tr") for more in ({}, {"bo_mau": "1"})
    )

    assert [("dựng sẵn" in row.get_text()) for row in register.select("main tbody tr")] == [True] * 6
    assert any("dựng sẵn" in row.get_text() for row in every)
    assert not any("dựng sẵn" in row.get_text() for row in lived)


@pytest.mark.parametrize("key", ["D11", "D12", "D20", "D23", "D24"])
def test_the_mandate_opens_what_was_issued(prepared, entered, key):
    page = entered("P19", Role.AUDITOR).get(f"/thanh-tra/ho-so/{prepared.dossier(key).code}")

    assert page.status == 200
    assert told("dossiers", key)["procedure"] in page.html


@pytest.mark.parametrize(
    ("key", "verdict", "state", "reasons"),
    [
        ("D12", "genuine", "in_force", []),
        ("D23", "not_valid", "replaced", ["replaced"]),
        ("D24", "not_valid", "revoked", ["withdrawn"]),
    ],
)
def test_anybody_finds_whether_a_result_is_genuine_and_what_became_of_it(prepared, key, verdict, state, reasons):
    first = select(Result).where(Result.dossier_id == prepared.dossier(key).id, Result.ordinal == 1)
    with prepared.database.reading() as session:
        result = session.scalars(first).one()
        pdf = content_of(prepared.office.store, files_of(session, result.id)[-1])

    answer = prepared.app.test_client().post(
        "/api/v1/verifications", data={"file": FileStorage(BytesIO(pdf), "ket-qua.pdf")}
    )

    assert (answer.json["verdict"], answer.json["register"]["status"]) == (verdict, state)
    assert answer.json["reasons"] == reasons
    assert all(one["indication"] == "passed" for one in answer.json["signatures"])
    assert answer.json["register"]["procedure"] == told("dossiers", key)["procedure"]
    answer.close()
