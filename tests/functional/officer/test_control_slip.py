"""Form 06: from whose hands into whose a dossier went, drawn for whoever handles it."""

import re
import subprocess

import pytest

from tests.functional.officer.walking import DESK, file_birth, for_signature

pytestmark = pytest.mark.usefixtures("clock")


def words_of(pdf: bytes, tmp_path) -> str:
    file = tmp_path / "slip.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["/usr/bin/pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def slip_of(browser, code, tmp_path) -> str:
    page = browser.get(f"{DESK}/{code}")
    sent = browser.get(page.one("a[href$='phieu-kiem-soat.pdf']")["href"])
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["Cache-Control"] == "no-store"
    return words_of(sent.data, tmp_path)


@pytest.fixture
def done(prepared, officer, worker):
    """A department's dossier whose result waits at the counter."""
    code = prepared(for_signature)
    officer("P10").get(f"{DESK}/{code}/ket-qua").button("Mở để ký").button("Duyệt ký")
    worker.sign(code)
    officer("P11").get(f"{DESK}/{code}/ket-qua").button("Đóng dấu và phát hành")
    worker.seal(code)
    return code


def test_it_names_every_hand_in_order_and_how_the_due_date_was_kept(officer, done, tmp_path):
    text = slip_of(officer("P08"), done, tmp_path)

    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in text
    assert f"Số: {done}/KSGQ" in text
    takers = ("Tiếp nhận hồ sơ", "Chuyển hồ sơ", "Nhận thụ lý", "Trình ký", "Duyệt ký", "Giải quyết xong")
    places = [re.search(name, text[text.index("Bên giao") :]) for name in takers]
    assert all(places), [name for name, place in zip(takers, places, strict=True) if not place]
    assert [one.start() for one in places] == sorted(one.start() for one in places)
    for name in ("Đàm Thị Nhận Mẫu", "Lục Văn Thụ Mẫu", "Nông Thị Duyệt Mẫu", "Bàn Thị Ấn Mẫu"):
        assert name in text
    assert "rước hạn" in text or "úng hạn" in text


def test_reading_it_is_an_event(officer, prepared, events):
    code = prepared(for_signature)
    before = len(events("dossier_read"))

    officer("P10").get(f"{DESK}/{code}/phieu-kiem-soat.pdf")

    assert len(events("dossier_read")) == before + 1


def test_nobody_has_one_before_receipt(officer, sign_in, tmp_path):
    reference = file_birth(sign_in("P01"))
    receiver = officer("P12")

    assert not receiver.get(f"{DESK}/{reference}").select("a[href$='phieu-kiem-soat.pdf']")
    assert receiver.get(f"{DESK}/{reference}/phieu-kiem-soat.pdf").status == 404


def test_nor_does_another_unit(officer, done):
    assert officer("P12").get(f"{DESK}/{done}/phieu-kiem-soat.pdf").status == 404
