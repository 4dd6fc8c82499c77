"""The rules of each state as the database holds them: a repair by hand can break none."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from services.catalogue.importing.kinds import Scope
from services.catalogue.kinds import Channel, Completeness, ProcedureKind
from services.catalogue.models import CatalogueImport, Procedure, ProcedureVersion
from services.dossiers.kinds import OPEN, DossierState, Proposal, WaitingFor
from services.dossiers.models import IS_OPEN, Dossier
from services.ids import new_id
from services.keys import DataKey
from services.people.models import Unit, UnitKind

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
DUE_ON = date(2026, 11, 5)
MIDNIGHT = datetime(2026, 11, 5, 17, tzinfo=UTC)  # 24:00 of the 5th, in the province
RECEIVED = {"code": "H1", "received_at": AT}
DUE = {"due_on": DUE_ON, "due_by": MIDNIGHT, "due_confirmed": True}
HANDLED = RECEIVED | {"arrived_at": AT} | DUE
ENDED = {"ended_at": AT, "waiting_for": None}
PAUSED = {"paused_at": AT, "pause_basis": "Điều 1"}
WHOLE = {
    DossierState.REGISTERED: {},
    DossierState.RECEIVED: RECEIVED,
    DossierState.REFUSED: ENDED,
    DossierState.IN_PROGRESS: HANDLED,
    DossierState.SUPPLEMENT_ASKED: HANDLED | PAUSED | {"asked_rounds": 1, "answer_by": DUE_ON},
    DossierState.PAYMENT_ASKED: HANDLED,
    DossierState.WITHDRAWN: RECEIVED | ENDED,
    DossierState.STOPPED: HANDLED | ENDED,
    DossierState.FINISHED: HANDLED | {"ended_at": AT},
    DossierState.RETURNED: HANDLED | ENDED | {"returned_at": AT},
}


@pytest.fixture
def version(session: Session) -> ProcedureVersion:
    nothing: list[str] = []
    found = ProcedureVersion(
        procedure=Procedure(code="1.000001", created_at=AT),
        imported=CatalogueImport(
            source="x", as_of=DUE_ON, sha256=bytes(32), counts={}, imported_at=AT, scope=Scope.WHOLE
        ),
        number=1,
        content_hash=bytes(32),
        valid_from=DUE_ON,
        name="Thủ tục mẫu",
        kind=ProcedureKind.STANDARD,
        completeness=Completeness.FULL,
        field="Mẫu",
        ministry="Bộ Mẫu",
        vertical=False,
        **dict.fromkeys(
            ("levels", "executing_bodies", "applicants", "channels", "cases", "limits", "legal_basis", "results"),
            nothing,
        ),
    )
    session.add(found)
    return found


@pytest.fixture
def unit(session: Session) -> Unit:
    found = Unit(code="X1", name="Xã Mẫu", kind=UnitKind.COMMUNE, commune_code="99999", valid_from=DUE_ON)
    session.add(found)
    return found


@pytest.fixture
def make(session: Session, keys, version: ProcedureVersion, unit: Unit):
    def make_one(state: DossierState, **changes: object) -> Dossier:
        values = {"waiting_for": WaitingFor.RECEIVER} | WHOLE[state] | changes
        dossier = Dossier(
            data_key=DataKey.make(keys),
            reference=str(new_id()),
            procedure_version=version,
            channel=Channel.ONLINE,
            form="generic/1",
            receipt_unit=unit,
            competent_unit=unit,
            state=state,
            submitted_at=AT,
            **values,
        )
        session.add(dossier)
        session.flush()
        return dossier

    return make_one


@pytest.mark.parametrize("state", DossierState)
def test_a_whole_dossier_of_each_state_is_kept(make, state):
    assert make(state).state is state


@pytest.mark.parametrize(
    ("state", "fault", "rule"),
    [
        (DossierState.REGISTERED, {"code": "H1"}, "code_comes_with_receipt"),
        (DossierState.REGISTERED, RECEIVED, "not_yet_received"),
        (DossierState.REGISTERED, {"waiting_for": None}, "somebody_is_waited_for"),
        (DossierState.IN_PROGRESS, PAUSED, "paused"),
        (DossierState.PAYMENT_ASKED, {"paused_at": AT}, "paused_by_law"),
        (DossierState.SUPPLEMENT_ASKED, {"due_on": None, "due_by": None, "due_confirmed": None}, "pause_of_a_clock"),
        (DossierState.SUPPLEMENT_ASKED, {"answer_by": None}, "answer_by"),
        (DossierState.IN_PROGRESS, {"answer_by": DUE_ON}, "answer_by"),
        (DossierState.SUPPLEMENT_ASKED, {"asked_rounds": 0}, "something_is_asked"),
        (DossierState.IN_PROGRESS, {"asked_rounds": 1}, "asked_is_waited_for"),
        (DossierState.SUPPLEMENT_ASKED, {"asked_rounds": 3, "delivered_rounds": 1}, "rounds"),
        (DossierState.IN_PROGRESS, {"correction_waits_for": WaitingFor.LEADER}, "correction_after_end"),
        (DossierState.REGISTERED, DUE, "clock_starts_on_arrival"),
        (DossierState.REGISTERED, {"lookup_secret_hash": b"short"}, "lookup_secret_hash_length"),
        (DossierState.RECEIVED, {"code": None, "received_at": None}, "received"),
        (DossierState.RECEIVED, {"received_at": AT - timedelta(seconds=1)}, "received_after_submission"),
        (DossierState.RECEIVED, {"arrived_at": AT - timedelta(seconds=1)}, "arrived"),
        (DossierState.RECEIVED, {"proposal": Proposal.REFUSAL}, "refusal_at_receipt"),
        (DossierState.REFUSED, {"ended_at": None}, "ended"),
        (DossierState.REFUSED, {"waiting_for": WaitingFor.RECEIVER}, "somebody_is_waited_for"),
        (DossierState.IN_PROGRESS, dict.fromkeys(DUE), "due_while_handled"),
        (DossierState.IN_PROGRESS, {"due_confirmed": None}, "due_confirmed"),
        (DossierState.IN_PROGRESS, {"due_by": MIDNIGHT - timedelta(seconds=1)}, "due_by"),
        (DossierState.IN_PROGRESS, {"due_by": None}, "due_whole"),
        (DossierState.IN_PROGRESS, {"due_at": AT}, "due_by"),
        (DossierState.IN_PROGRESS, {"ended_at": AT}, "ended"),
        (DossierState.IN_PROGRESS, {"delivery": "ready"}, "delivery_after_end"),
        (DossierState.STOPPED, {"proposal": Proposal.STOP}, "proposal_while_open"),
        (DossierState.FINISHED, {"ended_at": None}, "ended"),
        (DossierState.FINISHED, {"returned_at": AT}, "returned"),
        (DossierState.RETURNED, {"returned_at": None}, "returned"),
        (DossierState.RETURNED, {"returned_at": AT - timedelta(seconds=1)}, "returned_after_end"),
    ],
)
def test_a_dossier_that_lies_is_refused(make, state, fault, rule):
    with pytest.raises(IntegrityError, match=f'"ck_dossier_{rule}"'):
        make(state, **fault)


def test_a_limit_in_hours_ends_at_its_hour(make):
    hour = AT + timedelta(hours=8)
    assert make(DossierState.IN_PROGRESS, due_at=hour, due_by=hour).due_by == hour


def test_there_is_no_eleventh_state(make, session):
    dossier = make(DossierState.REGISTERED)
    with pytest.raises(IntegrityError, match="ck_dossier_state"):
        session.execute(text("UPDATE dossier SET state = 11 WHERE id = :id"), {"id": dossier.id})


def test_one_draft_makes_one_dossier_and_one_code_belongs_to_one(make):
    make(DossierState.RECEIVED, code="H1")
    with pytest.raises(IntegrityError, match="uq_dossier_code"):
        make(DossierState.RECEIVED, code="H1")


def test_of_two_changes_to_one_version_the_second_fails(make, session):
    dossier = make(DossierState.REGISTERED)
    session.execute(text("UPDATE dossier SET version = 2 WHERE id = :id"), {"id": dossier.id})
    dossier.lookup_secret_hash = bytes(32)
    with pytest.raises(StaleDataError):
        session.flush()


def test_open_states_are_told_the_same_in_python_and_in_the_indexes(make, session):
    made = {make(state, code=f"H{state}" if "code" in WHOLE[state] else None).id: state for state in DossierState}
    found = session.scalars(select(Dossier.id).where(IS_OPEN)).all()
    assert {made[key] for key in found} == OPEN


@pytest.mark.parametrize(
    ("condition", "order", "index"),
    [
        ((Dossier.receipt_unit_id == new_id(), IS_OPEN), Dossier.due_by, "ix_dossier_at_receipt_unit"),
        ((Dossier.competent_unit_id == new_id(), IS_OPEN), Dossier.due_by, "ix_dossier_at_competent_unit"),
        ((Dossier.handler_post_id == new_id(), IS_OPEN), Dossier.due_by, "ix_dossier_with_handler"),
        ((IS_OPEN,), Dossier.due_by, "ix_dossier_open"),
        ((Dossier.receipt_unit_id == new_id(), text("state = 1")), Dossier.submitted_at, "ix_dossier_to_receive"),
        ((Dossier.receipt_unit_id == new_id(), text("state = 9")), Dossier.ended_at, "ix_dossier_to_return"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_inbox_reads_its_index_in_order(session, condition, order, index):
    query = select(Dossier.id).where(*condition).order_by(order, Dossier.id).limit(25)
    session.execute(text("SET LOCAL enable_seqscan = off"))
    session.execute(text("SET LOCAL enable_sort = off"))
    sql = str(query.compile(session.connection(), compile_kwargs={"literal_binds": True}))
    plan = "\n".join(session.scalars(text(f"EXPLAIN {sql}")))
    assert index in plan
    assert "Sort" not in plan


def test_a_version_of_a_procedure_cannot_be_changed_by_the_program(version, session):
    session.flush()
    session.execute(update(ProcedureVersion).values(valid_until=DUE_ON))
    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(update(ProcedureVersion).values(name="Khác"))


def test_a_procedure_has_one_version_in_force(version, session):
    session.flush()
    row = session.execute(select(ProcedureVersion.__table__)).mappings().one()
    with pytest.raises(IntegrityError, match="ux_procedure_version_in_force"):
        session.execute(insert(ProcedureVersion).values(dict(row) | {"id": UUID(int=1), "number": 2}))
