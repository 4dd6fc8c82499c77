"""A list before it counts: taken in, compared, compared again, discarded."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from services.audit.models import AuditEvent
from services.catalogue.importing.bounds import LARGEST_FILE
from services.catalogue.importing.errors import (
    EffectiveBeforeSignedError,
    EffectiveTooLateError,
    ListFileEmptyError,
    ListNotReadyError,
    ListUnknownError,
    SignedInFutureError,
)
from services.catalogue.importing.kinds import ListFormat
from services.catalogue.importing.models import ListState, StagedRow
from services.catalogue.importing.staging import begin_comparing, compare_again, discard, note_progress
from services.storage import FileTooLargeError
from tests.unit.services.catalogue.importing.conftest import AT, TODAY
from tests.unit.services.catalogue.records import facts

OTHER = facts("1.000001", name="Cấp giấy thử khác")


def rows(lists, staged) -> list[StagedRow]:
    wanted = select(StagedRow).where(StagedRow.list_id == staged.id).order_by(StagedRow.position)
    return list(lists.session.scalars(wanted))


def actions(lists) -> list[str]:
    import json

    bodies = lists.session.scalars(select(AuditEvent.body).order_by(AuditEvent.at, AuditEvent.id))
    return [action for body in bodies if (action := json.loads(body)["action"]).startswith("catalogue_")]


class TestStage:
    def test_it_waits_with_a_number_of_its_own_and_changes_nothing(self, lists):
        first, second = lists.stage(OTHER), lists.stage(OTHER)

        assert (first.number, second.number, first.state) == (1, 2, ListState.WAITING)
        assert len(lists.versions("1.000001")) == 1
        assert actions(lists) == ["catalogue_import", "catalogue_stage", "catalogue_stage"]

    @pytest.mark.parametrize(
        ("header", "refusal"),
        [
            ({"signed_on": TODAY + timedelta(days=1)}, SignedInFutureError),
            ({"effective_on": date(2026, 11, 19)}, EffectiveBeforeSignedError),
            ({"effective_on": date(2028, 11, 21)}, EffectiveTooLateError),
            ({"effective_on": date(9999, 12, 31)}, EffectiveTooLateError),
            ({"raw": b""}, ListFileEmptyError),
            ({"raw": bytes(LARGEST_FILE + 1)}, FileTooLargeError),
        ],
    )
    def test_what_cannot_be_is_refused(self, lists, header, refusal):
        with pytest.raises(refusal):
            lists.stage(**header)

    def test_two_years_are_not_too_late(self, lists):
        assert lists.stage(OTHER, effective_on=date(2028, 11, 20)).state is ListState.WAITING


class TestCompare:
    def test_the_report_says_what_becomes_of_every_row(self, lists):
        staged = lists.ready(
            OTHER,
            facts("1.000002"),
            {"code": "1.000003", "action": "abolish"},
            facts("1.000021", replaces=["1.000004"]),
            facts("1.000005", name=""),
            {"name": "x"},
        )

        assert (staged.state, staged.format, staged.rows_done) == (ListState.READY, ListFormat.JSONL, 5)
        assert staged.counts == {
            "amended": 1,
            "unchanged": 1,
            "abolished": 1,
            "replaced": 1,
            "added": 1,
            "rejected": 2,
        }
        told = {row.code: row for row in rows(lists, staged)}
        assert told["1.000001"].fields == [
            {"name": "name", "before": "Cấp giấy thử", "after": "Cấp giấy thử khác"},
            {"name": "decision_no", "before": None, "after": "1234/QĐ-UBND"},
        ] or told["1.000001"].fields == [{"name": "name", "before": "Cấp giấy thử", "after": "Cấp giấy thử khác"}]
        assert told["1.000004"].successors == ["1.000021"]
        assert told["1.000021"].record["name"] == "Cấp giấy thử"
        assert told["1.000005"].faults[0]["reason"] == "empty"
        assert told[None].number == 6
        assert [one["kind"] for one in staged.findings] == ["rows_rejected"]

    def test_a_file_that_cannot_be_read_is_refused_with_its_place(self, lists):
        staged = lists.compare(lists.stage(raw=b'Ma so,Ten\n"1.000001'))

        assert (staged.state, staged.refusal) == (
            ListState.REFUSED,
            {"refused": "quotes_broken", "row": 2, "column": None, "most": None},
        )
        assert actions(lists)[-1] == "catalogue_compare"

    def test_run_twice_it_leaves_one_report(self, lists):
        staged = lists.ready(OTHER)
        staged.state = ListState.COMPARING
        lists.session.flush()

        lists.compare(staged)

        assert len(rows(lists, staged)) == 1

    def test_who_discarded_meanwhile_has_the_last_word(self, lists):
        staged = lists.stage(OTHER)
        assert begin_comparing(lists.session, staged.id) is not None
        discard(lists.session, staged.number, by=lists.first, at=AT)

        note_progress(lists.session, staged.id, 1, 1)

        assert begin_comparing(lists.session, staged.id) is None
        assert (staged.state, staged.rows_done) == (ListState.DISCARDED, 0)

    def test_a_missing_column_abolishes_nothing(self, lists):
        staged = lists.compare(lists.stage(raw="Mã số,Tiêu đề\n1.000001,x\n".encode(), scope="whole"))

        assert [one["kind"] for one in staged.findings] == ["column_missing"]
        assert staged.counts == {}

    def test_it_can_be_compared_with_what_is_in_force_now(self, lists):
        staged, other = lists.ready(OTHER), lists.ready(facts("1.000001", name="Cấp giấy thử kiểu mới"))
        lists.apply(other)

        compare_again(lists.session, staged.number, by=lists.second, at=AT)
        assert (staged.state, rows(lists, staged)) == (ListState.WAITING, [])
        lists.compare(staged)

        assert rows(lists, staged)[0].fields[0]["before"] == "Cấp giấy thử kiểu mới"


class TestDiscard:
    def test_it_stays_in_the_history_without_its_rows(self, lists):
        staged = lists.ready(OTHER)

        discard(lists.session, staged.number, by=lists.second, at=AT)

        assert (staged.state, staged.decided_by_id) == (ListState.DISCARDED, lists.second.person_id)
        assert lists.session.scalar(select(func.count()).select_from(StagedRow)) == 0
        assert actions(lists)[-1] == "catalogue_discard"

    def test_not_what_was_applied(self, lists):
        staged = lists.applied(OTHER)

        with pytest.raises(ListNotReadyError):
            discard(lists.session, staged.number, by=lists.second, at=AT)

    def test_nor_what_is_not_there(self, lists):
        with pytest.raises(ListUnknownError):
            discard(lists.session, 7, by=lists.second, at=AT)
