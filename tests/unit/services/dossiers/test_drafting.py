"""A draft is begun once, kept step by step, found by its owner alone, and gone for good when deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.audit.models import AuditEvent
from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.kinds import ClosedReason, FilingRoute
from services.dossiers.draft_view import draft_view
from services.dossiers.drafting import begin, choose_unit, delete_draft, new_key, save_step
from services.dossiers.errors import (
    CaseMissingError,
    CaseUnknownError,
    DraftChangedElsewhereError,
    DraftNotFoundError,
    FilerNotAPersonError,
    KeyTakenError,
    ProcedureClosedError,
    StepUnknownError,
    UnitMissingError,
    UnitNotCompetentError,
    UnitReasonMissingError,
    UnitTakesNoFilingError,
)
from services.dossiers.forms.errors import FieldsUnknownError, FormInvalidError
from services.dossiers.kinds import ComponentAnswer
from services.dossiers.models import ComponentFile, Draft
from services.dossiers.owned import UNIT_REASON, own_draft
from services.dossiers.papers import case_titles
from services.keys import DataKey
from services.people.models import OfficerPost, Unit
from tests.desks import staff
from tests.factories import FRIDAY, a_citizen, a_filing, a_representative, an_officer

BIRTH, BUILDING, COPY = "1.001193", "1.013225", "2.000908"

ELSEWHERE = "X01324"


def begun(session: Session, by: Actor, code: str = COPY, key: str | None = None) -> Draft:
    return begin(session, procedure_code=code, idempotency_key=key or new_key(), by=by, at=FRIDAY)


def choose(session: Session, draft: Draft, by: Actor, code: str, *, reason=None, case=None, version=None) -> Draft:
    return choose_unit(
        session,
        draft.id,
        unit_code=code,
        reason=reason,
        case_title=case,
        version=draft.version if version is None else version,
        by=by,
        at=FRIDAY,
    )


def save(session: Session, draft: Draft, by: Actor, step: str = "delivery", version=None, **typed) -> Draft:
    return save_step(
        session,
        draft.id,
        step=step,
        raw=typed or {"delivery": "electronic"},
        version=draft.version if version is None else version,
        by=by,
        at=FRIDAY + timedelta(hours=1),
    )


class TestBegin:
    def test_it_is_prefilled_and_lies_with_the_unit_of_the_residence(self, office):
        draft = begun(office, a_citizen(office), BIRTH)

        assert draft.form == "1.001193/1"
        assert office.get_one(Unit, draft.competent_unit_id).code == "X01273"
        assert draft.answers["applicant"]["name"] == "Người Thử Mẫu"
        assert (draft.step, draft.version) == ("unit", 1)

    def test_where_the_residence_has_no_officers_no_unit_is_chosen(self, office):
        draft = begun(office, a_citizen(office, commune="01288"))

        assert draft.competent_unit_id is None

    def test_the_same_key_finds_the_first(self, office):
        by, key = a_citizen(office), new_key()

        assert begun(office, by, key=key).id == begun(office, by, key=key).id

    def test_a_key_of_somebody_else_opens_nothing(self, office):
        key = new_key()
        begun(office, a_citizen(office), key=key)

        with pytest.raises(KeyTakenError):
            begun(office, a_citizen(office, "Người Lạ Mẫu", citizen_id="004190999776"), key=key)

    def test_nor_does_it_serve_for_another_procedure(self, office):
        by, key = a_citizen(office), new_key()
        begun(office, by, key=key)

        with pytest.raises(KeyTakenError):
            begun(office, by, BIRTH, key=key)

    def test_two_of_one_procedure_are_allowed(self, office):
        by = a_citizen(office)

        assert begun(office, by).id != begun(office, by).id

    @pytest.mark.parametrize(
        ("code", "reason", "route"),
        [
            ("2.000815", ClosedReason.NO_ONLINE_CHANNEL, FilingRoute.COUNTER_ONLY),
            ("1.010041", ClosedReason.VERTICAL, FilingRoute.MINISTRY_SYSTEM),
        ],
    )
    def test_what_is_not_filed_here_says_why_and_where(self, office, code, reason, route):
        with pytest.raises(ProcedureClosedError) as refusal:
            begun(office, a_citizen(office), code)

        assert reason in refusal.value.data["reasons"]
        assert refusal.value.data["route"] is route

    def test_a_procedure_that_is_none_is_not_found(self, office):
        with pytest.raises(ProcedureUnknownError):
            begun(office, a_citizen(office), "9.999999")

    def test_where_no_competent_unit_has_officers_nothing_is_begun(self, office):
        office.execute(update(OfficerPost).values(valid_until=FRIDAY.date()))

        with pytest.raises(UnitTakesNoFilingError) as refusal:
            begun(office, a_citizen(office))

        assert refusal.value.data["unit"]

    def test_only_people_file_and_only_as_citizens(self, office):
        firm = Actor(None, Role.CITIZEN, acting_for=a_representative(office).acting_for)

        for by in (an_officer(office, Role.RECEIVER, "X01273.TT"), firm):
            with pytest.raises(FilerNotAPersonError):
                begun(office, by)


class TestUnit:
    def test_the_usual_one_needs_no_reason(self, office):
        by = a_citizen(office)
        draft = begun(office, by)

        choose(office, draft, by, "X01273")

        assert UNIT_REASON not in draft.answers
        assert draft.step == "applicant"

    def test_another_one_needs_one_that_is_kept(self, office):
        staff(office, ELSEWHERE)
        by = a_citizen(office)
        draft = begun(office, by)

        with pytest.raises(UnitReasonMissingError):
            choose(office, draft, by, ELSEWHERE, reason="  ")
        choose(office, draft, by, ELSEWHERE, reason="đang ở với con")

        assert draft.answers[UNIT_REASON] == "đang ở với con"
        assert office.get_one(Unit, draft.competent_unit_id).code == ELSEWHERE

    def test_going_back_to_the_usual_one_drops_the_reason(self, office):
        staff(office, ELSEWHERE)
        by = a_citizen(office)
        draft = begun(office, by)
        choose(office, draft, by, ELSEWHERE, reason="đang ở với con")

        choose(office, draft, by, "X01273", reason="đang ở với con")

        assert UNIT_REASON not in draft.answers

    def test_where_the_usual_one_takes_none_nobody_has_to_say_why(self, office):
        by = a_citizen(office, commune="01288")
        draft = begun(office, by)

        choose(office, draft, by, "X01273")

        assert office.get_one(Unit, draft.competent_unit_id).code == "X01273"

    def test_one_without_officers_says_so_by_name(self, office):
        by = a_citizen(office)

        with pytest.raises(UnitTakesNoFilingError) as refusal:
            choose(office, begun(office, by), by, "X01288", reason="gần")

        assert refusal.value.data["unit"] == "Ủy ban nhân dân phường Tân Giang"

    @pytest.mark.parametrize("code", ["X01273.TT", "TTPVHCC", "STP", "X99999"])
    def test_what_does_not_decide_is_none_of_them(self, office, code):
        by = a_citizen(office)

        with pytest.raises(UnitNotCompetentError):
            choose(office, begun(office, by, BIRTH), by, code, reason="gần")

    def test_choosing_none_is_not_choosing_a_wrong_one(self, office):
        by = a_citizen(office)

        with pytest.raises(UnitMissingError):
            choose(office, begun(office, by, BIRTH), by, "")


class TestCase:
    def test_one_of_several_has_to_be_chosen(self, office):
        by = a_citizen(office)
        draft = begun(office, by, BUILDING)
        titles = case_titles(own_draft(office, draft.id, by).record)

        with pytest.raises(CaseMissingError):
            choose(office, draft, by, "X01273")
        with pytest.raises(CaseUnknownError):
            choose(office, draft, by, "X01273", case="trường hợp khác")
        choose(office, draft, by, "X01273", case=titles[-1])

        assert draft.case_title == titles[-1]

    def test_another_case_forgets_what_was_said_of_the_papers_of_the_first(self, office):
        by = a_citizen(office)
        filing = a_filing(office, by, BUILDING).unit().papers(ComponentAnswer.LOOK_UP)
        titles = case_titles(own_draft(office, filing.id, by).record)
        assert office.scalars(select(ComponentFile).filter_by(draft_id=filing.id)).all()

        choose(office, filing.draft, by, "X01273", case=titles[1])

        assert office.scalars(select(ComponentFile).filter_by(draft_id=filing.id)).all() == []


class TestSave:
    def test_the_answers_and_the_hour_are_kept(self, office):
        by = a_citizen(office)
        draft = begun(office, by)

        save(office, draft, by, delivery="counter", paper_copies="2")

        office.expire_all()
        found = own_draft(office, draft.id, by).draft
        assert (found.answers["delivery"], found.answers["paper_copies"]) == ("counter", 2)
        assert found.saved_at == FRIDAY + timedelta(hours=1)

    def test_what_a_step_no_longer_asks_is_forgotten(self, office):
        by = a_citizen(office)
        draft = begun(office, by)
        save(office, draft, by, delivery="counter", paper_copies="2")

        save(office, draft, by, delivery="electronic")

        assert "paper_copies" not in draft.answers

    def test_nothing_of_a_step_with_a_fault_is_kept(self, office):
        by = a_citizen(office)
        draft = begun(office, by)

        with pytest.raises(FormInvalidError) as refusal:
            save(office, draft, by, delivery="counter", paper_copies="999")

        assert set(refusal.value.data["problems"]) == {"paper_copies"}
        assert draft.answers["delivery"] == "electronic"
        assert draft.version == 1

    @pytest.mark.parametrize("name", ["state", "person_id", "submitted_at", "_unit_reason", "applicant.name"])
    def test_a_control_of_no_question_changes_nothing(self, office, name):
        by = a_citizen(office)
        draft = begun(office, by)

        with pytest.raises(FieldsUnknownError):
            save(office, draft, by, delivery="electronic", **{name: "x"})

    @pytest.mark.parametrize("step", ["nowhere", "unit", "components"])
    def test_only_steps_of_fields_are_saved_so(self, office, step):
        by = a_citizen(office)

        with pytest.raises(StepUnknownError):
            save(office, begun(office, by), by, step)

    def test_an_older_page_does_not_write_over_a_newer_one(self, office):
        by = a_citizen(office)
        draft = begun(office, by)
        save(office, draft, by)

        with pytest.raises(DraftChangedElsewhereError) as refusal:
            save(office, draft, by, version=1)

        assert refusal.value.data["saved_at"] == FRIDAY + timedelta(hours=1)

    def test_each_act_is_one_event_without_a_name_in_it(self, office):
        staff(office, ELSEWHERE)
        by = a_citizen(office)
        before = set(office.scalars(select(AuditEvent.id)))
        draft = begun(office, by)
        choose(office, draft, by, ELSEWHERE, reason="đang ở với con")
        save(office, draft, by)

        bodies = [one.body for one in office.scalars(select(AuditEvent)) if one.id not in before]
        drafts = [body for body in bodies if b'"draft_' in body]
        assert len(drafts) == 3
        assert not [body for body in drafts if "đang" in body.decode() or "Người" in body.decode()]

    def test_nothing_typed_stands_readable_in_the_row(self, office):
        by = a_citizen(office)
        draft = begun(office, by)

        row = office.execute(text("SELECT draft::text FROM draft WHERE id = :id"), {"id": draft.id}).scalar_one()
        assert "Người" not in row
        assert "004190999777" not in row


class TestStrangers:
    @pytest.mark.parametrize(
        "other",
        [
            lambda s: a_citizen(s, "Người Lạ Mẫu", citizen_id="004190999776"),
            lambda s: an_officer(s, Role.RECEIVER, "X01273.TT"),
            lambda s: an_officer(s, Role.BUSINESS_ADMIN, "VP_UBND"),
        ],
        ids=["citizen", "receiver", "administrator"],
    )
    def test_for_them_there_is_no_such_draft(self, office, other):
        draft = begun(office, a_citizen(office))
        stranger = other(office)

        for act in (
            lambda: own_draft(office, draft.id, stranger),
            lambda: draft_view(office, draft.idempotency_key, stranger, on=FRIDAY.date()),
            lambda: save(office, draft, stranger),
            lambda: choose(office, draft, stranger, "X01273"),
            lambda: delete_draft(office, draft.id, by=stranger, at=FRIDAY),
        ):
            with pytest.raises(DraftNotFoundError):
                act()

    def test_what_was_begun_for_an_organisation_is_not_the_persons_own(self, office):
        by = a_representative(office)
        draft = begun(office, by, "2.000954")

        with pytest.raises(DraftNotFoundError):
            own_draft(office, draft.id, Actor(by.person_id, Role.CITIZEN))


class TestDelete:
    def test_the_key_is_destroyed_and_the_row_is_gone(self, office):
        by = a_citizen(office)
        filing = a_filing(office, by).papers()
        key_id = filing.draft.data_key_id

        delete_draft(office, filing.id, by=by, at=FRIDAY)

        office.expire_all()
        assert office.get(Draft, filing.id) is None
        key = office.get_one(DataKey, key_id)
        assert (key.wrapped, key.destroyed_at) == (None, FRIDAY)
        assert office.scalars(select(ComponentFile).filter_by(draft_id=filing.id)).all() == []


class TestView:
    def test_it_costs_few_statements(self, office, statements):
        by = a_citizen(office)
        filing = a_filing(office, by).unit().papers()
        key = filing.draft.idempotency_key
        office.expunge_all()
        statements.clear()

        view = draft_view(office, key, by, on=FRIDAY.date())

        assert view.unit is not None
        assert view.unit.code == "X01273"
        assert len(statements) <= 6
