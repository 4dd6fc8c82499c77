"""Files made to break whoever reads them."""

import zlib

PDF = b"%PDF-1.7\n"


def pdf_of(*objects: bytes, root: int = 1) -> bytes:
    """Put objects into a file with a right table, numbered from 1."""
    body, places = bytearray(PDF), []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    body += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(body)


def bomb(layers: int = 1, megabytes: int = 64) -> bytes:
    """A stream that unpacks to far more than it is."""
    packed = bytes(megabytes << 20)
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    filters = b" ".join([b"/FlateDecode"] * layers)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter [%b] >>\nstream\n%b\nendstream"
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm 3 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        stream % (len(packed), filters, packed),
    )


FIELD = b"<< /FT /Sig /T (a) /V 4 0 R >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>"
PAGES = b"<< /Type /Pages /Kids [] /Count 0 >>"


def signature(dictionary: bytes) -> bytes:
    """A file whose only field shows this dictionary as its signature."""
    return pdf_of(CATALOGUE, PAGES, FIELD, dictionary)


FILES: dict[str, bytes] = {
    "nothing": b"",
    "a head": PDF,
    "no pdf": b"\x7fELF" + bytes(1000),
    "zeros": PDF + bytes(100_000),
    "words": PDF + b"/ByteRange " * 10_000,
    "brackets without end": PDF + b"[" * 300_000,
    "dictionaries without end": PDF + b"<<" * 300_000 + b"/ByteRange",
    "a table that points to itself": PDF + b"xref\n0 0\ntrailer\n<< /Prev 9 >>\nstartxref\n9\n%%EOF\n",
    "a table behind the end": PDF + b"startxref\n99999999999999999999\n%%EOF\n",
    "a table of billions": PDF + b"xref\n0 4294967295\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n9\n%%EOF\n",
    "a catalogue that is its own pages": pdf_of(b"<< /Type /Catalog /Pages 1 0 R /AcroForm 1 0 R /Fields [1 0 R] >>"),
    "fields within fields without end": pdf_of(CATALOGUE, PAGES, b"<< /T (a) /Kids [3 0 R] >>"),
    "a reference to nowhere": pdf_of(b"<< /Type /Catalog /Pages 9 0 R /AcroForm 9 0 R >>"),
    "a form that is a number": pdf_of(b"<< /Type /Catalog /Pages 2 0 R /AcroForm 7 >>", PAGES),
    "a signature that is a number": signature(b"7"),
    "a signature without a range": signature(b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00> >>"),
    "a range that is no range": signature(
        b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 -1 9999999999 1] /Contents <3003020101> >>"
    ),
    "a signature of zeros": signature(
        b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <%b> >>" % (b"00" * 50_000)
    ),
    "nested der": signature(
        b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <%b> >>" % (b"3080" * 20_000)
    ),
    "a range of many numbers": signature(
        b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [%b] /Contents <00> >>" % (b"0 1 " * 50_000)
    ),
    "a bomb": bomb(),
    "a bomb in a bomb": bomb(layers=2, megabytes=256),
}
