import hashlib
from datetime import datetime

import pytest

from services.results.signing.errors import ApprovedBytesDifferError, UnusableDocumentError
from services.results.signing.request import FieldPlace, Level, ResultToSign, SigningRequest
from tests.signing import LEADER, PLACES, SEAL, START, SYSTEM

PDF = b"%PDF-1.7 for looks"


def request(**changes) -> SigningRequest:
    return SigningRequest(
        **{"role": LEADER, "pdf": PDF, "approved": hashlib.sha256(PDF).digest(), "at": START} | changes
    )


class TestSigningRequest:
    def test_the_role_decides_field_level_and_kind(self):
        found = {role: (request(role=role).level, request(role=role).certifies) for role in (LEADER, SEAL, SYSTEM)}

        assert found == {LEADER: (Level.B_LT, True), SEAL: (Level.B_LTA, False), SYSTEM: (Level.B_LT, False)}
        assert len({request(role=role).field for role in (LEADER, SEAL, SYSTEM)}) == 3

    def test_bytes_that_nobody_approved_are_refused(self):
        with pytest.raises(ApprovedBytesDifferError):
            request(pdf=PDF + b" ")

    def test_what_is_no_pdf_is_refused(self):
        with pytest.raises(UnusableDocumentError):
            request(pdf=b"<html>", approved=hashlib.sha256(b"<html>").digest())

    def test_an_instant_needs_its_zone(self):
        with pytest.raises(ValueError, match="time zone"):
            request(at=datetime(2026, 11, 24))  # noqa: DTZ001 - that is the point

    def test_an_appearance_is_a_pdf(self):
        with pytest.raises(ValueError, match="appearance"):
            request(appearance=b"\x89PNG")


class TestResultToSign:
    @pytest.mark.parametrize("roles", [(LEADER, SEAL), (SYSTEM,)])
    def test_it_keeps_room_for_a_complete_set(self, roles):
        assert ResultToSign(PDF, tuple(PLACES[role] for role in roles)).pdf == PDF

    @pytest.mark.parametrize("roles", [(), (LEADER,), (SEAL,), (SEAL, LEADER), (LEADER, SEAL, SYSTEM)])
    def test_any_other_set_is_refused(self, roles):
        with pytest.raises(ValueError, match="complete set"):
            ResultToSign(PDF, tuple(PLACES[role] for role in roles))

    @pytest.mark.parametrize(
        ("page", "box", "label"),
        [
            (-1, (0, 0, 1, 1), "nhãn"),
            (0, (5, 0, 5, 1), "nhãn"),
            (0, (0, 2, 1, 1), "nhãn"),
            (0, (-1, 0, 1, 1), "nhãn"),
            (0, (0, 0, 1, 1), ""),
        ],
    )
    def test_a_place_is_somewhere_and_has_a_label(self, page, box, label):
        with pytest.raises(ValueError, match="no place"):
            FieldPlace(LEADER, label, page, box)
