"""What a draft begins with: the answers of the dossier, put into the places of the document."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.actor import Actor
from services.catalogue.models import Procedure, ProcedureVersion
from services.catalogue.source.province import province
from services.dossiers.errors import DossierNotFoundError
from services.dossiers.forms.communes import communes
from services.dossiers.forms.definitions import Field, FormDefinition
from services.dossiers.forms.library import definition
from services.dossiers.kinds import PartyRole
from services.dossiers.models import Dossier, DossierParty
from services.dossiers.visibility import visible_dossiers
from services.results.content import Content, rooms
from services.results.kinds import Amendment, Outcome
from services.results.models import Result
from services.results.products import Product, products

Answers = Mapping[str, Any]


def suggested(session: Session, dossier_id: UUID, outcome: Outcome, *, by: Actor) -> tuple[Product, Content]:
    """Return what a decision on a dossier is drawn from, and what is known for its content already.

    Raises:
        DossierNotFoundError: there is none, or it is not for this actor.
    """
    dossier = session.scalar(select(Dossier).where(Dossier.id == dossier_id, visible_dossiers(by)))
    if dossier is None:
        raise DossierNotFoundError
    version, code = session.execute(
        select(ProcedureVersion, Procedure.code)
        .join(Procedure)
        .where(ProcedureVersion.id == dossier.procedure_version_id)
    ).one()
    product = products().product(code, outcome)
    answers = dossier.answers or {}
    if product.template.startswith("birth-certificate/"):
        return product, birth(answers, definition(dossier.form))
    title = product.name or next((one["name"] for one in version.results), version.name)
    about = holder(answers, _applicant(session, dossier.id))
    room = rooms(product.template)  # a refusal names its addressee without a number
    return product, {"title": title, "holder": {part: text for part, text in about.items() if f"holder.{part}" in room}}


def suggested_amendment(session: Session, amended: Result, amendment: Amendment) -> tuple[Product, Content]:
    """Return what an amendment is drawn from, and what it begins with: the whole content, or whom it is about.

    Args:
        session: the caller's.
        amended: an issued result that the caller has found visible.
        amendment: how it is put right.
    """
    product, content = products().amending(amendment, amended.template), amended.content or {}
    if amendment is Amendment.REPLACEMENT:
        return product, content
    dossier = session.get_one(Dossier, amended.dossier_id)
    about = holder(dossier.answers or {}, _applicant(session, dossier.id)) | content.get("holder", {})
    return product, {"holder": {part: about.get(part) for part in ("name", "address")}}


def birth(answers: Answers, form: FormDefinition) -> Content:
    """Return what a birth certificate says, from the form of birth registration."""
    fields = {field.code: field for field in form.fields()}

    def said(code: str) -> str | None:
        return label(fields.get(code), answers.get(code))

    place = [said("birth_facility"), address(answers.get("birth_place"))]
    applicant = answers.get("applicant") or {}
    found = {
        "child": {
            "name": answers.get("child_name"),
            "birth": answers.get("child_birth"),
            "sex": answers.get("child_sex"),
            "ethnicity": said("child_ethnicity"),
            "nationality": said("child_nationality"),
            "birth_place": ", ".join(one for one in place if one),
            "origin": address(answers.get("child_origin")),
        },
        "mother": _parent(fields.get("mother"), answers.get("mother")),
        "father": _parent(fields.get("father"), answers.get("father")),
        "declarant": {"name": applicant.get("name"), "id_number": applicant.get("id_number")},
    }
    return {group: parts for group, parts in found.items() if any(parts.values())}


def holder(answers: Answers, name: str | None) -> dict[str, str | None]:
    """Return whom a decision is about: the organisation, else the person."""
    if organisation := answers.get("organisation"):
        return {
            "name": organisation.get("name") or name,
            "number": organisation.get("tax_code"),
            "address": organisation.get("address"),
        }
    person = answers.get("principal") or answers.get("applicant") or {}
    return {
        "name": person.get("name") or name,
        "number": person.get("id_number"),
        "address": address(person.get("residence")),
    }


def label(field: Field | None, value: Any) -> str | None:
    """Return an answer as people read it: the label of a choice, else the text itself."""
    if value is None or field is None:
        return None if value is None else str(value)
    return next((one.label.vi for one in field.options if one.value == value), str(value))


def address(parts: Mapping[str, str] | None) -> str:
    """Return an address on one line, with the commune and the province where it lies in ours.

    Identity providers often write the commune into the text as well; it is not said twice.
    """
    if not parts:
        return ""
    commune = communes().get(parts.get("commune", ""))
    line = [parts.get("detail")]
    if commune:
        named = commune[0].lower() + commune[1:]  # the list writes its types in capitals
        said = (line[0] or "").lower().endswith(named.lower())
        line += [province().full_name] if said else [named, province().full_name]
    return ", ".join(one for one in line if one)


def _parent(field: Field | None, parts: Mapping[str, Any] | None) -> dict[str, str | None]:
    if not parts or field is None:
        return {}
    of = {part.code: part for part in field.parts}
    return {
        "name": parts.get("name"),
        "birth": parts.get("birth"),
        "ethnicity": label(of.get("ethnicity"), parts.get("ethnicity")),
        "nationality": label(of.get("nationality"), parts.get("nationality")),
        "residence": address(parts.get("residence")),
    }


def _applicant(session: Session, dossier_id: UUID) -> str | None:
    party = session.scalar(
        select(DossierParty).where(DossierParty.dossier_id == dossier_id, DossierParty.role == PartyRole.APPLICANT)
    )
    return party.name if party else None
