"""Files that pretend: two kinds in one, actions in odd corners; and honest ones that look odd."""

import io
import json
import struct
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, PngImagePlugin

from services.documents.inspection import inspect
from tests.unit.services.documents.pdfs import pdf, picture

SCRIPT = b"<script>alert(1)</script>"


def judged(content: bytes) -> dict[str, object]:
    return json.loads(inspect(content))


def zipped(name: str = "x.exe") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, b"MZ")
    return out.getvalue()


def jpeg_with_comment(text: bytes) -> bytes:
    content = picture("JPEG")
    return content[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + content[2:]


def png_with_text(text: str) -> bytes:
    out, about = io.BytesIO(), PngImagePlugin.PngInfo()
    about.add_text("Comment", text)
    Image.new("RGB", (9, 9)).save(out, "PNG", pnginfo=about)
    return out.getvalue()


def animated_png() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def on_page(make: Callable[[], dict[str, object]]):
    def change(made: pikepdf.Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Rect=[0, 0, 1, 1], **make())
        made.pages[0].Annots = Array([made.make_indirect(annotation)])

    return change


def in_name_tree(made: pikepdf.Pdf) -> None:
    action = made.make_indirect(Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)")))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("x"), action])))


def on_a_field(made: pikepdf.Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T="x", AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS="1")))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))


def behind_another_action(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([0]), Next=Array([Dictionary(S=Name.Launch, F="calc.exe")]))


def deep(made: pikepdf.Pdf) -> None:
    inner = Dictionary(S=Name.GoTo)
    for _ in range(200):
        inner = Dictionary(Next=inner)
    made.Root.OpenAction = inner


def opening(**action: object):
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(Dictionary(**action))

    return change


def address_on_turning_to_the_page(made: pikepdf.Pdf) -> None:
    action = made.make_indirect(Dictionary(S=Name.URI, URI="https://vidu.example"))
    made.pages[0].AA = made.make_indirect(Dictionary(O=action))


def address_behind_another_action(made: pikepdf.Pdf) -> None:
    address = made.make_indirect(Dictionary(S=Name.URI, URI="https://vidu.example"))
    after = made.make_indirect(Dictionary(S=Name.GoTo, D=Array([0]), Next=Array([address])))
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([0]), Next=after)
    after.Next.append(after)


def content_elsewhere(made: pikepdf.Pdf) -> None:
    stream = made.make_stream(b"")
    stream.F = "//vidu.example/x"
    made.pages[0].Contents = stream


def file_at_an_address(made: pikepdf.Pdf) -> None:
    made.Root.Kept = made.make_indirect(Dictionary(Type=Name.Filespec, FS=Name.URL, F="https://vidu.example"))


def page_of_another_file(made: pikepdf.Pdf) -> None:
    form = made.make_stream(b"")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    form.Ref = made.make_indirect(Dictionary(F="//vidu.example/x.pdf", Page=0))
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Fm=form))


def behind_a_signature(made: pikepdf.Pdf) -> None:
    made.Root.Kept = Array([Dictionary(ByteRange=Array([0])), Dictionary(S=Name.Launch, F="x")])


def signed(made: pikepdf.Pdf) -> None:
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=b"\0" * 20)
    field = Dictionary(FT=Name.Sig, T="Signature1", V=made.make_indirect(value))
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]), SigFlags=3)


class TestTwoInOne:
    @pytest.mark.parametrize(
        "content",
        [
            jpeg_with_comment(SCRIPT),
            jpeg_with_comment(b"%PDF-1.4 1 0 obj"),
            picture("JPEG") + b"<!DOCTYPE html><body>",
            picture("JPEG") + zipped(),
            picture("PNG") + SCRIPT,
            picture("PNG") + b"\x00",
            png_with_text("<svg onload=alert(1)>"),
            animated_png(),
            pdf() + zipped("docx"),
            pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n<html><script>1</script>\n", 1),
            pdf() + b"A" * 3_000,
        ],
        ids=[
            "script in a jpeg's comment",
            "pdf in a jpeg's comment",
            "jpeg, then html",
            "jpeg, then zip",
            "png, then script",
            "png, then anything",
            "svg in a png's text",
            "png that moves",
            "pdf, then zip",
            "html in a pdf's head",
            "pdf, then anything",
        ],
    )
    def test_is_refused(self, content):
        assert judged(content) == {"refused": "ambiguous"}

    @pytest.mark.parametrize(
        "content",
        [
            SCRIPT + pdf(),
            b"\n" + pdf(),
            b"\x00" + picture(),
            zipped() + pdf(),
            b"%!PS-Adobe",
            b"RIFF0000WEBP",
            b"II*\x00",
        ],
    )
    def test_what_does_not_begin_as_one_of_ours_is_none(self, content):
        assert judged(content) == {"refused": "kind"}


