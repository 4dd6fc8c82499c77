from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select, text

from services.ids import new_id
from services.keys import DataKey, DataKeyDestroyedError, KeyRing, SealBrokenError, Sealed, SealedJson
from services.people.persons import Person, Source

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
NAME = "Nông Thị Ước"


class Paper:
    """The least that a descriptor needs of a row."""

    name = Sealed("paper.name/1", "name_sealed")
    title = Sealed("paper.title/1", "title_sealed")
    answers = SealedJson[dict[str, Any]]("paper.answers/1", "answers_sealed")

    def __init__(self, data_key: DataKey | None) -> None:
        self.id: UUID = new_id()
        self.data_key = data_key
        self.name_sealed: bytes | None = None
        self.title_sealed: bytes | None = None
        self.answers_sealed: bytes | None = None


@pytest.fixture
def paper(ring: KeyRing) -> Paper:
    return Paper(DataKey.make(ring))


def person(keys: KeyRing, **values: Any) -> Person:
    return Person(**values, source=Source.COUNTER, created_at=NOON, changed_at=NOON, data_key=DataKey.make(keys))


class TestText:
    def test_the_column_tells_nothing(self, paper):
        paper.name = NAME

        assert paper.name == NAME
        assert NAME.encode() not in paper.name_sealed

    def test_nothing_stays_nothing(self, paper):
        assert paper.name is None

        paper.name = NAME
        paper.name = None

        assert paper.name_sealed is None

    def test_empty_text_is_not_nothing(self, paper):
        paper.name = ""

        assert paper.name == ""
        assert paper.name_sealed

    def test_it_is_kept_as_given_not_composed(self, paper):
        paper.name = "e\u0301"

        assert paper.name == "e\u0301"

    def test_a_row_without_a_key_is_a_mistake_of_the_program(self):
        with pytest.raises(TypeError, match=r"Paper\.name is sealed: set data_key"):
            Paper(None).name = NAME


class TestMoved:
    def test_to_another_column(self, paper):
        paper.name = NAME
        paper.title_sealed = paper.name_sealed

        with pytest.raises(SealBrokenError):
            _ = paper.title

    def test_to_another_row_under_the_same_key(self, paper):
        paper.name = NAME
        other = Paper(paper.data_key)
        other.name_sealed = paper.name_sealed

        with pytest.raises(SealBrokenError):
            _ = other.name

    def test_under_another_key(self, paper, ring):
        paper.name = NAME
        paper.data_key = DataKey.make(ring)

        with pytest.raises(SealBrokenError):
            _ = paper.name

    def test_not_moved_it_opens(self, paper):
        paper.name = NAME
        other = Paper(paper.data_key)
        other.id, other.name_sealed = paper.id, paper.name_sealed

        assert other.name == NAME


class TestJson:
    def test_it_comes_back_as_it_went(self, paper):
        answers = {"cha": {"họ tên": NAME, "năm": 1948}, "giấy": [True, None, 1.5]}

        paper.answers = answers

        assert paper.answers == answers
        assert b"1948" not in paper.answers_sealed

    def test_a_change_in_place_is_not_kept(self, paper):
        paper.answers = {"a": 1}

        paper.answers["a"] = 2

        assert paper.answers == {"a": 1}

    @given(value=st.dictionaries(st.text(max_size=5), st.text(max_size=40) | st.integers() | st.booleans(), max_size=4))
    def test_any_answers_come_back(self, value, tmp_path_factory):
        paper = Paper(DataKey.make(KeyRing.create(tmp_path_factory.mktemp("keys") / "ring.json")))

        paper.answers = value

        assert paper.answers == value


class TestModel:
    def test_the_order_of_the_keywords_does_not_matter(self, ring):
        assert person(ring, name=NAME).name == NAME

    def test_the_key_is_saved_with_its_row_and_opens_it_later(self, session, keys):
        session.add(person(keys, name=NAME))
        session.flush()
        session.expunge_all()

        found = session.scalars(select(Person)).one()

        assert found.name == NAME

    def test_the_database_holds_no_plain_value(self, session, keys):
        session.add(person(keys, name=NAME, phone="0912345678"))
        session.flush()

        row = session.execute(text("SELECT person::text, data_key::text FROM person, data_key")).one()

        for value in (NAME, "0912345678"):
            assert value not in str(row)
            assert value.encode().hex() not in str(row)

    def test_a_destroyed_key_purges_the_row(self, session, keys):
        someone = person(keys, name=NAME)
        session.add(someone)
        session.flush()

        someone.data_key.destroy(NOON)

        session.flush()
        session.expunge_all()
        with pytest.raises(DataKeyDestroyedError):
            _ = session.scalars(select(Person)).one().name

    def test_a_page_of_rows_costs_one_statement_and_one_unwrapping_each(self, session, keys):
        class Counting(KeyRing):
            unwrapped = 0

            def unwrap(self, *args):
                type(self).unwrapped += 1
                return super().unwrap(*args)

        session.add_all(person(keys, name=NAME, phone="0912345678", email="a@b.vn") for _ in range(50))
        session.flush()
        session.expunge_all()
        session.info["keys"] = Counting(keys.path)
        statements: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *args: statements.append(args[2]))

        people = session.scalars(select(Person)).all()
        seen = [(one.name, one.phone, one.email, one.name) for one in people]
        macs = {one.data_key.mac("a", b"x") for one in people}

        assert seen == [(NAME, "0912345678", "a@b.vn", NAME)] * 50
        assert len(macs) == 50
        assert len(statements) == 1
        assert Counting.unwrapped == 50
