"""Copies of a signed PDF that are not it any more, each made in one way; the names say what was done."""

import io
import random
import re
from collections.abc import Callable, Iterator

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

Mutation = Callable[[bytes], bytes]


def contents(pdf: bytes) -> list[tuple[int, int]]:
    """Where the hexadecimal digits of each signature begin and end, in the order of the file."""
    return [match.span(1) for match in re.finditer(rb"/Contents <([0-9a-fA-F]+)>", pdf)]


def signed_positions(pdf: bytes) -> list[int]:
    """Every position that is inside no signature's digits, so that all later signatures sign it."""
    inside = {at for begin, end in contents(pdf) for at in range(begin, end)}
    return [at for at in range(len(pdf)) if at not in inside]


def flip(pdf: bytes, at: int, bit: int = 0) -> bytes:
    """Change one bit."""
    return pdf[:at] + bytes([pdf[at] ^ 1 << bit]) + pdf[at + 1 :]


def bit_flips(pdf: bytes, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Flip single bits of signed bytes, always the same ones for a seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for at in chance.sample(signed_positions(pdf), count):
        bit = chance.randrange(8)
        yield f"bit {bit} of byte {at}", flip(pdf, at, bit)


def digit(pdf: bytes, which: int, offset: int) -> bytes:
    """Change one hexadecimal digit of a signature: offset from its begin, or from its end if negative."""
    begin, end = contents(pdf)[which]
    at = begin + offset if offset >= 0 else end + offset
    other = b"1" if pdf[at : at + 1] != b"1" else b"2"
    return pdf[:at] + other + pdf[at + 1 :]


def used_digits(pdf: bytes, which: int) -> int:
    """How many digits of the room kept for a signature it takes: two for each byte of its DER."""
    begin, _ = contents(pdf)[which]
    head = bytes.fromhex(pdf[begin : begin + 12].decode())
    long_form = head[1] & 0x7F
    return 2 * (2 + long_form + int.from_bytes(head[2 : 2 + long_form], "big"))


def other_case(pdf: bytes) -> bytes:
    """The digits of the last signature written in capitals, or in small letters if they are capitals."""
    begin, end = contents(pdf)[-1]
    return pdf[:begin] + pdf[begin:end].swapcase() + pdf[end:]


def resaved(pdf: bytes) -> bytes:
    """Written anew by another program."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(target)
    return target.getvalue()


def appended(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """With a further revision behind everything."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def overlay(writer: IncrementalPdfFileWriter) -> None:
    """Draw over the page."""
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    drawing = writer.add_object(generic.StreamObject(stream_data=b"q 1 0 0 rg 100 700 200 50 re f Q"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), drawing])
    writer.update_container(page)


def note(writer: IncrementalPdfFileWriter) -> None:
    """Put a remark on the page."""
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    box = generic.ArrayObject(generic.NumberObject(one) for one in (50, 50, 200, 100))
    remark = {
        "/Type": pdf_name("/Annot"),
        "/Subtype": pdf_name("/FreeText"),
        "/Rect": box,
        "/Contents": generic.pdf_string("giả mạo"),
        "/DA": generic.pdf_string("/Helv 12 Tf"),
    }
    page["/Annots"].append(
        writer.add_object(generic.DictionaryObject({pdf_name(key): one for key, one in remark.items()}))
    )
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def retitle(writer: IncrementalPdfFileWriter) -> None:
    """Give the document another title."""
    title = generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("Giấy khác")})
    writer.set_info(writer.add_object(title))


def another_field(writer: IncrementalPdfFileWriter) -> None:
    """Add an empty signature field over the text."""
    append_signature_field(writer, SigFieldSpec("Thêm", on_page=0, box=(100, 600, 300, 700)))


