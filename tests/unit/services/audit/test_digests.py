"""The vectors were computed by hand of the standard library: sorted JSON and `hmac`, none of our code."""

import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from types import SimpleNamespace
from uuid import UUID

import pytest

from services.audit.digests import FieldList, digest, instant, plain
from services.dossiers.digests import DOSSIER_V1, DRAFT_V1
from services.dossiers.models import Dossier, Draft
from services.keys import DataKey, DataKeyDestroyedError, KeyRing
from services.people.digests import ORGANISATION_V1, PERSON_V1
from services.people.models import Organisation, Person
from services.results.digests import RESULT_STATUS_V1, RESULT_V1
from services.results.models import Result, ResultStatus

AT = datetime(2026, 11, 24, 1, 2, 3, 4, tzinfo=UTC)
FIELDS = FieldList("paper/1", ("at", "code", "count", "day", "marks", "name", "open", "raw", "kind", "said"))
DIGEST = "paper/1:bc3039d5b0c29c3d835e143946b08613aa1b08fda9aebc117c9a3be033522120"


class Kind(StrEnum):
    ONLINE = "online"


class Number(IntEnum):
    FOUR = 4


@dataclass
class PlainKey:
    """The bytes 0 to 31, used as they are."""

    def mac(self, purpose: str, message: bytes) -> bytes:
        assert purpose == "audit.digest/1"
        return hmac.digest(bytes(range(32)), message, "sha256")


def paper(**changes: object) -> SimpleNamespace:
    values = {
        "id": UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
        "at": AT,
        "code": None,
        "count": 12,
        "day": date(2026, 11, 24),
        "marks": ["a", None],
        "name": "Nông Thị Mẫu",
        "open": True,
        "raw": b"\x00\xff",
        "kind": Kind.ONLINE,
        "said": {"b": {"c": "x"}, "a": 1},
    }
    return SimpleNamespace(**values | changes)


class TestDigest:
    def test_the_vector(self):
        assert digest(paper(), FIELDS, PlainKey()) == DIGEST

    @pytest.mark.parametrize("field", [*FIELDS.fields, "id"])
    def test_every_field_of_the_list_counts(self, field):
        changed = paper(**{field: "x" if field != "id" else UUID(int=1)})
        assert digest(changed, FIELDS, PlainKey()) != DIGEST

    def test_other_attributes_do_not(self):
        assert digest(paper(seen=3), FIELDS, PlainKey()) == DIGEST

    def test_the_name_of_the_list_counts(self):
        renamed = FieldList("paper/2", FIELDS.fields)
        assert digest(paper(), renamed, PlainKey()).partition(":")[2] != DIGEST.partition(":")[2]

    def test_a_value_cannot_move_to_a_field_beside_it(self):
        moved = paper(code="Nông Thị Mẫu", name=None)
        assert digest(moved, FIELDS, PlainKey()) != DIGEST

    def test_it_survives_a_turn_of_the_wrapping_key_and_dies_with_the_data_key(self, tmp_path):
        ring = KeyRing.create(tmp_path / "keys" / "ring.json")
        key = DataKey.make(ring)
        before = digest(paper(), FIELDS, key)

        ring.add_key()
        assert key.rewrap(ring)
        assert digest(paper(), FIELDS, key) == before

        key.destroy(AT)
        with pytest.raises(DataKeyDestroyedError):
            digest(paper(), FIELDS, key)

    def test_another_dossiers_key_gives_another_digest(self, tmp_path):
        ring = KeyRing.create(tmp_path / "keys" / "ring.json")
        assert digest(paper(), FIELDS, DataKey.make(ring)) != digest(paper(), FIELDS, DataKey.make(ring))


class TestPlain:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            (None, None),
            (True, True),
            (0, "0"),
            (2**60, "1152921504606846976"),
            (Number.FOUR, "4"),
            (Kind.ONLINE, "online"),
            (date(2026, 2, 1), "2026-02-01"),
            (AT.replace(microsecond=0), "2026-11-24T01:02:03.000000Z"),
            ((1, "a"), ["1", "a"]),
            ({"a": {"b": b"\x01"}}, {"a": {"b": "01"}}),
        ],
    )
    def test_every_type_has_one_form(self, value, told):
        assert plain(value) == told

    @pytest.mark.parametrize("value", [1.5, Decimal(1), {1, 2}, object()])
    def test_any_other_type_is_refused(self, value):
        with pytest.raises(TypeError, match="canonical"):
            plain(value)

    def test_an_instant_is_one_text_in_every_time_zone(self):
        assert instant(AT.astimezone(timezone(timedelta(hours=7)))) == instant(AT)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Person, PERSON_V1),
        (Organisation, ORGANISATION_V1),
        (Draft, DRAFT_V1),
        (Dossier, DOSSIER_V1),
        (Result, RESULT_V1),
        (ResultStatus, RESULT_STATUS_V1),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_list_names_attributes_of_its_model_and_nothing_sealed(model, fields):
    assert [name for name in fields.fields if not hasattr(model, name)] == []
    assert [name for name in fields.fields if name.endswith("_sealed") or name == "version"] == []
