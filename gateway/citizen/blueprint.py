"""The blueprint that every view of this folder hangs on, and the parts of its addresses that vary."""

import re

from flask import Blueprint
from werkzeug.routing import BaseConverter

from gateway import converters

bp = Blueprint("citizen", __name__)


class DraftKey(BaseConverter):
    """The key of a draft: drawn by us, sent along by the form that begins it."""

    regex = r"[A-Za-z0-9_-]{10,64}"
    part_isolating = True

    @classmethod
    def fits(cls, written: str) -> bool:
        """Tell whether a draft could have such a key."""
        return re.fullmatch(cls.regex, written) is not None


CONVERTERS: dict[str, type[BaseConverter]] = converters.CONVERTERS | {"draft_key": DraftKey}
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))
