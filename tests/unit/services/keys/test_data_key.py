from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.ids import new_id
from services.keys import DataKey, DataKeyDestroyedError, KeyRing, SealBrokenError, envelope

NOON = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)


def stored(session: Session, key: DataKey) -> DataKey:
    """Read the key anew, as another request would."""
    session.add(key)
    session.flush()
    session.expunge_all()
    return session.scalars(select(DataKey).where(DataKey.id == key.id)).one()


class TestSeal:
    def test_it_opens_with_the_same_binding(self, ring):
        key = DataKey.make(ring)

        assert key.unseal(key.seal(b"x", "a", b"1"), "a", b"1") == b"x"

    @pytest.mark.parametrize("bound_to", [(), ("a",), ("a", b"2"), ("b", b"1"), ("a1",), ("a", b"1", b"")])
    def test_it_does_not_open_with_another(self, ring, bound_to):
        key = DataKey.make(ring)

        with pytest.raises(SealBrokenError):
            key.unseal(key.seal(b"x", "a", b"1"), *bound_to)

    def test_another_key_does_not_open_it(self, ring):
        with pytest.raises(SealBrokenError):
            DataKey.make(ring).unseal(DataKey.make(ring).seal(b"x", "a"), "a")

    def test_it_is_bound_to_the_id_of_its_key(self, ring):
        key = DataKey.make(ring)
        sealed = key.seal(b"x", "a")
        key.id = new_id()

        with pytest.raises(SealBrokenError):
            key.unseal(sealed, "a")

    def test_every_changed_bit_is_noticed(self, ring):
        key = DataKey.make(ring)
        sealed = key.seal(b"x", "a")

        for place in range(len(sealed)):
            with pytest.raises(SealBrokenError):
                key.unseal(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], "a")

    def test_every_cut_is_noticed(self, ring):
        key = DataKey.make(ring)
        sealed = key.seal(b"x", "a")

        for length in range(len(sealed)):
            with pytest.raises(SealBrokenError):
                key.unseal(sealed[:length], "a")

    def test_equal_values_do_not_look_equal(self, ring):
        key = DataKey.make(ring)

        assert key.seal(b"x", "a") != key.seal(b"x", "a")

    def test_short_values_have_one_length(self, ring):
        key = DataKey.make(ring)

        lengths = {len(key.seal(value.encode(), "a")) for value in ("", "nam", "nữ", "Nguyễn Thị Minh Khai")}

        assert len(lengths) == 1

    @given(value=st.binary(max_size=100))
    def test_any_bytes_come_back(self, value, tmp_path_factory):
        key = DataKey.make(KeyRing.create(tmp_path_factory.mktemp("keys") / "ring.json"))

        assert key.unseal(key.seal(value, "a"), "a") == value


class TestMac:
    def test_it_depends_on_key_purpose_and_message(self, ring):
        key, other = DataKey.make(ring), DataKey.make(ring)

        macs = {key.mac("a", b"x"), key.mac("b", b"x"), key.mac("a", b"y"), other.mac("a", b"x")}

        assert len(macs) == 4
        assert {len(mac) for mac in macs} == {32}

    def test_it_stays_when_the_wrapping_is_rotated(self, ring):
        key = DataKey.make(ring)
        before = key.mac("a", b"x")
        ring.add_key()

        key.rewrap(ring)

        assert key.mac("a", b"x") == before


class TestRewrap:
    def test_what_it_sealed_still_opens(self, session, ring):
        session.info["keys"] = ring
        key = DataKey.make(ring)
        sealed = key.seal(b"x", "a")
        ring.add_key()
        found = stored(session, key)

        assert found.rewrap(ring)

        found = stored(session, found)
        assert found.key_id == ring.current
        assert found.unseal(sealed, "a") == b"x"

    def test_a_second_time_changes_nothing(self, ring):
        key = DataKey.make(ring)

        assert not key.rewrap(ring)

    def test_a_destroyed_key_is_left_alone(self, ring):
        key = DataKey.make(ring)
        key.destroy(NOON)
        ring.add_key()

        assert not key.rewrap(ring)


class TestDestroy:
    def test_nothing_opens_any_more(self, ring):
        key = DataKey.make(ring)
        sealed = key.seal(b"x", "a")

        key.destroy(NOON)

        with pytest.raises(DataKeyDestroyedError):
            key.unseal(sealed, "a")
        with pytest.raises(DataKeyDestroyedError):
            key.seal(b"y", "a")
        with pytest.raises(DataKeyDestroyedError):
            key.mac("a", b"x")

    def test_the_row_keeps_no_trace_of_it(self, session, keys):
        key = stored(session, DataKey.make(keys))
        sealed = key.seal(b"x", "a")

        key.destroy(NOON)

        found = stored(session, key)
        assert (found.wrapped, found.destroyed_at) == (None, NOON)
        with pytest.raises(DataKeyDestroyedError):
            found.unseal(sealed, "a")

    def test_the_first_time_counts(self, ring):
        key = DataKey.make(ring)
        key.destroy(NOON)

        key.destroy(datetime(2027, 1, 1, tzinfo=UTC))

        assert key.destroyed_at == NOON


class TestStored:
    def test_it_opens_after_its_session_was_closed(self, session, keys):
        key = DataKey.make(keys)
        sealed = key.seal(b"x", "a")
        found = stored(session, key)

        session.expunge_all()

        assert found.unseal(sealed, "a") == b"x"

    def test_a_wrapped_key_moved_to_another_row_does_not_open(self, session, keys):
        key, other = DataKey.make(keys), DataKey.make(keys)
        key.wrapped = other.wrapped

        with pytest.raises(SealBrokenError):
            stored(session, key).seal(b"x", "a")

    def test_a_session_without_a_ring_is_a_mistake_of_the_program(self, session, keys):
        key = DataKey.make(keys)
        del session.info["keys"]

        with pytest.raises(TypeError, match="key ring"):
            stored(session, key).seal(b"x", "a")

    def test_the_database_refuses_a_key_neither_there_nor_destroyed(self, session, keys):
        key = DataKey.make(keys)
        key.wrapped = None
        session.add(key)

        with pytest.raises(IntegrityError, match="ck_data_key_destroyed"):
            session.flush()

    def test_the_row_holds_the_key_wrapped_only(self, keys):
        key = DataKey.make(keys)

        assert len(key.wrapped) == envelope.KEY_BYTES + envelope.OVERHEAD
        assert key._plain not in key.wrapped
