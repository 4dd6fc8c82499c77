"""From dossiers to the log and back, by what people call a dossier."""

import pytest

from services.actor import SYSTEM
from services.audit.events import EventTag, record
from services.dossiers.audited import dossier_called, dossiers_of
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.kinds import DossierState
from services.ids import new_id
from tests.desks import a_dossier
from tests.factories import FRIDAY


def test_a_dossier_is_found_by_code_and_by_reference(office):
    new, old = a_dossier(office), a_dossier(office, DossierState.RECEIVED)

    assert dossier_called(office, new.reference) == (new.id, new.reference)
    assert dossier_called(office, f" {old.code.lower()} ") == (old.id, old.code)
    assert dossier_called(office, old.reference) == (old.id, old.code)


@pytest.mark.parametrize("written", ["", "%", "T0", "' OR 1=1 --"])
def test_what_is_called_otherwise_is_none(office, written):
    with pytest.raises(DossierNotFoundError):
        dossier_called(office, written)


def test_events_about_a_dossier_and_its_parts_say_which(office):
    dossier = a_dossier(office, DossierState.RECEIVED)
    said = {"by": SYSTEM, "at": FRIDAY}
    about = record(office, EventTag.DOSSIER_RECEIVE, object=("dossier", dossier.id), **said)
    part = record(
        office, EventTag.FILE_READ, object=("document", new_id()), concerning=[("dossier", dossier.id)], **said
    )
    other = record(office, EventTag.LOGIN, object=("account", new_id()), **said)
    office.flush()

    assert dossiers_of(office, [about.id, part.id, other.id]) == {about.id: dossier.code, part.id: dossier.code}
