"""What is known already: the applicant's identity, the organisation's, the account's; and what of it is locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.dossiers.forms.communes import communes
from services.dossiers.forms.definitions import Answers, Field, FieldKind, FormDefinition, SourceKind, SubjectOf
from services.people.models import Organisation, Person, Source


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What a form can be filled in with, by source and part. `organisation` is empty for a person. Personal data."""

    identity: Mapping[str, Any]
    account: Mapping[str, Any]
    organisation: Mapping[str, Any]
    proven: bool
    """Whether the identity comes from where it is kept, and not from what somebody once said at a counter."""

    @property
    def subject(self) -> SubjectOf:
        """Whom the form is for."""
        return SubjectOf.ORGANISATION if self.organisation else SubjectOf.PERSON

    def said_by(self, source: SourceKind) -> Mapping[str, Any]:
        """Return the parts that a source has."""
        found = {
            SourceKind.IDENTITY: self.identity,
            SourceKind.ACCOUNT: self.account,
            SourceKind.ORGANISATION: self.organisation,
        }
        return found.get(source, {})


def known_of(person: Person, number: str | None, organisation: Organisation | None) -> Known:
    """Return what is known about who fills in a form.

    Args:
        person: who is signed in.
        number: their twelve digits.
        organisation: the one they act for.
    """
    residence = _given({"commune": _of_ours(person.residence_commune), "detail": person.residence})
    identity = {
        "name": person.name,
        "id_number": number,
        "birth": person.birth,
        "sex": person.sex,
        "residence": residence,
    }
    account = {"phone": person.phone, "email": person.email} | residence
    of = {}
    if organisation is not None:
        of = {
            "name": organisation.name,
            "tax_code": organisation.tax_code,
            "address": organisation.address,
            "representative_title": organisation.representative_title,
        }
        account |= {"phone": organisation.phone or person.phone, "email": organisation.email or person.email}
    return Known(_given(identity), _given(account), _given(of), person.source is not Source.COUNTER)


def prefilled(form: FormDefinition, known: Known) -> dict[str, Any]:
    """Return the answers a new draft begins with: what is known, and what is usual."""
    found: dict[str, Any] = {}
    for field in form.fields():
        if not field.is_asked(found, known.subject):
            continue
        value = _known_answer(field, known.said_by(field.source)) if field.source else None
        if value is None:
            value = _usual(field)
        if value is not None:
            found[field.code] = value
    return found


def locked(form: FormDefinition, known: Known, answers: Answers) -> dict[str, Any]:
    """Return what cannot be typed over, by field and part.

    Args:
        form: the form.
        known: what is known about who fills it in.
        answers: what was answered so far: who the mother is depends on who files.
    """
    found: dict[str, Any] = {}
    for field in form.fields():
        if field.source is None or not field.source.locks or not field.is_asked(answers, known.subject):
            continue
        if not all(condition.holds(answers) for condition in field.source_when):
            continue
        value = _known_answer(field, _locking(field.source, known, {**answers, **found}))
        if value:
            found[field.code] = value
    return found


def _locking(source: SourceKind, known: Known, answers: Answers) -> Mapping[str, Any]:
    if source is SourceKind.APPLICANT:
        applicant: Mapping[str, Any] = answers.get("applicant") or {}
        return applicant
    return known.said_by(source) if known.proven or source is not SourceKind.IDENTITY else {}


def _known_answer(field: Field, said: Mapping[str, Any]) -> Any:
    if not field.has_parts:
        return said.get(field.code)
    return {part.code: said[part.code] for part in field.parts if part.code in said} or None


def _usual(field: Field) -> Any:
    if field.has_parts and field.required:
        return {part.code: value for part in field.parts if (value := _usual(part)) is not None} or None
    if field.default is None:
        return None
    return int(field.default) if field.kind is FieldKind.NUMBER else field.default


def _of_ours(commune: str | None) -> str | None:
    """A commune of another province has no code here."""
    return commune if commune in communes() else None


def _given(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value}
