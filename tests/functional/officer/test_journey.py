"""A birth registration from the counter to the parents' hands, each officer with their own pages."""

import hashlib

import pytest

from tests.functional.officer.walking import DESK, code_on, drafted, file_birth, found_in_list, marked
from tests.unit.services.documents import pdfs


class Birth:
    """The way of one dossier; each method is one officer's part."""

    def __init__(self, officer, worker) -> None:
        self.officer, self.worker = officer, worker
        self.code = ""

    def at_the_counter(self, reference, scan):
        receiver = self.officer("P12")
        desk = found_in_list(receiver, reference)
        assert receiver.get(desk.link("chứng sinh.pdf")).data == scan

        desk = marked(desk).submit("Tiếp nhận hồ sơ")
        self.code = code_on(desk)
        assert desk.path == f"{DESK}/{self.code}" != f"{DESK}/{reference}"
        assert "Tiếp nhận không quá 15:00, trả kết quả trong ngày" in desk.text
        assert "đang lập" in desk.text
        self.worker.draw_form_01(self.code)
        desk = receiver.get(desk.path)
        assert receiver.get(desk.link("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")).data.startswith(b"%PDF")
        assert "Đang xử lý" in desk.button("Chuyển hồ sơ").text

    def at_the_specialist(self):
        specialist = self.officer("P13")
        found_in_list(specialist, self.code, "cho-thu-ly")
        result = drafted(specialist, self.code)
        assert "cấp khi ký" in result.text
        assert specialist.get(result.one(".page-image")["src"]).data.startswith(b"\x89PNG")

        result = result.button("Gửi bản thảo cho người yêu cầu")
        assert "Người yêu cầu trả lời đến" in result.text
        self.worker.confirm(self.code)
        result = specialist.get(result.path)
        assert "đang lấy số định danh" in result.text
        self.worker.fetch_number(self.code)
        result = result.follow("Xem đã xong chưa")
        assert "Số minh họa do bản trình diễn đặt ra, không phải số thật" in result.text
        assert "Số minh họa do bản trình diễn" in specialist.get(f"{DESK}/{self.code}").text
        assert "Chờ ký" in result.button("Trình ký").text

    def at_the_leader(self):
        leader = self.officer("P14")
        page = found_in_list(leader, self.code).button("Mở để ký")
        assert "Tô Văn Ký Mẫu" in page.text
        assert "KT. CHỦ TỊCH" in page.text
        digest = page.one(".digest").text
        assert page.one("#duyet-ky [name=sha256]")["value"] == digest
        pdf = leader.get(page.link("Tải tệp PDF này")).data
        assert hashlib.sha256(pdf).hexdigest() == digest

        page = page.button("Duyệt ký")
        assert "Hệ thống đang ký" in page.text
        self.worker.sign(self.code)
        assert "Đã ký, chờ đóng dấu" in page.follow("Xem đã xong chưa").text

    def at_the_clerk(self):
        page = found_in_list(self.officer("P15"), self.code).follow("Xem bản đã ký và đóng dấu")
        assert "Tô Văn Ký Mẫu" in page.text
        assert "Phát hành trong ngày 23/11/2026, muộn nhất ngày 25/11/2026" in page.text  # the 24th is a day off
        page = page.button("Đóng dấu và phát hành")
        self.worker.seal(self.code)
        assert "Còn hiệu lực" in page.follow("Xem đã xong chưa").text

    def back_at_the_counter(self):
        desk = found_in_list(self.officer("P12"), self.code, "cho-tra")
        assert "Đã xử lý xong" in desk.text
        desk = desk.form("tra").fill(nguoi_nhan="applicant", ten="Nông Thị Hoa Mẫu", chung_cu="Căn cước").submit()
        assert "Đã trả kết quả" in desk.text
        assert "đã xuất trình: Căn cước" in desk.text
        assert "không còn việc gì phải làm" in desk.text


@pytest.mark.usefixtures("clock")
def test_from_the_counter_to_the_parents(sign_in, officer, worker):
    scan = pdfs.pdf(2)
    reference = file_birth(sign_in("P01"), scan)
    way = Birth(officer, worker)

    way.at_the_counter(reference, scan)
    way.at_the_specialist()
    way.at_the_leader()
    way.at_the_clerk()
    way.back_at_the_counter()
