"""The blueprint that every view of this folder hangs on, and the parts of its addresses that vary."""

import re

from flask import Blueprint
from werkzeug.routing import BaseConverter

bp = Blueprint("citizen", __name__)


class DraftKey(BaseConverter):
    """The key of a draft: drawn by us, sent along by the form that begins it."""

    regex = r"[A-Za-z0-9_-]{10,64}"
    part_isolating = True

    @classmethod
    def fits(cls, written: str) -> bool:
        """Tell whether a draft could have such a key."""
        return re.fullmatch(cls.regex, written) is not None


class DossierCode(BaseConverter):
    """A reference or a dossier's code as somebody wrote it. Opaque: what it means, the domain knows."""

    regex = r"[A-Za-z0-9][A-Za-z0-9. -]{3,59}"
    part_isolating = True


class FileDigest(BaseConverter):
    """The beginning of a file's SHA-256, which receipts print: it names the content, not a row of ours."""

    regex = r"[0-9a-f]{16}"
    part_isolating = True

    @classmethod
    def of(cls, sha256: bytes) -> str:
        """Return how a stored file is called in addresses."""
        return sha256.hex()[:16]


CONVERTERS: dict[str, type[BaseConverter]] = {
    "draft_key": DraftKey,
    "dossier_code": DossierCode,
    "file_digest": FileDigest,
}
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))
