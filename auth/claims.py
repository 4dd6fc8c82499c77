"""From the provider's claims to an `Identity`: names as the settings map them, values as providers really send them."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.people.identity import FULL_LEVEL, Identity, Represented

OURS = {
    "level": "assurance_level",
    "technical_id": "technical_id",
    "name": "name",
    "citizen_id": "citizen_id",
    "birth": "birthdate",
    "sex": "gender",
    "nationality": "nationality",
    "commune": "address.commune_code",
    "residence": "address.formatted",
    "phone": "phone_number",
    "email": "email",
    "organisations": "organisations",
    "organisation_tax_code": "tax_code",
    "organisation_name": "name",
}
"""Our name → the provider's, a dot leading into an object. A mapping file names what differs; docs/login.md."""

SCOPE = "openid profile vneid address phone email"
LONGEST_TEXT = 500
MOST_ORGANISATIONS = 50

TWELVE_DIGITS = re.compile(r"\d{12}", re.ASCII)
TAX_CODE = re.compile(r"\d{10}(-?\d{3})?|\d{12}", re.ASCII)
COMMUNE = re.compile(r"\d{5}", re.ASCII)
MAIL = re.compile(r"[^\s@]+@[^\s@]+", re.ASCII)
PHONE = re.compile(r"\+?[\d .()-]{6,30}", re.ASCII)
LAST_NUMBER = re.compile(r"(\d{1,3})$", re.ASCII)
BIRTH = re.compile(r"(?P<year>\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?)?", re.ASCII)
BIRTH_DAY_FIRST = re.compile(r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})", re.ASCII)
SEXES = {"1": "M", "male": "M", "m": "M", "nam": "M", "2": "F", "female": "F", "f": "F", "nữ": "F"}


class ClaimsFileError(Exception):
    """The mapping file in GATEWAY_OIDC_CLAIMS cannot be used; the message says why."""


class ClaimMap:
    """Which of the provider's claims means what, and which scope asks for them."""

    def __init__(self, names: dict[str, str] | None = None, scope: str = SCOPE) -> None:
        self.names = OURS | (names or {})
        self.scope = scope

    @classmethod
    def read(cls, path: Path) -> "ClaimMap":
        """Read a mapping file: a JSON object from our names to the provider's, and `scope` if it is another.

        Raises:
            ClaimsFileError: not such an object, or a name that is not ours.
        """
        try:
            given = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise ClaimsFileError(f"{path}: not JSON") from None
        if not isinstance(given, dict) or not all(isinstance(value, str) and value for value in given.values()):
            raise ClaimsFileError(f"{path}: an object of texts is needed")
        scope = given.pop("scope", SCOPE)
        if unknown := given.keys() - OURS.keys():
            raise ClaimsFileError(f"{path}: no such name: {', '.join(sorted(unknown))}")
        if "openid" not in scope.split():
            raise ClaimsFileError(f"{path}: scope must hold openid")
        return cls(given, scope)

    def identity(self, issuer: str, subject: str, id_token: Mapping[str, Any], userinfo: Mapping[str, Any]) -> Identity:
        """Return who signed in. What the ID token says goes before what userinfo says; unusable is missing.

        Args:
            issuer: whose word it is.
            subject: checked already.
            id_token: its claims, checked already.
            userinfo: the claims of the userinfo answer, about the same subject.
        """

        def said(name: str) -> Any:
            path = self.names[name]
            first = _at(id_token, path)
            return _at(userinfo, path) if first in (None, "", [], {}) else first

        level = _level(said("level"))
        return Identity(
            issuer=issuer,
            subject=subject,
            level=level,
            technical_id=text(said("technical_id"), longest=255),
            name=text(said("name")),
            citizen_id=_matching(TWELVE_DIGITS, _without_spaces(said("citizen_id"))),
            birth=partial_date(said("birth")),
            sex=SEXES.get((text(said("sex")) or "").lower()),
            nationality=text(said("nationality"), longest=100),
            commune=_matching(COMMUNE, text(said("commune"))),
            residence=text(said("residence")),
            phone=_matching(PHONE, text(said("phone"))),
            email=_matching(MAIL, text(said("email"))),
            organisations=self._organisations(said("organisations")) if (level or 0) >= FULL_LEVEL else (),
        )

    def _organisations(self, said: Any) -> tuple[Represented, ...]:
        found: dict[str, Represented] = {}
        for one in said[:MOST_ORGANISATIONS] if isinstance(said, list) else []:
            if not isinstance(one, dict):
                continue
            code = _matching(TAX_CODE, _without_spaces(_at(one, self.names["organisation_tax_code"])))
            if code is not None:
                found[code] = Represented(code, text(_at(one, self.names["organisation_name"])))
        return tuple(found.values())


def text(value: Any, *, longest: int = LONGEST_TEXT) -> str | None:
    """Return a value as composed text with single spaces, or None: absent, empty, null, not text, not printable."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    found = " ".join(unicodedata.normalize("NFC", str(value)).split())
    return found if 0 < len(found) <= longest and found.isprintable() else None


def partial_date(value: Any) -> str | None:
    """Return a date known in whole or in part: `1948`, `1948-05`, `1948-05-09`; None where it is no date.

    Old people's months and days come as zeros (`19450000`) or not at all.
    """
    written = text(value) or ""
    match = BIRTH.fullmatch(written) or BIRTH_DAY_FIRST.fullmatch(written)
    if match is None:
        return None
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole if month and day else whole[:7] if month else whole[:4]


def _at(claims: Mapping[str, Any], path: str) -> Any:
    if path in claims:
        return claims[path]
    first, _, rest = path.partition(".")
    inner = claims.get(first)
    return _at(inner, rest) if rest and isinstance(inner, dict) else None


def _level(value: Any) -> int | None:
    match = LAST_NUMBER.search(text(value) or "")
    return min(int(match[1]), FULL_LEVEL) or None if match else None


def _matching(pattern: re.Pattern[str], value: str | None) -> str | None:
    return value if value is not None and pattern.fullmatch(value) else None


def _without_spaces(value: Any) -> str | None:
    found = text(value)
    return found.replace(" ", "").replace(".", "") if found else None
