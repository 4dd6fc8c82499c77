"""Issued results are put right at the desk: drafted, signed and sealed as results are, or given up again."""

import hashlib

import pytest

from tests.functional.officer.walking import DESK, for_signature

pytestmark = pytest.mark.usefixtures("clock")

WHY = "Ghi sai tên người được cấp."
NAMES = {
    "thay-the": "Lập văn bản thay thế",
    "dinh-chinh": "Lập công văn đính chính",
    "thu-hoi": "Lập quyết định thu hồi",
}
BECAME = {
    "thay-the": ("Được thay thế bằng văn bản số", "Đã bị thay thế", "result_replace"),
    "dinh-chinh": ("Được đính chính bằng công văn số", "Còn hiệu lực", "result_correct"),
    "thu-hoi": ("Bị thu hồi theo quyết định số", "Đã thu hồi", "result_revoke"),
}
"""What the wrong result's page says of it, how it stands, and the event."""
TEXTS = {
    "thay-the": {"text": "Nội dung đúng."},
    "dinh-chinh": {"flaw": "Thiếu số trang.", "corrected": "Văn bản có 2 trang."},
    "thu-hoi": {"grounds": "Cấp nhầm đối tượng.", "legal_basis": "Điều 18 Nghị định 30/2020/NĐ-CP."},
}


def signed_and_sealed(officer, worker, code):
    """The leader's and the clerk's part, found in their lists; return the clerk's last page."""
    page = officer("P10").get("/can-bo?khay=sua-thu-hoi").follow(code).button("Mở để ký")
    assert WHY in page.text
    page.button("Duyệt ký")
    worker.sign(code)
    page = officer("P11").get("/can-bo?khay=sua-thu-hoi").follow(code).follow("Xem bản đã ký và đóng dấu")
    page = page.button("Đóng dấu và phát hành")
    worker.seal(code)
    return page


@pytest.fixture
def issued(prepared, officer, worker):
    """A department's result in force; return the code of its dossier."""
    code = prepared(for_signature)
    officer("P10").get(f"{DESK}/{code}/ket-qua").button("Mở để ký").button("Duyệt ký")
    worker.sign(code)
    officer("P11").get(f"{DESK}/{code}/ket-qua").button("Đóng dấu và phát hành")
    worker.seal(code)
    return code


@pytest.fixture
def specialist(officer):
    return officer("P09")


def drafted(specialist, code, kind, **texts):
    form = specialist.get(f"{DESK}/{code}").follow(NAMES[kind]).form("du-thao")
    return form.fill(vi_sao=WHY, **(TEXTS[kind] | texts)).submit()


@pytest.mark.parametrize("kind", NAMES)
def test_from_the_specialist_to_the_register(officer, worker, specialist, issued, kind, events):
    page = drafted(specialist, issued, kind)
    assert "Đã lưu dự thảo" in page.text
    assert WHY in page.text
    page.button("Trình ký")

    signed_and_sealed(officer, worker, issued)

    desk, (became, stands, tag) = specialist.get(f"{DESK}/{issued}"), BECAME[kind]
    assert became in desk.text
    assert stands in desk.text
    assert issued not in officer("P11").get("/can-bo?khay=sua-thu-hoi").text
    assert events(tag)


def test_every_paper_that_was_issued_is_opened_and_printed(officer, worker, specialist, issued):
    drafted(specialist, issued, "dinh-chinh").button("Trình ký")
    signed_and_sealed(officer, worker, issued)
    clerk = officer("P11")

    page = clerk.get(f"{DESK}/{issued}/ket-qua?ban=2")

    assert "Đính chính văn bản số" in page.text
    assert clerk.get(page.one(".page-image")["src"]).data.startswith(b"\x89PNG")
    assert clerk.get(page.link("Tải tệp PDF này")).data == page.form("in-ket-qua").submit().data
    assert "Đã in 1 lần" in clerk.get(page.path).text
    wrong = clerk.get(f"{DESK}/{issued}/ket-qua")
    assert "Chưa in lần nào" in wrong.text
    assert wrong.one("h1").text == clerk.get(wrong.path, ban="1").one("h1").text
    assert clerk.get(wrong.path, ban="9").status == 404


