"""A list in force: by a second person, as a whole, from its day, and back again."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from services.catalogue.errors import ProcedureUnknownError
from services.catalogue.filing import fileable
from services.catalogue.importing.applying import apply
from services.catalogue.importing.errors import (
    FindingsBlockError,
    LaterListStandsError,
    ListNotReadyError,
    ListOutdatedError,
    NothingToApplyError,
    ReportRenewedError,
    SecondPersonNeededError,
    UndoReasonMissingError,
    WaiverReasonMissingError,
)
from services.catalogue.importing.kinds import Scope
from services.catalogue.importing.models import ListState, ProcedureSuccessor, StagedList
from services.catalogue.importing.staging import compare_again
from services.catalogue.limits import LimitUnit
from services.catalogue.models import ProcedureVersion
from services.catalogue.queries import catalogue_state, review_of
from services.catalogue.snapshot import Snapshot
from services.dossiers.undoing_lists import undo_list
from tests.unit.services.catalogue.importing.conftest import AT, DECISION, SOON, TODAY
from tests.unit.services.catalogue.records import channel, facts

OTHER = facts("1.000001", name="Cấp giấy thử khác")
SEPTEMBER = DECISION.signed_on.replace(month=9, day=1)
BEFORE = TODAY - timedelta(days=1)


def fallen(staged: StagedList) -> dict[str, list[str]]:
    return {str(one["kind"]): list(one["about"]) for one in staged.findings or ()}


def snapshot(lists, on) -> Snapshot:
    return Snapshot.build(lists.session, catalogue_state(lists.session, on))


def same(left: Snapshot, right: Snapshot) -> bool:
    """Whether two snapshots hold the same records in the same order, and their searches know the same."""
    queries = ("cấp giấy thử", "khac", "thu 3")
    found = [[one.finder.find(query) for query in queries] for one in (left, right)]
    return (left.entries, left.finder.corpus.documents, found[0]) == (
        right.entries,
        right.finder.corpus.documents,
        found[1],
    )


class TestRenewed:
    """A snapshot made from an older one is the one that would be read from nothing."""

    def test_after_a_list_and_after_it_was_taken_back(self, lists):
        before = snapshot(lists, TODAY)
        staged = lists.ready(OTHER, {"code": "1.000003", "action": "abolish"}, facts("1.000021", name="Cấp mới"))
        lists.apply(staged)
        renewed = Snapshot.build(lists.session, catalogue_state(lists.session, TODAY), before)

        assert same(renewed, snapshot(lists, TODAY))
        assert renewed.by_code["1.000001"].record.name == OTHER["name"]
        assert "1.000003" not in renewed.by_code
        assert renewed.by_code["1.000002"].record is before.by_code["1.000002"].record
        undo_list(lists.session, staged.number, reason="Thử", by=lists.first, at=AT + timedelta(hours=1))
        back = Snapshot.build(lists.session, catalogue_state(lists.session, TODAY), renewed)
        assert same(back, snapshot(lists, TODAY))
        assert back.by_code["1.000001"].record.name != OTHER["name"]

    def test_on_another_day_nothing_is_indexed_again_while_nothing_changes(self, lists):
        before = snapshot(lists, BEFORE)
        renewed = Snapshot.build(lists.session, catalogue_state(lists.session, TODAY), before)

        assert same(renewed, snapshot(lists, TODAY))
        assert renewed.finder is before.finder


class TestApply:
    def test_every_outcome_at_once(self, lists):
        staged = lists.ready(
            OTHER,
            facts("1.000002"),
            {"code": "1.000003", "action": "abolish"},
            facts("1.000021", replaces=["1.000004", "1.000005"]),
        )

        found = lists.apply(staged)

        assert [one.number for one in lists.versions("1.000001")] == [1, 2]
        old, new = lists.versions("1.000001")
        assert (old.valid_until, old.ended_by_import_id, new.valid_from) == (TODAY, found.id, TODAY)
        assert len(lists.versions("1.000002")) == 1
        assert [one.valid_until for code in ("1.000003", "1.000004") for one in lists.versions(code)] == [TODAY] * 2
        assert lists.versions("1.000021")[0].import_id == found.id
        successors = lists.session.scalars(select(ProcedureSuccessor)).all()
        assert {one.successor_id for one in successors} == {lists.versions("1.000021")[0].procedure_id}
        assert len(successors) == 2
        assert (staged.state, staged.import_id, staged.decided_by_id) == (
            ListState.APPLIED,
            found.id,
            lists.second.person_id,
        )

    def test_not_by_who_staged_it(self, lists):
        staged = lists.ready(OTHER)

        with pytest.raises(SecondPersonNeededError):
            apply(lists.session, staged.number, waivers={}, seen=staged.version, by=lists.first, at=AT)

    def test_not_on_a_report_that_nobody_read(self, lists):
        staged = lists.ready(OTHER)
        seen = staged.version
        lists.compare(compare_again(lists.session, staged.number, by=lists.first, at=AT))

        with pytest.raises(ReportRenewedError):
            apply(lists.session, staged.number, waivers={}, seen=seen, by=lists.second, at=AT)
        lists.apply(staged)

    def test_not_even_by_hand(self, lists):
        staged = lists.applied(OTHER)

        with pytest.raises(IntegrityError, match="two_people"):
            lists.session.execute(update(StagedList).values(decided_by_id=staged.staged_by_id))

    def test_the_same_list_twice_is_nothing(self, lists):
        lists.applied(OTHER, {"code": "1.000003", "action": "abolish"}, facts("1.000021", replaces=["1.000004"]))

        again = lists.ready(OTHER, {"code": "1.000003", "action": "abolish"}, facts("1.000021", replaces=["1.000004"]))

        assert set(again.counts) == {"unchanged"}
        with pytest.raises(NothingToApplyError):
            lists.apply(again)

    def test_nor_once_more_by_a_second_click(self, lists):
        staged = lists.applied(OTHER)

        with pytest.raises(ListNotReadyError):
            lists.apply(staged)

    def test_not_over_what_somebody_else_has_changed_since(self, lists):
        staged, other = lists.ready(OTHER), lists.ready(facts("1.000002", name="Cấp giấy thử hai"))
        lists.apply(other)

        with pytest.raises(ListOutdatedError):
            lists.apply(staged)

    def test_a_breaker_needs_a_reason(self, lists):
        staged = lists.ready(facts("1.000001", name="Đăng ký khai sinh"))

        with pytest.raises(WaiverReasonMissingError):
            lists.apply(staged)
        lists.apply(staged, name_beyond_recognition="Bộ đổi tên theo Quyết định mẫu")

        assert staged.waivers == {"name_beyond_recognition": "Bộ đổi tên theo Quyết định mẫu"}

    @pytest.mark.parametrize(
        ("rows", "header", "kind"),
        [
            ([OTHER, OTHER], {}, "code_duplicate"),
            ([OTHER], {"signed_on": DECISION.signed_on.replace(month=7, day=19)}, "older_than_live"),
            ([{"name": "x"}, *(facts(f"1.{n:06}") for n in range(1, 21))], {"scope": Scope.WHOLE}, "code_unreadable"),
        ],
    )
    def test_some_breakers_nobody_overrules(self, lists, rows, header, kind):
        staged = lists.ready(*rows, **header)

        with pytest.raises(FindingsBlockError) as refusal:
            lists.apply(staged, **{kind: "vẫn muốn"})
        assert [str(one) for one in refusal.value.data["kinds"]] == [kind]

    def test_a_whole_list_ends_what_it_does_not_name(self, lists):
        staged = lists.ready(*(facts(f"1.{n:06}") for n in range(1, 20)), scope=Scope.WHOLE)

        lists.apply(staged)

        assert lists.versions("1.000020")[0].valid_until == TODAY
        assert snapshot(lists, TODAY).state.manifest.as_of == DECISION.signed_on

    @pytest.mark.parametrize("scope", Scope)
    def test_an_older_list_does_not_bring_back_what_a_newer_one_ended(self, lists, scope):
        lists.applied({"code": "1.000003", "action": "abolish"})
        rows = [facts("1.000003")] if scope is Scope.PARTIAL else [facts(f"1.{n:06}") for n in range(1, 21)]

        staged = lists.ready(*rows, signed_on=SEPTEMBER, effective_on=SEPTEMBER, scope=scope)

        assert fallen(staged) == {"older_than_live": ["1.000003"]}

    def test_nor_change_what_a_newer_one_confirmed(self, lists):
        lists.applied(OTHER, facts("1.000002"))

        staged = lists.ready(facts("1.000002", name="Cấp giấy thử cũ"), signed_on=SEPTEMBER, effective_on=SEPTEMBER)

        assert fallen(staged) == {"older_than_live": ["1.000002"]}

    def test_nor_add_what_a_newer_whole_list_does_not_name(self, lists):
        lists.applied(OTHER, *(facts(f"1.{n:06}") for n in range(2, 21)), scope=Scope.WHOLE)

        staged = lists.ready(facts("1.000021"), signed_on=SEPTEMBER, effective_on=SEPTEMBER)

        assert fallen(staged) == {"older_than_live": ["1.000021"]}

    def test_what_was_taken_back_makes_no_list_too_old(self, lists):
        staged = lists.applied(OTHER, *(facts(f"1.{n:06}") for n in range(2, 21)), scope=Scope.WHOLE)
        undo_list(lists.session, staged.number, reason="Nhầm", by=lists.first, at=AT + timedelta(hours=1))

        staged = lists.ready(facts("1.000021"), signed_on=SEPTEMBER, effective_on=SEPTEMBER)

        assert fallen(staged) == {}

    @pytest.mark.parametrize("told", [[], [{"code": "1.000003", "action": "abolish"}]])
    def test_nothing_ends_before_what_replaces_it_can_be_taken(self, lists, told):
        broken = facts("1.000021", replaces=["1.000003"], field=7)
        kept = [facts(f"1.{n:06}") for n in range(1, 21) if n != 3]

        staged = lists.ready(*kept, broken, *told, scope=Scope.WHOLE)

        assert "abolished" not in staged.counts
        assert staged.counts["rejected"] == 1 + len(told)

    def test_nor_before_what_replaces_it_agrees_with_what_is_in_force(self, lists):
        broken = facts("1.000002", name="Cấp giấy thử hai", action="new", replaces=["1.000003"])
        kept = [facts(f"1.{n:06}") for n in range(1, 21) if n not in {2, 3}]

        staged = lists.ready(*kept, broken, {"code": "1.000003", "action": "abolish"}, scope=Scope.WHOLE)

        assert staged.counts == {"unchanged": 18, "rejected": 2}

    def test_what_is_past_begins_today(self, lists):
        staged = lists.ready(OTHER, effective_on=DECISION.signed_on)

        assert lists.apply(staged).effective_on == TODAY

    def test_a_list_of_later_days_waits(self, lists):
        staged = lists.ready(OTHER, {"code": "1.000002", "action": "abolish"}, facts("1.000021"), effective_on=SOON)
        lists.apply(staged)

        before, after = snapshot(lists, SOON - timedelta(days=1)), snapshot(lists, SOON)

        assert before.by_code["1.000001"].record.name == "Cấp giấy thử"
        assert after.by_code["1.000001"].record.name == "Cấp giấy thử khác"
        assert ("1.000002" in before.by_code, "1.000002" in after.by_code) == (True, False)
        assert ("1.000021" in before.by_code, "1.000021" in after.by_code) == (False, True)
        assert fileable(lists.session, "1.000001", on=TODAY).version.number == 1
        assert fileable(lists.session, "1.000001", on=SOON).version.number == 2
        with pytest.raises(ProcedureUnknownError):
            fileable(lists.session, "1.000021", on=TODAY)

    def test_nothing_slips_in_before_what_already_waits(self, lists):
        lists.applied(OTHER, effective_on=SOON)

        staged = lists.ready(facts("1.000001", name="Cấp giấy thử xen vào"), effective_on=SOON - timedelta(days=3))

        assert [one["kind"] for one in staged.findings] == ["older_than_live"]

    @pytest.mark.parametrize("waiting", [OTHER, {"code": "1.000001", "action": "abolish"}])
    def test_what_waits_is_superseded_from_its_own_day(self, lists, waiting):
        lists.applied(waiting, effective_on=SOON)

        lists.applied(facts("1.000001", name="Cấp giấy thử mới"), effective_on=SOON)

        assert snapshot(lists, SOON - timedelta(days=1)).by_code["1.000001"].record.name == "Cấp giấy thử"
        assert snapshot(lists, SOON).by_code["1.000001"].record.name == "Cấp giấy thử mới"

    def test_what_was_abolished_may_return(self, lists):
        lists.applied({"code": "1.000001", "action": "abolish"})

        lists.applied(OTHER, at=AT + timedelta(days=2))

        first, second = lists.versions("1.000001")
        assert (first.valid_until, second.valid_from, second.number) == (TODAY, TODAY + timedelta(days=2), 2)

    def test_a_record_is_of_the_day_of_its_own_list(self, lists):
        lists.applied(OTHER)

        found = snapshot(lists, TODAY)

        assert found.by_code["1.000001"].as_of == "2026-11-20"
        assert found.by_code["1.000002"].as_of == "2026-07-20"
        assert found.state.manifest.as_of.isoformat() == "2026-07-20"

    def test_a_review_goes_over_unless_the_times_change(self, lists):
        review = {
            "limits": [{"unit": "day", "value": 3, "cutoff": None, "case": None, "channel": None}],
            "source": "mẫu",
            "decision": "1",
            "confirmed": False,
        }
        copied = lists.versions("1.000001")[0]
        lists.session.execute(
            update(ProcedureVersion.__table__)
            .where(ProcedureVersion.id == copied.id)
            .values(valid_until=copied.valid_from)
        )
        values = {one.key: getattr(copied, one.key) for one in ProcedureVersion.__table__.columns}
        lists.session.add(
            ProcedureVersion(
                **values | {"id": lists.first.person_id, "number": 2, "valid_until": None, "corrections": [review]}
            )
        )
        lists.session.flush()

        lists.applied(OTHER)
        kept = review_of(lists.versions("1.000001")[-1])
        assert kept is not None
        assert kept.limits[0].unit is LimitUnit.DAY

        lists.applied(OTHER | {"channels": [channel(value=5)]}, at=AT + timedelta(days=1))
        assert review_of(lists.versions("1.000001")[-1]) is None


class TestUndo:
    def undo(self, lists, staged, reason="Ban hành nhầm", at=AT + timedelta(hours=1)):
        return undo_list(lists.session, staged.number, reason=reason, by=lists.first, at=at)

    def test_everything_is_as_it_was(self, lists):
        before = snapshot(lists, TODAY)
        staged = lists.applied(OTHER, {"code": "1.000002", "action": "abolish"}, facts("1.000021"))

        self.undo(lists, staged)

        after = snapshot(lists, TODAY)
        assert {code: one.record for code, one in after.by_code.items()} == {
            code: one.record for code, one in before.by_code.items()
        }
        assert after.state != before.state
        old, new = lists.versions("1.000001")
        assert (old.valid_until, old.ended_by_import_id) == (None, None)
        assert new.valid_until == new.valid_from
        assert (staged.state, staged.undo_reason) == (ListState.UNDONE, "Ban hành nhầm")

    def test_then_the_list_may_come_again(self, lists):
        self.undo(lists, lists.applied(OTHER))

        lists.applied(OTHER, at=AT + timedelta(days=1))

        assert [one.number for one in lists.versions("1.000001")] == [1, 2, 3]

    def test_also_before_it_holds(self, lists):
        staged = lists.applied(OTHER, effective_on=SOON)

        self.undo(lists, staged)

        assert snapshot(lists, SOON).by_code["1.000001"].record.name == "Cấp giấy thử"

    def test_a_reason_is_needed(self, lists):
        with pytest.raises(UndoReasonMissingError):
            self.undo(lists, lists.applied(OTHER), reason="  ")

    def test_not_what_a_later_list_stands_upon(self, lists):
        first = lists.applied(OTHER)
        lists.applied(facts("1.000002", name="Cấp giấy thử hai"), at=AT + timedelta(days=1))

        with pytest.raises(LaterListStandsError) as refusal:
            self.undo(lists, first)
        assert refusal.value.data == {"number": 2}

    def test_not_what_was_not_applied(self, lists):
        with pytest.raises(ListNotReadyError):
            self.undo(lists, lists.ready(OTHER))
