"""What the receiver finds of each paper."""

import json

import pytest
from sqlalchemy import select

from services.audit.models import AuditEvent
from services.dossiers.act_errors import (
    ActNotInStateError,
    ComponentMarkedTwiceError,
    ComponentNotInDossierError,
    DossierChangedElsewhereError,
    ProposalPendingError,
    RemarkMissingError,
    WordsTooLongError,
)
from services.dossiers.desk import Finding, check_components
from services.dossiers.desk.checking import handed_in
from services.dossiers.kinds import ComponentMark, DossierState, Proposal, WaitingFor
from tests.desks import a_dossier, count_events, lines
from tests.factories import FRIDAY


def test_every_paper_gets_its_mark_in_one_act(office, cast):
    dossier = a_dossier(office, files=3, mark=None)
    rows = handed_in(office, dossier.id)
    marks = [ComponentMark.GOOD, ComponentMark.NOT_NEEDED, ComponentMark.WRONG]
    before = count_events(office)

    check_components(
        office,
        dossier.id,
        [Finding(row.id, mark, " thiếu trang 2 ") for row, mark in zip(rows, marks, strict=True)],
        by=cast.receiver,
        at=FRIDAY,
    )

    assert [row.mark for row in rows] == marks
    assert rows[2].remark == "thiếu trang 2"
    assert (rows[0].marked_at, rows[0].marked_by_id) == (FRIDAY, cast.receiver.post_id)
    assert count_events(office) == before + 1
    assert [line.act for line in lines(office, dossier)] == ["dossier_check_component"]


def test_the_event_vouches_for_the_marks_and_tells_none(office, cast):
    dossier = a_dossier(office, mark=None)
    (row,) = handed_in(office, dossier.id)

    check_components(
        office, dossier.id, [Finding(row.id, ComponentMark.WRONG, "Nông Thị Hoa")], by=cast.receiver, at=FRIDAY
    )

    body = office.scalars(select(AuditEvent.body).order_by(AuditEvent.id.desc()).limit(1)).one()
    said = json.loads(body)
    assert said["before"].startswith("dossier_marks/1:")
    assert said["before"] != said["after"]
    assert "Hoa" not in body.decode()


def test_a_later_finding_replaces_an_earlier_one_and_raises_the_version(office, cast):
    dossier = a_dossier(office, mark=ComponentMark.UNREADABLE)
    (row,) = handed_in(office, dossier.id)
    version = dossier.version

    check_components(
        office, dossier.id, [Finding(row.id, ComponentMark.GOOD)], by=cast.receiver, at=FRIDAY, version=version
    )

    assert (row.mark, row.remark) == (ComponentMark.GOOD, None)
    assert dossier.version == version + 1
    with pytest.raises(DossierChangedElsewhereError):
        check_components(office, dossier.id, [], by=cast.receiver, at=FRIDAY, version=version)


@pytest.mark.parametrize("remark", [None, "", "   "])
def test_what_is_wrong_is_said_in_words(office, cast, remark):
    dossier = a_dossier(office, files=2, mark=None)
    row = handed_in(office, dossier.id)[1]

    with pytest.raises(RemarkMissingError) as refusal:
        check_components(
            office, dossier.id, [Finding(row.id, ComponentMark.WRONG, remark)], by=cast.receiver, at=FRIDAY
        )

    assert refusal.value.data == {"number": 2}


def test_a_remark_has_to_fit_on_the_paper(office, cast):
    dossier = a_dossier(office, mark=None)
    (row,) = handed_in(office, dossier.id)

    with pytest.raises(WordsTooLongError):
        check_components(
            office, dossier.id, [Finding(row.id, ComponentMark.WRONG, "x" * 2001)], by=cast.receiver, at=FRIDAY
        )


def test_papers_of_another_dossier_and_doubled_marks_are_refused(office, cast):
    dossier, other = a_dossier(office), a_dossier(office)
    (own,), (foreign,) = handed_in(office, dossier.id), handed_in(office, other.id)

    with pytest.raises(ComponentNotInDossierError):
        check_components(office, dossier.id, [Finding(foreign.id, ComponentMark.GOOD)], by=cast.receiver, at=FRIDAY)
    twice = [Finding(own.id, ComponentMark.GOOD), Finding(own.id, ComponentMark.MISSING)]
    with pytest.raises(ComponentMarkedTwiceError):
        check_components(office, dossier.id, twice, by=cast.receiver, at=FRIDAY)


def test_nothing_is_marked_while_a_refusal_is_proposed_or_after_receipt(office, cast):
    proposed = a_dossier(office, proposal=Proposal.REFUSAL, waiting_for=WaitingFor.CENTRE_HEAD)
    with pytest.raises(ProposalPendingError):
        check_components(office, proposed.id, [], by=cast.receiver, at=FRIDAY)

    received = a_dossier(office, DossierState.RECEIVED)
    with pytest.raises(ActNotInStateError):
        check_components(office, received.id, [], by=cast.receiver, at=FRIDAY)
