"""The register as auditors leaf through it."""

import pytest

from tests.functional.auditor.conftest import asked, rows


def test_it_lists_results_with_their_states_the_newest_first(auditor):
    page = auditor.get("/thanh-tra/so-ket-qua", don_vi="X01279")

    assert page.h1 == "Sổ kết quả"
    lines = rows(page)
    assert [line.split()[0] for line in lines] == ["03/XN-UBND", "02/XN-UBND", "01/XN-UBND"]
    assert "Đã thu hồi" in lines[1]
    assert "Còn hiệu lực" in lines[0]
    assert "SHA-256:" in lines[0]
    assert "Người Thử Mẫu" not in page.html


def test_a_corrected_result_and_its_letter_name_each_other(auditor):
    letter, corrected = rows(auditor.get("/thanh-tra/so-ket-qua", don_vi="X01288"))

    assert "Đính chính văn bản số 08/XN-UBND ngày 20/11/2026" in letter
    assert "Được đính chính bằng công văn số 09/XN-UBND ngày 20/11/2026, vẫn còn hiệu lực" in corrected
    page = auditor.get("/thanh-tra/so-ket-qua", don_vi="X01288").follow("08/XN-UBND")
    assert "Được đính chính bằng công văn số 09/XN-UBND" in page.text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"don_vi": "X01279"}, 3),
        ({"don_vi": "STP"}, 0),
        ({"nam": "2026", "so": "2"}, 1),
        ({"nam": "2025"}, 0),
        ({"don_vi": "X01279", "tu-ngay": "21", "tu-thang": "11", "tu-nam": "2026"}, 0),
        ({"don_vi": "X01279", "den-ngay": "20", "den-thang": "11", "den-nam": "2026"}, 3),
    ],
)
def test_it_is_narrowed_to_units_numbers_and_days(auditor, query, numbers):
    page = auditor.get("/thanh-tra/so-ket-qua", **query)

    assert len(rows(page)) == numbers
    assert numbers or "Không có kết quả nào" in page.text


@pytest.mark.parametrize("query", [{"so": "x"}, {"nam": "12"}, {"don_vi": "nowhere"}])
def test_what_cannot_be_meant_is_an_error_of_the_form(auditor, query):
    assert auditor.get("/thanh-tra/so-ket-qua", **query).status == 422


def test_a_line_leads_to_the_events_of_its_dossier(auditor):
    page = auditor.get("/thanh-tra/so-ket-qua")
    code = page.select("main tbody td a")[0].get_text()

    assert page.follow(code).path.startswith("/thanh-tra?ho_so=")


def test_it_costs_five_statements(auditor, database):
    auditor.get("/thanh-tra")
    with asked(database) as seen:
        auditor.get("/thanh-tra/so-ket-qua", don_vi="X01279")

    assert len(seen) <= 5, seen
