"""What a file says, whatever it is called; and every file that is not taken, with its reason and place."""

import json
from random import Random

import pytest

from services.catalogue.importing.bounds import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from services.catalogue.importing.reading import read
from tests.workbooks import archive, sheet, workbook

HEADER = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
ROW = ["1.000001", "Cấp giấy thử", "Bộ Tư pháp", "Sở Tư pháp\nỦy ban nhân dân cấp xã", "Hộ tịch"]
TITLE = ["DANH SÁCH THỦ TỤC HÀNH CHÍNH"]


def found(content: bytes) -> dict:
    return json.loads(read(content))


def refused(content: bytes) -> tuple[str, str]:
    answer = found(content)
    return answer["refused"], f"{answer['column'] or ''}{answer['row'] or ''}"


class TestWorkbooks:
    def test_the_national_export_is_read_with_the_numbers_of_its_rows(self):
        book = workbook(sheet([TITLE, HEADER, ROW, [], ["1.000002", " Tên khác "]], merged="A1:E1"))

        rows = found(book)["rows"]

        assert [number for number, _ in rows] == [1, 2, 3, 5]
        assert rows[2][1] == ROW
        assert rows[3][1][:2] == ["1.000002", " Tên khác "]

    def test_a_number_stays_a_number(self):
        assert found(workbook(sheet([[1.00119, 7, "x"]])))["rows"] == [[1, [1.00119, 7.0, "x"]]]

    def test_texts_that_many_cells_share_and_that_are_set_in_pieces_are_whole(self):
        shared = (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<si><r><t xml:space="preserve">Cấp </t></r><r><t>giấy</t></r></si></sst>'
        )
        book = workbook(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            '<row><c t="s"><v>0</v></c><c><v>2</v></c></row></sheetData></worksheet>',
            parts={
                "xl/sharedStrings.xml": shared.encode(),
                "xl/_rels/workbook.xml.rels": (
                    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    b'<Relationship Id="r1" Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/'
                    b'officeDocument/2006/relationships/worksheet"/><Relationship Id="r2" Target="sharedStrings.xml"'
                    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
                    b"</Relationships>"
                ),
            },
        )

        assert found(book)["rows"] == [[1, ["Cấp giấy", 2.0]]]

    def test_a_hidden_or_empty_sheet_does_not_count(self):
        book = workbook(sheet([["x"]]), sheet([["y"]]), sheet([]), hidden=[1])

        assert found(book)["rows"] == [[1, ["y"]]]

    def test_two_sheets_with_content_leave_open_which_is_meant(self):
        assert refused(workbook(sheet([["x"]]), sheet([["y"]]))) == ("several_sheets", "")

    def test_a_formula_is_named_with_its_cell(self):
        formula = sheet([HEADER, ["1.000001", None]]).replace(
            "</row></sheetData>", '<c r="B2"><f>HYPERLINK("http://x","y")</f><v>1</v></c></row></sheetData>'
        )

        assert refused(workbook(formula)) == ("formula", "B2")

    def test_an_error_value_is_no_empty_cell(self):
        broken = sheet([HEADER, ["1.000001", None]]).replace(
            "</row></sheetData>", '<c r="B2" t="e"><v>#N/A</v></c></row></sheetData>'
        )

        assert refused(workbook(broken)) == ("error_value", "B2")

    def test_a_control_character_is_named_with_its_cell(self):
        assert refused(workbook(sheet([HEADER, ["1.000001", "a_x0000_b"]]))) == ("control_character", "B2")

    def test_a_formula_is_found_in_a_sheet_at_another_place_too(self):
        formula = sheet([["x"]]).replace("<is>", "<f>1</f><is>").encode()

        assert refused(workbook(sheet([["x"]]), parts={"xl/elsewhere.xml": formula})) == ("formula", "A1")

    @pytest.mark.parametrize(
        ("place", "expected"),
        [
            ("XFD1", ("too_many_columns", "XFD1")),
            ("A1048576", ("too_many_rows", "1048576")),
            (f"A{MOST_ROWS + 1}", ("too_many_rows", str(MOST_ROWS + 1))),
        ],
    )
    def test_one_cell_far_out_is_no_list(self, place, expected):
        sparse = sheet([["x"]]).replace("</row>", f'<c r="{place}"><v>1</v></c></row>')

        assert refused(workbook(sparse)) == expected

    def test_rows_without_numbers_are_counted(self):
        many = '<worksheet xmlns="x"><sheetData>' + "<row/>" * (MOST_ROWS + 1) + "</sheetData></worksheet>"

        assert refused(workbook(many)) == ("too_many_rows", str(MOST_ROWS + 1))

    def test_cells_are_counted(self):
        cells = (f"<c><v>{number * 7919}</v></c>" for number in range(MOST_CELLS + 1))
        rows = "".join("<row>" + "".join(row) + "</row>" for row in zip(*[cells] * 30, strict=False))
        many = f'<worksheet xmlns="x"><sheetData>{rows}<row><c/><c/></row></sheetData></worksheet>'

        assert refused(workbook(many)) == ("too_many_cells", "")

    def test_a_cell_too_long_is_named(self):
        assert refused(workbook(sheet([["x", "y" * (LONGEST_CELL + 1)]]))) == ("cell_too_long", "B1")

    def test_a_bomb_is_known_by_what_the_archive_says_of_it(self):
        assert refused(workbook(sheet([["x"]]), parts={"xl/media/1.bin": bytes(60 * 1024 * 1024)})) == (
            "workbook_too_large",
            "",
        )
        assert refused(workbook(sheet([["x"]]), parts={"xl/media/1.bin": bytes(8 * 1024 * 1024)})) == (
            "workbook_too_large",
            "",
        )

    def test_many_small_parts_are_too_much(self):
        many = {f"xl/media/{number}.bin": b"" for number in range(2_001)}

        assert refused(workbook(sheet([["x"]]), parts=many)) == ("workbook_too_large", "")

    def test_a_size_that_is_a_lie_is_found_out(self):
        book = bytearray(workbook(sheet([["x" * 5_000]])))
        at = book.index(b"PK\x01\x02", book.index(b"PK\x01\x02") + 1)
        while b"sheet1.xml" not in book[at : at + 80]:
            at = book.index(b"PK\x01\x02", at + 1)
        book[at + 24 : at + 28] = (10).to_bytes(4, "little")

        assert refused(bytes(book)) == ("workbook_broken", "")

    @pytest.mark.parametrize(
        "declared",
        [
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
            '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
        ],
    )
    def test_a_document_type_is_refused_wherever_it_stands(self, declared):
        part = f'<?xml version="1.0"?>{declared}<x>y</x>'.encode()

        assert refused(workbook(sheet([["x"]]), parts={"docProps/app.xml": part})) == ("workbook_entity", "")
        assert refused(workbook(declared + sheet([["x"]]))) == ("workbook_entity", "")

    @pytest.mark.parametrize(
        "name", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin", "xl/activeX/a.xml"]
    )
    def test_what_is_more_than_values_is_refused(self, name):
        assert refused(workbook(sheet([["x"]]), parts={name: b"<x/>"})) == ("workbook_active", "")

    @pytest.mark.parametrize(
        "content",
        [
            archive({"word/document.xml": b"<x/>"}),
            workbook(sheet([["x"]]))[:-40],
            workbook(sheet([["x"]]).replace("</worksheet>", "")),
            b"PK\x03\x04" + b"junk" * 20,
        ],
        ids=["a document", "cut", "not well-formed", "junk"],
    )
    def test_what_is_no_workbook_is_named_broken(self, content):
        assert refused(content) == ("workbook_broken", "")

    def test_a_workbook_without_content_is_empty(self):
        assert refused(workbook(sheet([[], ["", "  "]]))) == ("empty", "")


