"""Changing how people call things: by the rules of the shipped table, and never for good."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from services.actor import SYSTEM
from services.audit.digests import PUBLIC, digest
from services.audit.models import AuditEvent
from services.catalogue.folding import words
from services.catalogue.kinds import SynonymAct
from services.catalogue.search.language import shipped_language, shipped_pairs
from services.catalogue.search.sayings import Pair, read_pairs
from services.catalogue.synonyms.changing import CHANGE_V1, add_saying, take_out, undo
from services.catalogue.synonyms.errors import (
    ChangeUndoneError,
    ChangeUnknownError,
    MeaningUnknownError,
    SayingAddedHereError,
    SayingKnownError,
    SayingTooLongError,
    SayingUnknownError,
    SayingUnreadableError,
)
from services.catalogue.synonyms.models import SynonymChange
from services.catalogue.synonyms.queries import language_in_force, synonym_changes
from services.catalogue.synonyms.table import as_file, like, lines_with
from tests.factories import FRIDAY

KNOWN = frozenset(words("đăng ký nuôi con nuôi khai sinh"))
SAID, MEANS = "xin con nuôi", ["đăng ký nuôi con nuôi"]
NEW = Pair(SAID, tuple(MEANS))
FIRST = shipped_pairs()[0]


def add(session, said=SAID, means=MEANS):
    return add_saying(session, said, means, known=KNOWN, by=SYSTEM, at=FRIDAY)


def table(session):
    return [line.pair for line in lines_with(synonym_changes(session))]


class TestAdd:
    def test_it_stands_after_the_shipped_ones_and_is_spoken(self, session):
        row = add(session)

        assert (row.number, row.act) == (1, SynonymAct.ADDED)
        assert table(session) == [*shipped_pairs(), NEW]
        assert any(one.spelt == SAID for one in language_in_force(session).sayings)
        assert language_in_force(session) != shipped_language()

    def test_the_log_proves_the_row(self, session):
        row = add(session)

        body = session.scalars(sa.select(AuditEvent.body).order_by(AuditEvent.id.desc())).first()
        assert b'"action":"synonym_change"' in body
        assert b'"reason":"added"' in body
        assert digest(row, CHANGE_V1, PUBLIC).encode() in body

    @pytest.mark.parametrize(
        ("said", "means", "error"),
        [
            ("", MEANS, SayingUnreadableError),
            ("!!!", MEANS, SayingUnreadableError),
            ("=1+1", MEANS, SayingUnreadableError),
            ("# con nuôi", MEANS, SayingUnreadableError),
            ("a\tb", MEANS, SayingUnreadableError),
            ("a | b", MEANS, SayingUnreadableError),
            (SAID, [], SayingUnreadableError),
            (SAID, ["…"], SayingUnreadableError),
            ("a" * 101, MEANS, SayingTooLongError),
            (SAID, ["khai sinh " * 31], SayingTooLongError),
            (SAID, ["nuôi cá"], MeaningUnknownError),
            (FIRST.said, ["khai sinh", "con nuôi"], None),
        ],
    )
    def test_what_the_loader_would_refuse_is_refused(self, session, said, means, error):
        if error is None:
            assert add(session, said, means).number == 1
            return
        with pytest.raises(error):
            add(session, said, means)
        assert synonym_changes(session) == []

    def test_what_the_table_has_is_not_added_again(self, session):
        add(session)

        with pytest.raises(SayingKnownError):
            add(session)
        with pytest.raises(SayingKnownError):
            add_saying(session, FIRST.said, FIRST.means, known=set(words(FIRST.line)), by=SYSTEM, at=FRIDAY)

    def test_what_was_taken_out_comes_back_by_undoing_alone(self, session):
        take_out(session, FIRST.key, by=SYSTEM, at=FRIDAY)

        with pytest.raises(SayingKnownError):
            add_saying(session, FIRST.said, FIRST.means, known=set(words(FIRST.line)), by=SYSTEM, at=FRIDAY)


class TestTakeOut:
    def test_a_shipped_line_goes_and_nothing_else(self, session):
        take_out(session, FIRST.key, by=SYSTEM, at=FRIDAY)

        assert table(session) == list(shipped_pairs()[1:])
        assert len(language_in_force(session).sayings) < len(shipped_language().sayings)

    def test_one_that_was_added_is_undone_instead(self, session):
        add(session)

        with pytest.raises(SayingAddedHereError):
            take_out(session, NEW.key, by=SYSTEM, at=FRIDAY)

    @pytest.mark.parametrize("key", ["0" * 12, FIRST.key])
    def test_what_is_not_there_is_not_found(self, session, key):
        take_out(session, FIRST.key, by=SYSTEM, at=FRIDAY)

        with pytest.raises(SayingUnknownError):
            take_out(session, key, by=SYSTEM, at=FRIDAY)


class TestUndo:
    def test_both_ways_lead_back_to_the_shipped_table(self, session):
        add(session)
        take_out(session, FIRST.key, by=SYSTEM, at=FRIDAY)

        for number in (1, 2):
            undo(session, number, by=SYSTEM, at=FRIDAY + timedelta(hours=1))

        assert table(session) == list(shipped_pairs())
        assert language_in_force(session) is shipped_language()
        assert [one.undone_at is None for one in synonym_changes(session)] == [False, False]

    def test_what_was_undone_can_be_entered_again_under_a_new_number(self, session):
        add(session)
        undo(session, 1, by=SYSTEM, at=FRIDAY)

        assert add(session).number == 2

    def test_twice_or_nothing_is_refused(self, session):
        add(session)
        undo(session, 1, by=SYSTEM, at=FRIDAY)

        with pytest.raises(ChangeUndoneError):
            undo(session, 1, by=SYSTEM, at=FRIDAY)
        with pytest.raises(ChangeUnknownError):
            undo(session, 7, by=SYSTEM, at=FRIDAY)


class TestTable:
    def test_its_file_reads_as_the_table(self, session):
        add(session)
        lines = lines_with(synonym_changes(session))

        assert list(read_pairs(as_file(lines).splitlines(), file="x")) == [line.pair for line in lines]

    def test_it_is_searched_without_marks(self):
        lines = lines_with(())

        assert [one.pair for one in like(lines, "bia do")] == [one.pair for one in like(lines, "bìa đỏ")] != []
        assert like(lines, " ") == lines
        assert like(lines, "zzzz") == []


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("number", {"number": 0}),
        ("undone_after_it_was_entered", {"undone_at": FRIDAY - timedelta(days=1)}),
        ("says_and_means_something", {"said": " "}),
        ("says_and_means_something", {"means": ""}),
        ("fits_a_line", {"said": "a\tb"}),
        ("fits_a_line", {"means": "a\nb"}),
    ],
)
def test_the_database_keeps_the_rules_too(session, rule, wrong):
    row = {"number": 1, "act": SynonymAct.ADDED, "said": "a", "means": "b", "entered_at": FRIDAY}

    with pytest.raises(IntegrityError, match=f"ck_synonym_change_{rule}"):
        session.execute(sa.insert(SynonymChange).values(id=sa.func.gen_random_uuid(), **row | wrong))


def test_nor_do_two_lines_that_say_the_same_stand_at_once(session):
    add(session)
    row = {"number": 2, "act": SynonymAct.ADDED, "said": SAID, "means": MEANS[0], "entered_at": FRIDAY}

    with pytest.raises(IntegrityError, match="ux_synonym_change_standing"):
        session.execute(sa.insert(SynonymChange).values(id=sa.func.gen_random_uuid(), **row))
