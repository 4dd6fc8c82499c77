"""Whatever code an event gives as its reason is read in words, in both languages."""

import re

import pytest

from auth.errors import Refusal
from gateway.reasons import BY_ACT, CODES, reason_in_words
from services.audit.tags import EventTag
from services.dossiers.recounting.confirming import CALENDAR_CHANGED
from services.people.identity import Doubt
from services.results.amending import GIVEN_UP
from services.results.confirming import OBJECTED, SILENCE
from services.results.facts import INVENTED
from services.results.leading import SENT_BACK
from services.results.printing import AGAIN
from services.results.working import UNSIGNED
from tests.architecture.source import files
from tests.architecture.test_words import all_errors

CODED = re.compile(r'reason="(\w+)"|\["(\w+)"\] if shared')


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_refusal_of_the_domain_has_words_without_gaps(locale):
    said = {kind.coded(): reason_in_words(EventTag.DOSSIER_ACT_REFUSED, kind.coded(), locale) for kind in all_errors()}

    assert [code for code, words in said.items() if words == code or "%(" in words] == []
    assert "…" in said["pdf_too_long"]


@pytest.mark.parametrize(("act", "member"), [(act, one) for act, kind in BY_ACT.items() for one in kind])
def test_acts_with_reasons_of_their_own(act, member):
    assert " " in reason_in_words(act, member.value, "vi")
    assert reason_in_words(act, member.value, "vi") != reason_in_words(act, member.value, "en")


def test_every_code_that_a_verb_writes_is_known():
    written = {
        code
        for path in files("services", "gateway")
        for match in CODED.findall(path.read_text(encoding="utf-8"))
        for code in match
        if code
    }

    assert {"idle", "left", "represented_by_other", "number_shared"} <= written
    named = {
        CALENDAR_CHANGED,
        OBJECTED,
        SILENCE,
        SENT_BACK,
        UNSIGNED,
        INVENTED,
        AGAIN,
        GIVEN_UP,
        *(one.value for one in Doubt),
    }
    assert written | named == CODES.keys()


def test_one_code_means_what_its_act_means_by_it():
    assert reason_in_words(EventTag.LOGIN_REFUSED, Refusal.STATE.value, "en") != "state"
    assert reason_in_words(EventTag.DOSSIER_READ, Refusal.STATE.value, "en") == "state"


def test_what_nobody_knows_stays_as_it_was_written():
    assert reason_in_words(EventTag.DOSSIER_READ, "from_another_version", "vi") == "from_another_version"
