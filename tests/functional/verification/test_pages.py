"""Anybody checks a result: by its file, its QR code, its number."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from gateway.api.schemas import SCHEMAS
from gateway.jobs.papers import FORM_01, FORMS, issue_form
from gateway.jobs.submission import confirm
from gateway.trust import LiveTrust
from gateway.verifying import EXTENSION, Verifying
from services.documents.kinds import IssuedForm
from services.documents.upload import LARGEST_FILE
from services.dossiers.queries import CONFIRMATION
from services.results.models import Result
from services.results.signing.errors import TrustServiceUnavailableError
from services.results.signing.fetching import Fetcher
from tests.functional.signing.conftest import OPENED, SYSTEM_NAME
from tests.functional.signing.test_forms import pdf_of as pdf_of_document
from tests.functional.signing.test_submission import filed
from tests.functional.verification.conftest import body, issue
from tests.hostile import PDF, bomb, pdf_of
from tests.mutants import ONE_WAY, bit_flips
from tests.paper import submission
from tests.results import birth
from tests.schemas import problems
from tests.signing import SYSTEM, Clock, to_sign, world

HOLDER = "Công ty Ví Dụ Mẫu"


def verdict(page):
    """The word of the verdict, by the style of its frame."""
    (frame,) = page.select("main .verdict")
    return next(name.removeprefix("verdict--") for name in frame["class"] if name.startswith("verdict--"))


def facts(page):
    """Shape and words of the three facts."""
    return [re.sub(r"\s+", " ", one.get_text(" ", strip=True)) for one in page.select("main h2 + p .state")]


@pytest.fixture(scope="module")
def papers(session_works):
    """What the program itself issued about two dossiers: form 01, and the confirmation of a filing."""
    session_works.clock.now = OPENED
    office, taken = session_works.office, session_works.do(lambda session: birth(session).id)
    return {
        "01": pdf_of_document(session_works, issue_form(office, taken, FORM_01)),
        "confirmation": pdf_of_document(session_works, confirm(office, filed(session_works)[0])),
    }


class TestPapersOfTheSystem:
    @pytest.mark.parametrize(
        ("form", "name"),
        [("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, lập ngày 20/11/2026"), ("confirmation", "Xác nhận đã nộp, ")],
    )
    def test_it_is_named_and_never_called_a_result(self, anyone, papers, form, name):
        page = anyone.send(papers[form])

        assert verdict(page) == "signed_not_issued"
        assert f"Đây là giấy tờ của hệ thống, không phải kết quả giải quyết: {name}" in page.text
        assert "xin lại tệp gốc" not in page.text
        assert "Kết quả thật" not in page.text

    def test_the_api_names_it_beside_the_verdict(self, anyone, papers):
        answer = anyone.ask(papers["01"]).json

        assert problems(answer, SCHEMAS["Verification"]) == []
        assert (answer["verdict"], answer["register"]) == ("signed_not_issued", None)
        assert answer["system_paper"] == {"form": "01", "issued_on": "2026-11-20"}

    def test_a_result_is_none_and_a_changed_copy_is_none_of_ours(self, anyone, issued, papers):
        assert anyone.ask(issued.pdf).json["system_paper"] is None

        answer = anyone.ask(papers["confirmation"] + b"\n").json
        assert (answer["verdict"], answer["system_paper"]) == ("not_valid", None)

    def test_whatever_the_program_issues_is_known(self):
        assert {*(one.number for one in FORMS), CONFIRMATION} == {one.value for one in IssuedForm}

    def test_nothing_of_whom_it_is_about_is_said(self, anyone, papers):
        assert "Người Thử Mẫu" not in anyone.send(papers["confirmation"]).html


class TestGenuine:
    def test_three_facts_and_both_signers_in_words(self, anyone, issued):
        page = anyone.send(issued.pdf)

        assert page.status == 200
        assert verdict(page) == "genuine"
        assert facts(page) == [
            "✓ Có trong sổ đăng ký, còn hiệu lực",
            "✓ Không bị thay đổi sau khi ký",
            "✓ Đủ chữ ký cần có, tất cả đều hợp lệ",
        ]
        for told in (
            issued.row.number,
            "20/11/2026",
            "Sở Tư pháp",
            "2.000954",
            "Chữ ký 1: Nông Thị Duyệt Mẫu",
            "Người có thẩm quyền ký",
            "Con dấu số của cơ quan",
            "theo dấu thời gian",
            "B-LTA:",
            "Chứng thư do tổ chức được tin cậy cấp",
            "Chứng thư không bị thu hồi",
            "Trùng từng byte",
        ):
            assert told in page.text, told

    def test_nothing_of_the_holder_is_on_any_page(self, anyone, issued):
        for page in (anyone.send(issued.pdf), anyone.browser.get(f"/kiem-tra/{issued.row.token}")):
            assert HOLDER not in page.html

    def test_in_english(self, foreigner, issued):
        page = foreigner.send(issued.pdf)

        assert verdict(page) == "genuine"
        assert "Genuine: in the register" in page.text
        assert "✓ Not changed since it was signed" in facts(page)

    def test_the_address_may_ask_for_the_language(self, anyone, issued):
        page = anyone.send(issued.pdf, at="/kiem-tra?lang=en")

        assert page.soup.html["lang"] == "en"
        assert page.select("a.site-header__language")[0]["href"].endswith("next=/kiem-tra")

    def test_it_is_judged_by_lists_of_the_day(self, anyone, issued, works):
        works.clock.now += timedelta(days=30)

        assert verdict(anyone.send(issued.pdf)) == "genuine"

    def test_the_answer_is_not_kept_by_any_cache(self, anyone, issued):
        assert anyone.send(issued.pdf).headers["Cache-Control"] == "no-store"


class TestOthers:
    def test_a_changed_byte_is_not_valid(self, anyone, issued):
        for _, copy in bit_flips(issued.pdf, 4, seed=7):
            page = anyone.send(copy)

            assert verdict(page) in {"not_valid", "undetermined"}
            assert "✓ Có trong sổ đăng ký, còn hiệu lực" not in facts(page)

    def test_a_drawing_over_the_text_is_not_valid(self, anyone, issued):
        page = anyone.send(ONE_WAY["drawn over"](issued.pdf))

        assert verdict(page) == "not_valid"
        assert facts(page)[:2] == ["▲ Sổ đăng ký không có bản này", "✕ Đã bị thay đổi hoặc hư hỏng sau khi ký"]
        assert not any(fact.startswith("✓") for fact in facts(page))

    @pytest.mark.parametrize("way", ["padding behind the document stamp", "cut back to the seal"])
    def test_a_copy_whose_signatures_hold_is_amber(self, anyone, issued, way):
        page = anyone.send(ONE_WAY[way](issued.pdf))

        assert verdict(page) == "signed_not_issued"
        assert facts(page)[0] == "▲ Sổ đăng ký không có bản này"
        assert facts(page)[2] == "✓ Đủ chữ ký cần có, tất cả đều hợp lệ"

    def test_a_result_not_yet_issued(self, anyone, works):
        page = anyone.send(works.signed(works.for_signature()))

        assert verdict(page) == "not_valid"
        assert facts(page)[0] == "▲ Kết quả chưa được phát hành"
        assert facts(page)[2] == "✕ Chữ ký hợp lệ, nhưng không đúng người hoặc không đủ chữ ký"

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "empty.pdf"),
            (b"<!doctype html><title>x</title>", "trang.html"),
            (b"\x89PNG\r\n\x1a\n", "<b>anh</b>.png"),
            (PDF, "rong.pdf"),
            (pdf_of(b"<< /Type /Catalog /Pages 1 0 R >>"), "vong.pdf"),
            (b"%PDF-1.7\n" + b"\xff" * 5000, "rac.pdf"),
        ],
    )
    def test_what_is_no_signed_pdf_is_undetermined(self, anyone, content, name):
        page = anyone.send(content, name)

        assert (page.status, verdict(page)) == (200, "undetermined")
        assert facts(page)[1:] == ["○ Không biết được tệp có bị thay đổi hay không", "○ Không đọc được chữ ký số nào"]

    def test_a_bomb_costs_nobody_anything(self, anyone):
        page = anyone.send(bomb(layers=2, megabytes=900))

        assert (page.status, verdict(page)) in {(200, "undetermined"), (200, "not_valid")}

    def test_somebody_elses_signature_is_no_business_of_ours(self, anyone, works, tmp_path):
        with world(tmp_path, clock=Clock(works.clock.now)) as elsewhere:
            paper = works.office.printer.render("submission", submission(files=1), at=works.clock.now)
            pdf = elsewhere.sign(SYSTEM, to_sign(paper, SYSTEM), "system").pdf
        page = anyone.send(pdf)

        assert verdict(page) == "undetermined"
        assert "Không nhận ra tổ chức cấp chứng thư" in page.text
        assert "theo lời người ký, chưa được chứng minh" in page.text


class TestWithoutLists:
    def test_nothing_is_called_genuine(self, anyone, counter, works, issued):
        keys = works.office.keys
        ours = counter.extensions[EXTENSION]
        blind = Verifying(
            works.database, keys, LiveTrust(keys, fetcher=Nobody), system=SYSTEM_NAME, verifier=works.verifier
        )
        counter.extensions[EXTENSION] = blind
        try:
            page = anyone.send(issued.pdf)
        finally:
            counter.extensions[EXTENSION] = ours

        assert verdict(page) == "undetermined"
        assert facts(page)[0] == "✓ Có trong sổ đăng ký, còn hiệu lực"
        assert facts(page)[2] == "○ Có chữ ký chưa thể kết luận"


class Nobody(Fetcher):
    """Finds no machine that answers."""

    def get(self, url, **_):
        """Find nobody."""
        raise TrustServiceUnavailableError(url)


class TestRefused:
    @pytest.mark.parametrize("code", ["\0", "x", "'" * 500, "0" * 33])
    def test_a_code_that_is_none_is_passed_over(self, anyone, issued, code):
        token = anyone.browser.get("/kiem-tra").form("kiem-tra-tep").values["csrf_token"]
        sent = body({"tep": FileStorage(BytesIO(issued.pdf), "ket-qua.pdf"), "ma": code, "csrf_token": token})
        origin = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        answer = anyone.browser.client.post("/kiem-tra", **sent, headers=origin)

        assert (answer.status_code, "verdict--" in answer.text) == (200, True)

    def test_no_file(self, anyone):
        page = anyone.browser.get("/kiem-tra").form("kiem-tra-tep").submit()

        assert page.status == 422
        assert "Bạn chưa chọn tệp nào." in page.text

    def test_too_large_a_file(self, anyone):
        page = anyone.send(bytes(LARGEST_FILE + 1))

        assert page.status == 413
        assert "tối đa 25 MB" in page.text

    def test_too_large_a_request(self, anyone):
        page = anyone.send(bytes(LARGEST_FILE + 2 * 1024 * 1024))

        assert page.status == 413
        assert "tối đa 25 MB" in page.text
        assert page.select("#kiem-tra-tep")

    def test_without_the_token_of_the_form(self, anyone, issued):
        assert anyone.browser.post("/kiem-tra", {"tep": ""}, multipart=True).status == 400

    def test_nothing_stays_on_the_disk(self, anyone, issued, settings):
        before = {one for one in settings.blob_folder.rglob("*") if one.is_file()}  # other tests keep theirs there

        anyone.send(issued.pdf + bytes(3 * 1024 * 1024))

        assert {one for one in settings.blob_folder.rglob("*") if one.is_file()} == before


class TestCode:
    def test_it_shows_the_register_without_the_holder(self, anyone, issued):
        page = anyone.browser.get(f"/kiem-tra/{issued.row.token}")

        assert page.h1 == f"Kết quả số {issued.row.number}"
        assert "Có trong sổ đăng ký, còn hiệu lực" in page.text
        assert "Nông Thị Duyệt Mẫu, Phó Giám đốc" in page.text

    def test_a_copy_is_checked_from_there(self, anyone, issued):
        page = anyone.send(issued.pdf, at=f"/kiem-tra/{issued.row.token}")

        assert verdict(page) == "genuine"
        assert "không phải kết quả số" not in page.text

    def test_another_result_than_the_scanned_one_is_said(self, anyone, issued, works):
        other = issue(works)

        page = anyone.send(issued.pdf, at=f"/kiem-tra/{other.row.token}")

        assert f"không phải kết quả số {other.row.number}" in page.text

    @pytest.mark.parametrize("token", ["0" * 32, "F" * 32, "abc"])
    def test_an_unknown_one_is_a_404(self, anyone, token):
        assert anyone.browser.get(f"/kiem-tra/{token}").status == 404

    def test_of_a_result_not_yet_issued_it_is_a_404(self, anyone, works):
        result_id = works.for_signature()
        with works.database.reading() as session:
            token = session.get_one(Result, result_id).token

        assert anyone.browser.get(f"/kiem-tra/{token}").status == 404


class TestNumber:
    def look_up(self, anyone, number, *, year="2026", unit="STP"):
        form = anyone.browser.get("/kiem-tra").form("tra-theo-so")
        return form.fill(co_quan=unit, so=number, nam=year).submit()

    @pytest.mark.parametrize("written", ["{}", "{}/KQ-STP", " {} / kq-stp "])
    def test_it_is_found_as_it_is_printed(self, anyone, issued, written):
        page = self.look_up(anyone, written.format(issued.row.number.partition("/")[0]))

        assert page.status == 200
        assert f"Kết quả số {issued.row.number}" in page.text
        assert "csrf_token" not in page.html

    @pytest.mark.parametrize(("number", "year"), [("999999999", "2026"), ("1/KQ-KHAC", "2026"), ("1", "2025")])
    def test_an_unknown_one_says_so(self, anyone, issued, number, year):
        page = self.look_up(anyone, number, year=year)

        assert page.status == 200
        assert "Sổ đăng ký không có kết quả mang số này" in page.text

    @pytest.mark.parametrize(
        "asked",
        [{"so": "x"}, {"so": "1", "nam": "26", "co_quan": "STP"}, {"so": "1", "nam": "2026", "co_quan": "KHONG"}],
    )
    def test_what_cannot_be_looked_up_is_named(self, anyone, asked):
        page = anyone.browser.get("/kiem-tra/theo-so", **asked)

        assert page.status == 422
        assert page.select(".govuk-error-summary")

    def test_the_question_survives_the_change_of_language(self, anyone):
        page = anyone.browser.get("/kiem-tra/theo-so", co_quan="STP", so="1", nam="2026", lang="en")

        assert page.soup.html["lang"] == "en"
        assert "lang%3D" not in page.select("a.site-header__language")[0]["href"]
        assert "so%3D1" in page.select("a.site-header__language")[0]["href"]
