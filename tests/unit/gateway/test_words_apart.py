from enum import Enum

import pytest

from gateway.words import Worded, in_words, sentences
from services.actor import Role
from services.dossiers.kinds import DossierState, WaitingFor


def test_members_of_two_enums_with_one_text_have_their_own_words():
    assert Role.LEADER == WaitingFor.LEADER
    assert in_words(Role.LEADER, "vi") == "Lãnh đạo"
    assert in_words(WaitingFor.LEADER, "vi") == "Chờ lãnh đạo"


def test_a_number_does_not_stand_for_a_state():
    assert 10 not in sentences()
    assert DossierState.RETURNED in sentences()


def test_a_second_sentence_for_one_thing_is_refused():
    words = Worded()
    words.add(Role.LEADER, "Lãnh đạo")
    words.add(WaitingFor.LEADER, "Chờ lãnh đạo")
    with pytest.raises(ValueError, match="worded twice"):
        words.add(Role.LEADER, "Khác")


def test_no_member_was_lost_to_one_of_another_enum():
    enums = {type(key) for key in sentences() if isinstance(key, Enum)}
    assert [member for enum in enums for member in enum if member not in sentences()] == []