class TestTables:
    @pytest.mark.parametrize("delimiter", [",", ";"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_either_delimiter_with_or_without_a_mark(self, delimiter, mark):
        text = f'{mark}"Mã số"{delimiter}"Tên"\r\n1.000001{delimiter}"a{delimiter} b; c, d"\r\n'

        rows = found(text.encode())["rows"]

        assert rows == [[1, ["Mã số", "Tên"]], [2, ["1.000001", f"a{delimiter} b; c, d"]]]

    def test_a_cell_of_several_lines_keeps_the_number_of_its_first(self):
        rows = found(b'a,b\n"x\ny\nz",1\n\nlast,2\n')["rows"]

        assert [number for number, _ in rows] == [1, 2, 6]

    def test_a_title_above_does_not_hide_the_delimiter(self):
        assert found("DANH MỤC, năm 2026\na;b;c\n".encode())["rows"][1] == [2, ["a", "b", "c"]]

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"", ("empty", "")),
            (b" \n\t\n", ("empty", "")),
            ("a,b\nĐăng".encode("utf-16"), ("not_utf8", "1")),
            (b"a,b\n" + "Đăng".encode("cp1258"), ("not_utf8", "2")),
            (b'a,b\n"x,y\nz', ("quotes_broken", "2")),
            (b'a,b\n"x"y,z', ("quotes_broken", "2")),
            (b"a,b\nx,\x00", ("control_character", "2")),
            (b"a,b\n" + b"x" * (LONGEST_CELL + 1), ("cell_too_long", "2")),
            (b"a,b\n" * (MOST_ROWS + 1), ("too_many_rows", str(MOST_ROWS + 1))),
            (b"," * MOST_COLUMNS + b"x", ("too_many_columns", "BI1")),
            (b"%PDF-1.7 x", ("format_unknown", "")),
            (b"<html><table>", ("format_unknown", "")),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), ("old_workbook", "")),
        ],
    )
    def test_what_cannot_be_read_is_named(self, content, expected):
        assert refused(content) == expected

    def test_cells_are_counted(self):
        row = b"x" + b",x" * (MOST_COLUMNS - 1) + b"\n"

        assert refused(row * (MOST_CELLS // MOST_COLUMNS + 1)) == ("too_many_cells", "")


class TestLines:
    def test_an_object_a_line(self):
        assert found(b'{"code": "1.000001"}\n\n{"code": "1.000002"}') == {
            "format": "jsonl",
            "rows": [[1, {"code": "1.000001"}], [3, {"code": "1.000002"}]],
        }

    @pytest.mark.parametrize(
        "line",
        [
            '{"a": 1',
            "[1]",
            "7",
            '{"a": NaN}',
            '{"a": 1, "a": 2}',
            '{"a":' * 2_000 + "1" + "}" * 2_000,
            '{"a":[[[[[[[[1]]]]]]]]}',
        ],
    )
    def test_what_is_no_object_is_a_row_to_reject_and_the_reading_goes_on(self, line):
        assert found(f'{{"code": "x"}}\n{line}\n{{"code": "y"}}'.encode())["rows"] == [
            [1, {"code": "x"}],
            [2, None],
            [3, {"code": "y"}],
        ]

    @pytest.mark.parametrize(
        "line",
        [
            r'{"name": "a\u0000b"}',
            r'{"action": "\u0000"}',
            r'{"code": "\u0000"}',
            r'{"cases": [{"title": "a\u001b"}]}',
            r'{"a\u0000": 1}',
            r'{"name": "\ud800"}',
        ],
    )
    def test_a_character_that_no_text_has_is_refused(self, line):
        assert refused(f'{{"code": "x"}}\n{line}'.encode()) == ("control_character", "2")

    def test_two_halves_are_a_character(self):
        assert found(rb'{"name": "\ud83d\ude00"}')["rows"] == [[1, {"name": "😀"}]]

    def test_limits(self):
        assert refused(b'{"a": "' + b"x" * (LONGEST_CELL + 1) + b'"}') == ("cell_too_long", "1")
        assert refused(b"{}\n" * (MOST_ROWS + 1)) == ("too_many_rows", str(MOST_ROWS + 1))


def test_chance_never_breaks_a_reader():
    book, chance = workbook(sheet([HEADER, ROW])), Random(7)  # noqa: S311 - always the same
    for number in range(300):
        at = (number * 37) % len(book)
        broken = book[:at] + chance.randbytes(1 + number % 3) + book[at + 1 + number % 3 :]

        assert set(found(broken)) <= {"format", "rows", "refused", "row", "column", "most"}
