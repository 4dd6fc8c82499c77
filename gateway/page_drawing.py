"""Draw pages with PDFium. Runs in a child process of `page_images` alone."""

import io
from typing import Final

import pypdfium2

from gateway.page_images import together

DOTS_PER_POINT: Final = 1.6
MOST_PIXELS: Final = 2_400
"""Along the longer side; a page as large as a wall is drawn smaller."""
MOST_PAGES: Final = 200


def draw(pdf: bytes) -> bytes:
    """Return every page as PNG, joined by `together`.

    Raises:
        ValueError: more pages than anybody will look through.
    """
    document = pypdfium2.PdfDocument(pdf)
    if len(document) > MOST_PAGES:
        raise ValueError(len(document))
    document.init_forms()
    return together([_png(page) for page in document])


def _png(page: pypdfium2.PdfPage) -> bytes:
    scale = min(DOTS_PER_POINT, MOST_PIXELS / max(page.get_size()))
    picture = page.render(scale=scale, may_draw_forms=True).to_pil()
    target = io.BytesIO()
    picture.save(target, format="PNG", compress_level=6)
    return target.getvalue()