class TestActive:
    @pytest.mark.parametrize(
        ("change", "what"),
        [
            (in_name_tree, "javascript"),
            (on_a_field, "javascript"),
            (behind_another_action, "launch"),
            (on_page(lambda: {"Subtype": Name.Link, "A": Dictionary(S=Name.Launch, F="x")}), "launch"),
            (on_page(lambda: {"Subtype": Name.Link, "A": Dictionary(S=Name.GoToE)}), "embedded_file"),
            (on_page(lambda: {"Subtype": Name.FileAttachment}), "embedded_file"),
            (on_page(lambda: {"Subtype": Name.RichMedia}), "media"),
            (on_page(lambda: {"Subtype": Name.Screen}), "media"),
            (on_page(lambda: {"Subtype": Name.Link, "A": Dictionary(S=Name.ImportData)}), "submit"),
            (behind_a_signature, "launch"),
            (opening(S=Name.GoToE), "embedded_file"),
            (opening(S=Name.GoToR, F="\\\\vidu.example\\x.pdf", D=Array([0])), "outside"),
            (on_page(lambda: {"Subtype": Name.Link, "A": Dictionary(S=Name.GoToR, F="x.pdf")}), "outside"),
            (opening(S=Name.URI, URI="https://vidu.example"), "outside"),
            (opening(S=Name.Thread, F="x.pdf"), "outside"),
            (address_on_turning_to_the_page, "outside"),
            (address_behind_another_action, "outside"),
            (content_elsewhere, "outside"),
            (file_at_an_address, "outside"),
            (page_of_another_file, "outside"),
        ],
        ids=[
            "names",
            "field",
            "next",
            "link",
            "into a file",
            "attachment",
            "rich media",
            "screen",
            "import",
            "behind a signature",
            "into a file at once",
            "into a file of the network",
            "link into another file",
            "address at once",
            "thread of another file",
            "address on a page",
            "address behind next",
            "content elsewhere",
            "file at an address",
            "page of another file",
        ],
    )
    @pytest.mark.parametrize("packed", [False, True], ids=["plain", "in object streams"])
    def test_in_whatever_corner_it_is_found(self, change, what, packed):
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable

        assert judged(pdf(change=change, object_stream_mode=mode)) == {"refused": "active", "what": what}

    def test_a_name_written_in_escapes_is_the_same_name(self):
        plain = pdf(change=on_a_field, object_stream_mode=pikepdf.ObjectStreamMode.disable)

        found = plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/J#53 ")

        assert judged(found)["refused"] == "active"

    def test_depth_does_not_hide_it(self):
        assert judged(pdf(change=deep)) == {"refused": "unreadable"}


class TestHonest:
    def test_a_signed_paper_is_taken_and_known_as_signed(self):
        assert judged(pdf(change=signed)) == {"type": "application/pdf", "pages": 1, "signed": True}

    def test_links_to_other_pages_and_addresses_are_no_harm(self):
        link = on_page(lambda: {"Subtype": Name.Link, "A": Dictionary(S=Name.URI, URI="https://vidu.example")})

        assert judged(pdf(change=link))["type"] == "application/pdf"

    def test_a_page_to_begin_with_is_no_harm(self):
        at_once = pdf(change=opening(S=Name.GoTo, D=Array([0, Name.Fit])))

        assert judged(at_once)["type"] == "application/pdf"

    @pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
    def test_pictures_of_scanners_in_every_colour(self, mode):
        out = io.BytesIO()
        Image.new(mode, (9, 9)).save(out, "JPEG")

        assert judged(out.getvalue())["type"] == "image/jpeg"

    def test_a_telephones_picture_with_its_short_film_behind(self):
        assert judged(picture() + b"\x00\x00\x00\x18ftypmp42" + bytes(500))["type"] == "image/jpeg"

    def test_a_fill_byte_before_a_marker_is_allowed(self):
        content = picture()

        assert judged(content[:2] + b"\xff" + content[2:])["type"] == "image/jpeg"

    def test_line_ends_after_the_end_are_common(self):
        assert judged(pdf() + b"\r\n\r\n\x00\x00")["type"] == "application/pdf"
