"""Empty signature fields, made before the first signature: afterwards nothing on a page may change.

The fields are tagged and labelled, so that a document rendered as PDF/A-2a and PDF/UA-1 stays one.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from services.results.signing.errors import UnusableDocumentError
from services.results.signing.request import FIELDS, FieldPlace, ResultToSign

PRINT_AND_LOCKED = 4 | 128


def prepare(document: ResultToSign) -> bytes:
    """Return the document with its empty signature fields. These are the bytes to show, to approve and to sign.

    The same document gives the same bytes.

    Raises:
        UnusableDocumentError: it is encrypted, damaged, or a form already.
    """
    try:
        with pikepdf.open(io.BytesIO(document.pdf)) as pdf:
            if pdf.is_encrypted or "/AcroForm" in pdf.Root:
                raise UnusableDocumentError
            _add_fields(pdf, document.places)
            target = io.BytesIO()
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                linearize=False,
                fix_metadata_version=False,  # what the renderer declared stays as it is
                deterministic_id=True,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, IndexError) as error:
        raise UnusableDocumentError from error
    return target.getvalue()


def _add_fields(pdf: pikepdf.Pdf, places: tuple[FieldPlace, ...]) -> None:
    widgets = [_add_widget(pdf, place) for place in places]
    if "/StructTreeRoot" in pdf.Root:
        _tag(pdf, list(zip(widgets, places, strict=True)))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(widgets), SigFlags=1))


def _add_widget(pdf: pikepdf.Pdf, place: FieldPlace) -> pikepdf.Object:
    page = pdf.pages[place.page]
    left, bottom, right, top = place.box
    blank = pikepdf.Stream(
        pdf,
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, right - left, top - bottom]),
        Resources=Dictionary(),
    )
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELDS[place.role]),
            TU=String(place.label),
            Ff=0,
            F=PRINT_AND_LOCKED,
            Rect=Array([left, bottom, right, top]),
            P=page.obj,
            AP=Dictionary(N=pdf.make_indirect(blank)),
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(widget)
    page.Tabs = Name.S
    return widget


def _tag(pdf: pikepdf.Pdf, widgets: list[tuple[pikepdf.Object, FieldPlace]]) -> None:
    """Hang each widget into the structure tree as a form element (ISO 32000-1 §14.8.4.5)."""
    tree = pdf.Root.StructTreeRoot
    parents = pikepdf.NumberTree(tree.ParentTree)
    key = max([int(tree.get("/ParentTreeNextKey", 0)), *(int(one) + 1 for one in parents)])
    top = tree.K[0] if isinstance(tree.K, Array) else tree.K
    children = top.get("/K")
    if not isinstance(children, Array):
        top.K = Array([] if children is None else [children])
    for widget, place in widgets:
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Form, P=top, Pg=widget.P, Alt=String(place.label))
        )
        element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)
        top.K.append(element)
        widget.StructParent = key
        parents[key] = element
        key += 1
    tree.ParentTreeNextKey = key
