import json
import unicodedata

import pytest

from services.keys import (
    KeyRing,
    KeyRingExistsError,
    KeyRingMissingError,
    KeyRingUnreadableError,
    SealBrokenError,
    WrappedKey,
    WrappingKeyUnknownError,
)

KEY = bytes(range(32))


class TestCreate:
    def test_nobody_else_may_look(self, ring):
        assert ring.path.parent.stat().st_mode & 0o777 == 0o700
        assert ring.path.stat().st_mode & 0o777 == 0o600

    def test_a_ring_is_never_written_over(self, ring):
        before = ring.path.read_bytes()

        with pytest.raises(KeyRingExistsError):
            KeyRing.create(ring.path)

        assert ring.path.read_bytes() == before

    def test_only_the_ring_is_left_in_its_folder(self, ring):
        assert list(ring.path.parent.iterdir()) == [ring.path]

    def test_two_rings_share_nothing(self, ring, tmp_path):
        other = KeyRing.create(tmp_path / "other.json")

        assert ring.derive("a") != other.derive("a")
        assert ring.blind_index("cccd", "004190999901") != other.blind_index("cccd", "004190999901")


class TestOpen:
    def test_a_missing_file_is_named(self, tmp_path):
        with pytest.raises(KeyRingMissingError, match=r"ring\.json: no such file"):
            KeyRing.open(tmp_path / "ring.json")

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
    def test_a_file_open_to_others_is_refused(self, ring, mode):
        ring.path.chmod(mode)

        with pytest.raises(KeyRingUnreadableError, match="chmod 600"):
            KeyRing.open(ring.path)

    def test_a_folder_is_no_ring(self, tmp_path):
        with pytest.raises(KeyRingUnreadableError):
            KeyRing.open(tmp_path)

    @pytest.mark.parametrize(
        "damage",
        [
            {"format": 2},
            {"root": "c2hvcnQ="},
            {"root": "no base64, but secret"},
            {"keys": {"a": 5}},
            {"keys": []},
            {"current": "not there"},
        ],
    )
    def test_damage_is_refused_without_quoting_it(self, ring, damage):
        held = json.loads(ring.path.read_text())
        ring.path.write_text(json.dumps(held | damage))

        with pytest.raises(KeyRingUnreadableError) as refused:
            KeyRing.open(ring.path)

        assert held["root"] not in str(refused.value)
        assert "secret" not in str(refused.value)
        assert refused.value.__suppress_context__ or refused.value.__context__ is None

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"null"])
    def test_something_else_is_refused(self, ring, content):
        ring.path.write_bytes(content)

        with pytest.raises(KeyRingUnreadableError):
            KeyRing.open(ring.path)

    def test_it_never_shows_its_secrets(self, ring):
        held = json.loads(ring.path.read_text())

        assert held["root"] not in repr(ring)
        assert held["keys"][ring.current] not in repr(ring)


class TestWrap:
    def test_it_opens_in_its_context(self, ring):
        assert KeyRing.open(ring.path).unwrap(ring.wrap(KEY, "a"), "a") == KEY

    def test_it_does_not_open_in_another(self, ring):
        with pytest.raises(SealBrokenError):
            ring.unwrap(ring.wrap(KEY, "a"), "b")

    def test_it_does_not_open_under_another_name(self, ring):
        wrapped = ring.wrap(KEY, "a")
        other = ring.add_key()

        with pytest.raises(SealBrokenError):
            ring.unwrap(WrappedKey(other, wrapped.sealed), "a")

    def test_another_ring_says_that_it_is_the_wrong_one(self, ring, tmp_path):
        other = KeyRing.create(tmp_path / "other.json")

        with pytest.raises(WrappingKeyUnknownError):
            other.unwrap(ring.wrap(KEY, "a"), "a")


class TestAddKey:
    def test_what_was_wrapped_before_still_opens(self, ring):
        wrapped = ring.wrap(KEY, "a")

        ring.add_key()

        assert ring.unwrap(wrapped, "a") == KEY
        assert KeyRing.open(ring.path).unwrap(wrapped, "a") == KEY

    def test_the_new_key_is_current(self, ring):
        before = ring.current

        added = ring.add_key()

        assert added == ring.current == ring.wrap(KEY, "a").key_id
        assert added != before

    def test_derived_keys_and_indexes_stay(self, ring):
        before = ring.derive("cookie"), ring.blind_index("cccd", "1")

        ring.add_key()

        assert (ring.derive("cookie"), ring.blind_index("cccd", "1")) == before

    def test_a_process_that_started_earlier_finds_the_new_key(self, ring):
        started_earlier = KeyRing.open(ring.path)

        ring.add_key()

        assert started_earlier.unwrap(ring.wrap(KEY, "a"), "a") == KEY

    def test_a_process_that_started_earlier_drops_no_key_when_it_adds_one(self, ring):
        started_earlier = KeyRing.open(ring.path)
        ring.add_key()
        wrapped = ring.wrap(KEY, "a")

        started_earlier.add_key()

        assert KeyRing.open(ring.path).unwrap(wrapped, "a") == KEY

    def test_one_that_was_cut_off_is_named_and_the_ring_still_works(self, ring):
        (ring.path.parent / "ring.json.new").touch()

        with pytest.raises(KeyRingExistsError, match=r"ring\.json\.new"):
            ring.add_key()

        assert KeyRing.open(ring.path).current == ring.current

    def test_the_file_stays_private(self, ring):
        ring.add_key()

        assert ring.path.stat().st_mode & 0o777 == 0o600


class TestBlindIndex:
    def test_it_is_32_bytes_and_not_the_value(self, ring):
        index = ring.blind_index("passport", "B1234567")

        assert len(index) == 32
        assert b"B1234567" not in index

    def test_composed_and_decomposed_text_meet(self, ring):
        name = "Nông Thị Ước"

        assert unicodedata.normalize("NFD", name) != name
        assert ring.blind_index("name", name) == ring.blind_index("name", unicodedata.normalize("NFD", name))

    def test_kinds_do_not_meet(self, ring):
        assert ring.blind_index("cccd", "1") != ring.blind_index("passport", "1")

    def test_kind_and_value_do_not_flow_together(self, ring):
        assert ring.blind_index("a", "bc") != ring.blind_index("ab", "c")


def test_purposes_give_different_keys(ring):
    assert ring.derive("a") != ring.derive("b")
    assert len(ring.derive("a")) == 32