def text_field(writer: IncrementalPdfFileWriter) -> None:
    """Add a form field with a value of one's own."""
    told = {"/FT": pdf_name("/Tx"), "/T": generic.pdf_string("o"), "/V": generic.pdf_string("khác")}
    one = generic.DictionaryObject({pdf_name(key): value for key, value in told.items()})
    form = writer.root["/AcroForm"]
    form["/Fields"].append(writer.add_object(one))
    writer.update_container(form["/Fields"])
    writer.update_container(form)


def borrowed(writer: IncrementalPdfFileWriter) -> None:
    """Let a second field show the first signature."""
    form = writer.root["/AcroForm"]
    first = form["/Fields"][0]
    told = {"/FT": pdf_name("/Sig"), "/T": generic.pdf_string("Mượn"), "/V": first.raw_get("/V")}
    one = generic.DictionaryObject({pdf_name(key): value for key, value in told.items()})
    form["/Fields"].append(writer.add_object(one))
    writer.update_container(form["/Fields"])
    writer.update_container(form)


def swapped_appearance(writer: IncrementalPdfFileWriter) -> None:
    """Let the seal's field show something else."""
    field = writer.root["/AcroForm"]["/Fields"][1]
    drawing = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 99 99 re f")
    drawing.update(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(generic.NumberObject(one) for one in (0, 0, 99, 99)),
        }
    )
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawing)})
    writer.update_container(field)


def loose_object(writer: IncrementalPdfFileWriter) -> None:
    """Add an object that nothing refers to."""
    writer.add_object(generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Nothing")}))


def cut_back(pdf: bytes, revisions: int = 1) -> bytes:
    """Only the first revisions that carry a signature."""
    signature = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[revisions - 1]
    _, _, begin, length = signature.byte_range
    return pdf[: int(begin) + int(length)]


ONE_WAY: dict[str, Mutation] = {
    "a digit of the leader's signature": lambda pdf: digit(pdf, 0, 900),
    "a digit of the seal's signature": lambda pdf: digit(pdf, 1, 900),
    "the document stamp's own signature": lambda pdf: digit(pdf, 2, used_digits(pdf, 2) - 8),
    "an authority's certificate in the document stamp": lambda pdf: digit(pdf, 2, 900),
    "the first digit of a signature": lambda pdf: digit(pdf, 0, 0),
    "padding behind the leader's signature": lambda pdf: digit(pdf, 0, -2),
    "padding behind the document stamp": lambda pdf: digit(pdf, 2, -2),
    "letters of digits in the other case": other_case,
    "a byte behind": lambda pdf: pdf + b"\n",
    "a remark behind": lambda pdf: pdf + b"% ok\n",
    "an object behind, without a table": lambda pdf: pdf + b"\n999 0 obj\n<< /Type /Page >>\nendobj\n",
    "an object behind, with the old end again": lambda pdf: (
        pdf + b"\n999 0 obj\n<<>>\nendobj\n" + pdf[pdf.rindex(b"startxref") :]
    ),
    "a byte in front": lambda pdf: b"\n" + pdf,
    "a second head in front": lambda pdf: b"%PDF-1.7\n" + pdf,
    "the last byte gone": lambda pdf: pdf[:-1],
    "the last line gone": lambda pdf: pdf[: pdf.rstrip().rindex(b"\n")],
    "the half": lambda pdf: pdf[: len(pdf) // 2],
    "cut back to the leader": cut_back,
    "cut back to the seal": lambda pdf: cut_back(pdf, 2),
    "twice in one file": lambda pdf: pdf + pdf,
    "saved anew": resaved,
    "drawn over": lambda pdf: appended(pdf, overlay),
    "a note on the page": lambda pdf: appended(pdf, note),
    "another title": lambda pdf: appended(pdf, retitle),
    "an empty field over the text": lambda pdf: appended(pdf, another_field),
    "a form field": lambda pdf: appended(pdf, text_field),
    "a borrowed signature": lambda pdf: appended(pdf, borrowed),
    "another appearance": lambda pdf: appended(pdf, swapped_appearance),
    "a loose object": lambda pdf: appended(pdf, loose_object),
}
