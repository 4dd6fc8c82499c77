import io
import json
import unicodedata
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gateway.printing import FOLDER, NotDrawnError, Printer, qr_svg
from gateway.repertoire import REPLACEMENT, drawable
from services.results.roles import SignerRole
from tests.architecture.source import ROOT
from tests.paper import submission
from tests.signing import START

DEMO = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
LONGEST_TITLE = 1_094
MOST_FILES = 78


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer(demo=True)


def texts(pdf: bytes) -> list[str]:
    """The words of each page as they are read: without possible breaks, and a hyphen at the end of a line is one."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.replace("\u200b", "").replace("\x02", "-").split()) for text in found]


def longest_title() -> str:
    lines = (ROOT / "services/catalogue/data/procedures.jsonl").read_text(encoding="utf-8").splitlines()
    return max((json.loads(line)["name"] for line in lines), key=len)


class TestEveryDocument:
    def test_equal_arguments_give_equal_bytes_and_the_date_is_the_argument(self, printer):
        one, same, later = (printer.render("submission", submission(), at=at) for at in (START, START, START + DAY))

        assert one == same != later
        with pikepdf.open(io.BytesIO(one)) as pdf:
            assert str(pdf.docinfo.CreationDate).startswith(f"D:{START:%Y%m%d%H%M%S}")

    def test_what_is_appended_later_begins_on_a_line_of_its_own(self, printer):
        assert printer.render("submission", submission(), at=START).endswith(b"%%EOF\n")

    def test_it_declares_both_standards_its_language_and_its_title(self, printer):
        with pikepdf.open(io.BytesIO(printer.render("submission", submission(), at=START))) as pdf:
            told = pdf.Root.Metadata.read_bytes().decode()

            assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A" in told
            assert "<pdfuaid:part>1" in told
            assert str(pdf.Root.Lang) == "vi-VN"
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert "TC-7K2M-9QXD" in told

    def test_a_demonstration_says_so_on_every_page_and_in_its_metadata(self, printer):
        pdf = printer.render("submission", submission(files=MOST_FILES), at=START)

        assert [DEMO in text for text in texts(pdf)] == [True] * len(texts(pdf))
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert opened.Root.Metadata.read_bytes().decode().count(DEMO) == 2

    @pytest.mark.parametrize(
        "name",
        ["giấy 😀.pdf", "王小明.pdf", "ก̷̴𝕏﷽.pdf", "\ufdd0\u200d.pdf", "\uf001.pdf", "ʂↄ.pdf", "e\u0302\u0323.pdf"],
    )
    def test_a_name_in_whatever_script_keeps_nobody_from_a_paper(self, printer, name):
        data = submission()
        data["files"][0]["name"] = name
        text = " ".join(texts(printer.render("submission", data, at=START)))

        assert (REPLACEMENT if name[0] != "e" else "ệ") in text
        assert ".pdf" in text

    def test_what_cannot_be_drawn_is_not_quoted(self, printer):
        with pytest.raises(NotDrawnError) as refused:
            printer.render("submission", {"reference": "Bí mật"}, at=START)

        assert refused.value.__cause__ is None
        assert refused.value.__suppress_context__
        assert "Bí mật" not in str(refused.value)

    def test_all_letters_of_vietnamese_are_drawn(self):
        marks = "\u0300\u0301\u0303\u0309\u0323"
        letters = [unicodedata.normalize("NFC", base + mark) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in marks]

        assert set("".join(letters) + "đĐ–…“”‘’" + REPLACEMENT) <= drawable(FOLDER / "fonts" / "tinos")

    def test_elsewhere_nothing_of_the_kind_is_said(self):
        pdf = Printer(demo=False).render("submission", submission(), at=START)

        assert DEMO not in " ".join(texts(pdf))

    def test_data_is_text_whatever_it_looks_like(self, printer):
        wild = '#panic() $x^2$ *đậm* `mã` @ref <nhãn> \\ " ] [ } {'

        assert wild in texts(printer.render("submission", submission(applicant=wild), at=START))[0]

    def test_decomposed_letters_are_composed(self, printer):
        name = unicodedata.normalize("NFD", "Nguyễn Thị Hường")

        assert "Nguyễn Thị Hường" in texts(printer.render("submission", submission(applicant=name), at=START))[0]

    @pytest.mark.parametrize("name", ["nothing", "../mail/x", "base.typ", "", "Submission", "fonts"])
    def test_a_template_is_one_of_ours(self, printer, name):
        with pytest.raises(ValueError, match=r".*"):
            printer.render(name, submission(), at=START)

    def test_two_templates_in_turn_keep_their_places_apart(self, printer, tmp_path):
        (tmp_path / "plain.typ").write_text('#set document(title: "t")\n= Không ai ký\n')
        (tmp_path / "fonts").symlink_to(FOLDER / "fonts")
        for name in ("base.typ", "submission.typ"):
            (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
        other = Printer(demo=True, folder=tmp_path)

        places = [
            other.draw("submission", submission(), at=START).places,
            other.draw("plain", {}, at=START).places,
            other.draw("submission", submission(), at=START).places,
        ]

        assert [len(one) for one in places] == [1, 0, 1]


class TestSubmission:
    def test_it_lists_every_file_with_its_digest(self, printer):
        data = submission(files=3)
        text = texts(printer.render("submission", data, at=START))[0]

        for file in data["files"]:
            digest = file["sha256"]
            assert file["name"] in text
            assert f"{digest[:4]} {digest[4:8]} {digest[8:12]}" in text

    def test_the_longest_title_and_the_most_files_fit(self, printer):
        title = longest_title()
        assert len(title) == LONGEST_TITLE
        data = submission(files=MOST_FILES, procedure={"code": "1", "name": title})

        found = texts(printer.render("submission", data, at=START))

        assert title in found[0]
        assert all(any(file["name"] in text for text in found) for file in data["files"])
        assert f"Trang {len(found)} / {len(found)}" in found[-1]
        assert "KÝ SỐ TỰ ĐỘNG" in found[-1]

    def test_a_name_without_spaces_breaks_inside_its_cell(self, printer):
        name = "giay-chung-nhan-quyen-su-dung-dat-quyen-so-huu-nha-o-va-tai-san-khac-gan-lien-voi-dat.pdf"
        data = submission(files=1)
        data["files"][0]["name"] = name
        page = pypdfium2.PdfDocument(printer.render("submission", data, at=START))[0]
        textpage = page.get_textpage()
        boxes = [textpage.get_rect(at) for at in range(textpage.count_rects())]

        assert max(right for _, _, right, _ in boxes) < page.get_width() - 30
        assert name in texts(printer.render("submission", data, at=START))[0].replace(" ", "")

    def test_it_says_where_its_code_leads_and_where_the_file_is_checked(self, printer):
        data = submission()
        text = texts(printer.render("submission", data, at=START))[0]

        assert f"xem được sau khi đăng nhập bằng tài khoản đã nộp: {data['address']}" in text
        assert f"không cần đăng nhập: {data['checking']}" in text

    def test_another_filer_and_a_case_are_named(self, printer):
        text = texts(printer.render("submission", submission(filer="Triệu Mùi Giúp Mẫu", case="Trẻ em"), at=START))[0]

        assert "Người nộp thay Triệu Mùi Giúp Mẫu" in text
        assert "Trường hợp Trẻ em" in text

    def test_there_is_room_for_the_systems_signature_and_nobody_elses(self, printer):
        (place,) = printer("submission", submission(), at=START).places
        left, bottom, right, top = place.box

        assert place.role is SignerRole.SYSTEM
        assert (round(right - left), round(top - bottom)) == (221, 60)
        assert place.label == "Chữ ký số của hệ thống"


class TestQr:
    def test_it_is_an_svg_without_styles(self):
        drawn = qr_svg("https://example.org/kiem-tra/abc")

        assert "<svg" in drawn
        assert "style=" not in drawn

    def test_another_address_is_another_code(self):
        assert qr_svg("https://example.org/a") != qr_svg("https://example.org/b")


DAY = timedelta(days=1)

VIETNAMESE = sorted(
    {
        unicodedata.normalize("NFC", letter + tone)
        for base in "aăâeêioôơuưy"
        for letter in (base, base.upper())
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    }
    | set("đĐ₫“”–…")
)


@pytest.mark.parametrize("font", sorted((FOLDER / "fonts").rglob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_has_every_vietnamese_letter(font: Path):
    assert [letter for letter in VIETNAMESE if ord(letter) not in characters(font.read_bytes())] == []


def characters(font: bytes) -> set[int]:
    """The characters that a font has, by its table of segments of the basic plane (OpenType cmap, format 4)."""
    tables = {
        font[at : at + 4]: int.from_bytes(font[at + 8 : at + 12], "big")
        for at in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16)
    }
    begin = tables[b"cmap"]

    def number(at: int) -> int:
        return int.from_bytes(font[at : at + 2], "big")

    starts = [
        begin + int.from_bytes(font[at + 4 : at + 8], "big")
        for at in range(begin + 4, begin + 4 + 8 * number(begin + 2), 8)
    ]
    table = next(at for at in starts if number(at) == 4)
    doubled = number(table + 6)
    ends, firsts = table + 14, table + 16 + doubled
    return {
        code for segment in range(0, doubled, 2) for code in range(number(firsts + segment), number(ends + segment) + 1)
    }
