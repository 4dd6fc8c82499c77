"""The same matter filed twice: told, whatever the channel and wherever it lies."""

from services.actor import Actor, Role
from services.dossiers.counter.beginning import AtCounter
from services.dossiers.counter.running import running_already
from services.dossiers.kinds import DossierState
from services.people.meeting import Undecided
from tests.desks import PROVINCE_CENTRE, a_dossier
from tests.unit.services.dossiers.counter.counters import a_reception, met


def test_nothing_runs_at_first(office, by):
    assert list(running_already(office, a_reception(office, by).draft, by)) == []


def test_one_filed_online_by_the_same_person_is_told(office, by):
    draft = a_reception(office, by).draft
    online = a_dossier(office, DossierState.IN_PROGRESS, applicant=Actor(draft.person_id, Role.CITIZEN))

    assert [one.shown for one in running_already(office, draft, by)] == [online.code]


def test_one_at_another_centre_is_told_without_its_code(office, by):
    draft = a_reception(office, by).draft
    a_dossier(office, centre=PROVINCE_CENTRE, applicant=Actor(draft.person_id, Role.CITIZEN))

    (found,) = running_already(office, draft, by)
    assert found.shown is None
    assert found.received_by


def test_another_entry_with_the_same_number_counts(office, by):
    first = a_reception(office, by).ready().receive()
    draft = a_reception(office, by, AtCounter(filer=met(meant=Undecided.ANOTHER))).draft

    assert [one.shown for one in running_already(office, draft, by)] == [first.code]


def test_another_procedure_another_person_and_what_has_ended_do_not_count(office, by):
    draft = a_reception(office, by).draft
    herself = Actor(draft.person_id, Role.CITIZEN)
    a_dossier(office, applicant=herself, code="1.001193")
    a_dossier(office, DossierState.RETURNED, applicant=herself)
    a_dossier(office)

    assert list(running_already(office, draft, by)) == []
