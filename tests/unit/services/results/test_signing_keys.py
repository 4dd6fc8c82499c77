import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from services.results.signing.keys import KeyFileSigner, UnsuitableKeyError, suitable
from tests.signing import LEADER


def test_a_curve_signs_with_ecdsa_over_sha256(shared):
    signer = shared.pki.signer(LEADER, "justice")

    signature = signer.sign(b"content")

    signer.certificate.public_key().verify(signature, b"content", ec.ECDSA(SHA256()))


def test_rsa_signs_with_pss_and_a_salt_as_long_as_the_digest(shared):
    key = rsa.generate_private_key(65537, 2048)
    signer = KeyFileSigner(shared.pki.issuing, [], key)

    signature = signer.sign(b"content")

    key.public_key().verify(signature, b"content", padding.PSS(padding.MGF1(SHA256()), 32), SHA256())
    with pytest.raises(InvalidSignature):
        key.public_key().verify(signature, b"content", padding.PKCS1v15(), SHA256())


def test_the_chain_comes_with_the_key(shared):
    assert shared.pki.signer(LEADER, "justice").chain == (shared.pki.issuing,)


def test_a_wrong_passphrase_opens_nothing(shared):
    data = (shared.pki.folder / "signers" / "leader-justice.p12").read_bytes()

    with pytest.raises(ValueError, match=r"[Pp]assword"):
        KeyFileSigner.from_pkcs12(data, b"guess")


@pytest.mark.parametrize(
    "make",
    [
        ed25519.Ed25519PrivateKey.generate,
        lambda: rsa.generate_private_key(65537, 1024),  # noqa: S505 - it is refused
        lambda: ec.generate_private_key(ec.SECP224R1()),
    ],
    ids=["ed25519", "rsa-1024", "p-224"],
)
def test_keys_that_readers_reject_or_that_are_too_small_must_not_sign(make):
    with pytest.raises(UnsuitableKeyError):
        suitable(make())
