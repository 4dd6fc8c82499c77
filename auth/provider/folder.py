"""What the provider keeps on disk: people, clients, its signing key, its secret, the demonstration's passcode."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from joserfc.jwk import ECKey, KeySet

from auth.provider.claims import subject_of
from auth.provider.clients import Client, Clients
from auth.provider.people import People, Person, can_sign_in, from_cast

PEOPLE = "people.json"
CLIENTS = "clients.json"
SIGNING_KEY = "signing-key.json"
SECRET = "secret"  # noqa: S105 - the name of a file
PASSCODE = "passcode"
PASSCODE_DIGITS = 6


class NotPreparedError(Exception):
    """The folder lacks a file; `prepare` makes it."""


def prepare(folder: Path, *, people: Iterable[Mapping[str, Any]], client: Mapping[str, Any]) -> str:
    """Make the provider's folder, or bring its people and its client up to date. Keys and passcode stay.

    Args:
        folder: readable by its owner alone afterwards.
        people: entries of the demonstration's cast (see `people.from_cast`); those without an account are left out.
        client: the gateway's registration: `client_id`, `client_name`, `redirect_uris`,
            `post_logout_redirect_uris`, `no_account_uri` if there is one, `jwks` with public keys.

    Returns:
        The passcode with which every person of the demonstration signs in.

    Raises:
        UnusablePersonError: a person whom no provider could vouch for.
        UnusableClientError: a registration that would be unsafe to serve.
    """
    accounts = [from_cast(entry) for entry in people if can_sign_in(entry)]
    Client(client)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    write(folder / PEOPLE, as_json([person.as_record() for person in accounts]))
    write(folder / CLIENTS, as_json([dict(client)]))
    write_once(folder / SIGNING_KEY, new_signing_key)
    write_once(folder / SECRET, lambda: secrets.token_hex(32))
    write_once(folder / PASSCODE, new_passcode)
    return read(folder / PASSCODE)


def subject_in(folder: Path, *, client_id: str, number: str) -> str:
    """Return the `sub` under which a client will meet a person, without asking the running provider.

    Raises:
        NotPreparedError: the folder has no secret yet.
    """
    return subject_of(bytes.fromhex(read(folder / SECRET)), client_id=client_id, number=number)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything in the folder, read once."""

    people: People
    clients: Clients
    signing_key: ECKey
    secret: bytes
    passcode: str

    @property
    def public_keys(self) -> KeySet:
        """The key with which anyone checks the provider's word."""
        return KeySet([ECKey.import_key(self.signing_key.as_dict(private=False))])

    @classmethod
    def read_from(cls, folder: Path) -> Self:
        """Read the folder.

        Raises:
            NotPreparedError: a file is missing.
        """
        return cls(
            people=People([Person.from_record(record) for record in json.loads(read(folder / PEOPLE))]),
            clients=Clients([Client(registration) for registration in json.loads(read(folder / CLIENTS))]),
            signing_key=ECKey.import_key(json.loads(read(folder / SIGNING_KEY))),
            secret=bytes.fromhex(read(folder / SECRET)),
            passcode=read(folder / PASSCODE),
        )


def new_signing_key() -> str:
    """Make a P-256 key whose identifier is its own thumbprint (RFC 7638)."""
    key = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, auto_kid=True)
    return as_json(key.as_dict(private=True))


def new_passcode() -> str:
    """Draw a passcode as long as the one of the application it imitates."""
    return f"{secrets.randbelow(10**PASSCODE_DIGITS):0{PASSCODE_DIGITS}d}"


def as_json(value: Any) -> str:
    """Write a value so that a person can read it."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def read(path: Path) -> str:
    """Read a file of the folder.

    Raises:
        NotPreparedError: it is not there.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotPreparedError(str(path)) from error


def write_once(path: Path, make: Any) -> None:
    """Write a file unless it is there: a new key or secret would change every subject and void every token."""
    if not path.exists():
        write(path, make())


def write(path: Path, text: str) -> None:
    """Replace a file in one step: a start that is cut short leaves the old one whole."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
