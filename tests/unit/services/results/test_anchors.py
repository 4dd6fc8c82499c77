import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from services.results.verdict.anchors import UnreadableAnchorError, merged, read_anchors
from services.results.verdict.facts import TrustStore
from tests.signing import START, der


@pytest.fixture
def folder(shared, tmp_path):
    pki = shared.pki
    both = pki.issuing.public_bytes(Encoding.PEM) + pki.root.public_bytes(Encoding.PEM)
    (tmp_path / "chain.pem").write_bytes(both)
    (tmp_path / "tsa.cer").write_bytes(der(pki.authority("tsa").certificate))
    (tmp_path / "today.crl").write_bytes(shared.lists(START)[1])
    (tmp_path / "README").write_text("whose these are")
    return tmp_path


def test_roots_are_told_from_authorities_and_lists_are_taken(folder, shared):
    found = read_anchors(folder)

    assert found.anchors == (der(shared.pki.root),)
    assert set(found.intermediates) == {der(shared.pki.issuing), der(shared.pki.authority("tsa").certificate)}
    assert found.crls == (shared.lists(START)[1],) or len(found.crls) == 1


@pytest.mark.parametrize("name", ["a.pem", "a.cer", "a.crl"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    (tmp_path / name).write_bytes(b"nothing of the kind")

    with pytest.raises(UnreadableAnchorError, match=name):
        read_anchors(tmp_path)


def test_stores_add_up(folder):
    one = read_anchors(folder)

    assert merged(one, TrustStore(anchors=(b"x",))).anchors == (*one.anchors, b"x")
