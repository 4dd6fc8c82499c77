"""Parts of addresses that vary, each with its form: what does not fit is no such page."""

import re
from typing import ClassVar

from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from services.catalogue.kinds import Aspect
from services.catalogue.search.codes import code_in
from services.catalogue.search.sayings import KEY_DIGITS
from services.catalogue.source.life_events import SLUG


class ProcedureCode(BaseConverter):
    """A procedure's code. What people paste may lack the dot or have a suffix; the view gets it canonical."""

    regex = r"[1-9]\.?\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Za-z]\d{2})?"
    part_isolating = True

    def to_python(self, value: str) -> str:
        """Return the canonical code."""
        code = code_in(value)
        if code is None:
            raise ValidationError
        return code


class LifeEventSlug(BaseConverter):
    """The name of an event of a life: small letters and hyphens."""

    regex = SLUG.replace("(", "(?:")
    part_isolating = True


class SayingKey(BaseConverter):
    """The beginning of the digest of a line of the synonyms."""

    regex = rf"[0-9a-f]{{{KEY_DIGITS}}}"
    part_isolating = True


class DataFileName(BaseConverter):
    """A file of open data."""

    regex = r"thu-tuc\.jsonl|thu-tuc\.csv|SHA256SUMS"
    part_isolating = True


class ResultToken(BaseConverter):
    """What a result's QR code leads to: 128 bits in hexadecimal digits."""

    regex = r"[0-9a-f]{32}"
    part_isolating = True


class AspectSlug(BaseConverter):
    """What of a procedure the province decides; the view gets the aspect."""

    SLUGS: ClassVar[dict[str, Aspect]] = {
        "nop-truc-tuyen": Aspect.FILING,
        "noi-tiep-nhan": Aspect.UNITS,
        "thoi-han": Aspect.LIMIT,
        "phi": Aspect.FEE,
        "bieu-mau": Aspect.FORM,
        "muc-do": Aspect.ONLINE_LEVEL,
    }
    regex = "|".join(SLUGS)
    part_isolating = True

    def to_python(self, value: str) -> Aspect:
        """Return the aspect."""
        return self.SLUGS[value]

    def to_url(self, value: Aspect) -> str:
        """Return how addresses call it."""
        return next(slug for slug, aspect in self.SLUGS.items() if aspect is value)


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


class UnitCode(BaseConverter):
    """Our code of a unit: capitals, digits and underscores, with dots between a body and its parts."""

    regex = r"[A-Z0-9_]{1,31}(?:\.[A-Z0-9_]{1,18})?"
    part_isolating = True


class SmallNumber(IntegerConverter):
    """An ordinal of a page, a paper or a step: nothing has ten thousand parts, and a column would refuse ten digits."""

    regex = r"\d{1,4}"


class DraftKey(BaseConverter):
    """The key of a draft: drawn by us, sent along by the form that begins it."""

    regex = r"[A-Za-z0-9_-]{10,64}"
    part_isolating = True

    @classmethod
    def fits(cls, written: str) -> bool:
        """Tell whether a draft could have such a key."""
        return re.fullmatch(cls.regex, written) is not None


CONVERTERS: dict[str, type[BaseConverter]] = {
    "draft_key": DraftKey,
    "aspect": AspectSlug,
    "procedure_code": ProcedureCode,
    "life_event": LifeEventSlug,
    "data_file": DataFileName,
    "dossier_code": DossierCode,
    "file_digest": FileDigest,
    "result_token": ResultToken,
    "saying_key": SayingKey,
    "unit_code": UnitCode,
    "int": SmallNumber,
}
