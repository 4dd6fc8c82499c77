"""The trust store is asked at most every few minutes, keeps what it knew, and reads the folder of others."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.office import NoKeys
from gateway.trust import REFRESHED_EVERY, TRIED_AGAIN_AFTER, LiveTrust
from services.results.register import Enrolled
from services.results.signing.fetching import Fetcher
from tests.signing import SYSTEM, world


class Seconds:
    """Seconds that the test lets pass."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class Keys(NoKeys):
    """The keys of a small world."""

    def __init__(self, pki) -> None:
        self.anchors, self.intermediates = (pki.root,), (pki.issuing,)
        self._certificate = pki.signer(SYSTEM, "system").certificate

    def enrolled(self):
        return (Enrolled(SYSTEM, "system", self._certificate),)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with world(tmp_path_factory.mktemp("trust")) as found:
        yield found


@pytest.fixture
def seconds():
    return Seconds()


class Line(Fetcher):
    """A way out that can be cut."""

    cut = False

    def get(self, url, **limits):
        """Fetch, or find nobody."""
        return super().get("http://127.0.0.1:9/" if Line.cut else url, **limits)


@pytest.fixture
def line():
    """The way out, whole again afterwards."""
    yield Line
    Line.cut = False


def instants(store):
    return {x509.load_der_x509_crl(one).last_update_utc for one in store.crls}


def test_it_holds_the_authorities_and_the_lists_that_certificates_name(shared, seconds):
    store = LiveTrust(Keys(shared.pki), clock=seconds).current()

    assert store.anchors == (shared.pki.root.public_bytes(Encoding.DER),)
    assert store.intermediates == (shared.pki.issuing.public_bytes(Encoding.DER),)
    assert {x509.load_der_x509_crl(one).issuer for one in store.crls} == {
        shared.pki.root.subject,
        shared.pki.issuing.subject,
    }


def test_lists_are_fetched_again_after_some_minutes_and_not_before(shared, seconds):
    trust = LiveTrust(Keys(shared.pki), clock=seconds)
    first = trust.current()
    shared.clock.now += timedelta(minutes=10)

    seconds.at += REFRESHED_EVERY - 1
    assert trust.current() is first
    seconds.at += 1

    assert max(instants(trust.current())) > max(instants(first))


def test_while_nobody_answers_the_last_lists_stay_and_it_is_tried_again_soon(shared, seconds, line):
    trust = LiveTrust(Keys(shared.pki), clock=seconds, fetcher=line)
    first = trust.current()
    line.cut = True
    seconds.at += REFRESHED_EVERY

    assert instants(trust.current()) == instants(first)
    line.cut = False
    shared.clock.now += timedelta(minutes=10)
    seconds.at += TRIED_AGAIN_AFTER

    assert max(instants(trust.current())) > max(instants(first))


def test_without_any_list_there_is_none(shared, seconds, line):
    line.cut = True

    assert LiveTrust(Keys(shared.pki), clock=seconds, fetcher=line).current().crls == ()


def test_the_folder_of_others_is_read_anew_and_a_broken_one_changes_nothing(shared, seconds, tmp_path):
    trust = LiveTrust(NoKeys(), tmp_path, clock=seconds)
    assert trust.current().anchors == ()
    (tmp_path / "root.pem").write_bytes(shared.pki.root.public_bytes(Encoding.PEM))
    (tmp_path / "issuing.crl").write_bytes(shared.lists(shared.clock.now)[1])
    seconds.at += REFRESHED_EVERY
    assert (len(trust.current().anchors), len(trust.current().crls)) == (1, 1)
    (tmp_path / "broken.pem").write_bytes(b"none")
    seconds.at += REFRESHED_EVERY

    assert len(trust.current().anchors) == 1