@pytest.mark.parametrize("kind", ["thay-the", "thu-hoi"])
def test_the_wrong_one_is_kept_as_it_was_issued(officer, worker, specialist, issued, kind):
    page = specialist.get(f"{DESK}/{issued}/ket-qua")
    before = page.one(".digest").text
    drafted(specialist, issued, kind).button("Trình ký")
    signed_and_sealed(officer, worker, issued)

    page = specialist.get(f"{DESK}/{issued}/ket-qua?ban=1")

    assert page.one(".digest").text == before
    assert hashlib.sha256(specialist.get(page.link("Tải tệp PDF này")).data).hexdigest() == before


def test_the_book_tells_it(officer, worker, specialist, issued):
    drafted(specialist, issued, "thu-hoi").button("Trình ký")
    signed_and_sealed(officer, worker, issued)

    book = officer("P11").get("/can-bo/so-van-ban?quyen=recall&nam=2026")
    assert "Thu hồi văn bản số" in book.text
    assert "QĐTH-STP" in book.text


def test_while_one_is_under_way_a_second_is_refused_and_kept(specialist, issued):
    form = specialist.get(f"{DESK}/{issued}").follow(NAMES["thu-hoi"]).form("du-thao")
    drafted(specialist, issued, "dinh-chinh")

    page = form.fill(vi_sao=WHY, **TEXTS["thu-hoi"]).submit()

    assert page.status == 409
    assert TEXTS["thu-hoi"]["grounds"] in page.html


def test_what_is_missing_comes_back_as_it_was_typed(specialist, issued):
    page = drafted(specialist, issued, "thu-hoi", grounds="", legal_basis="Điều 18.")

    assert page.status == 422
    assert "Điều 18." in page.html
    assert page.one("[name=vi_sao]").text.strip() == WHY


def test_without_a_reason_nothing_is_drafted(specialist, issued):
    form = specialist.get(f"{DESK}/{issued}").follow(NAMES["thu-hoi"]).form("du-thao")

    assert form.fill(vi_sao=" ", **TEXTS["thu-hoi"]).submit().status == 422


def test_given_up_nothing_is_told(specialist, issued, events):
    page = drafted(specialist, issued, "thu-hoi")
    again = page.form("thoi-sua").fill(thoi="").submit()
    assert again.status == 422

    desk = again.form("thoi-sua").fill(thoi="Xem lại thì đúng.").submit()

    assert "Kết quả giữ nguyên như trước" in desk.text
    assert "Bị thu hồi" not in desk.text
    assert "Còn hiệu lực" in desk.text
    assert events("result_give_up_amendment")[-1]["reason"] == "given_up"
    assert desk.select("a[href$='sua-ket-qua/thu-hoi']")


def test_sent_back_it_is_drafted_anew_with_what_was_written(officer, specialist, issued):
    drafted(specialist, issued, "thu-hoi").button("Trình ký")
    page = officer("P10").get(f"{DESK}/{issued}/ket-qua")
    page.form("tra-lai").fill(loi="Chưa rõ căn cứ.").submit()

    desk = specialist.get(f"{DESK}/{issued}")
    assert "Chưa rõ căn cứ." in desk.text
    form = desk.follow(NAMES["thu-hoi"]).form("du-thao")
    assert TEXTS["thu-hoi"]["grounds"] in form.tag.text
    page = form.submit()

    assert "Dự thảo" in page.text
    assert "Chưa rõ căn cứ." in page.text


def test_a_draft_is_changed_before_it_goes_up(specialist, issued):
    page = drafted(specialist, issued, "dinh-chinh")

    page = page.follow("Sửa dự thảo").form("du-thao").fill(flaw="Thiếu số trang và ngày.").submit()

    assert "Đã lưu dự thảo đã sửa" in page.text
    assert WHY in page.text


def test_only_specialists_have_the_way(officer, issued):
    for who in ("P10", "P11"):
        assert not officer(who).get(f"{DESK}/{issued}").select("a[href*='sua-ket-qua']")
        assert officer(who).get(f"{DESK}/{issued}/sua-ket-qua/thu-hoi").status == 403


def test_without_a_result_the_page_leads_back(prepared, specialist):
    code = prepared(for_signature)

    assert specialist.get(f"{DESK}/{code}/sua-ket-qua/thu-hoi").path == f"{DESK}/{code}"
