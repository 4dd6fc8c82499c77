"""Who takes part in a dossier, each as they were when it was filed."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.db import Model
from services.dossiers.dossier import Dossier
from services.dossiers.kinds import PartyRole, SubjectKind
from services.keys import HasDataKey, Sealed, SealedJson
from services.people.models import Organisation, Person


class DossierParty(HasDataKey, Model):
    """One party, with a snapshot sealed under the dossier's key: what a person is called later changes no dossier."""

    __tablename__ = "dossier_party"
    __table_args__ = (
        CheckConstraint("num_nonnulls(person_id, organisation_id) <= 1", "person_or_organisation"),
        CheckConstraint("role <> 'applicant' OR num_nonnulls(person_id, organisation_id) = 1", "applicant_is_known"),
        CheckConstraint("(role = 'applicant') = (subject IS NOT NULL)", "subject_of_applicant"),
        Index("ix_dossier_party_person", "person_id", "dossier_id"),
        Index("ix_dossier_party_organisation", "organisation_id", "dossier_id"),
    )

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    role: Mapped[PartyRole]
    subject: Mapped[SubjectKind | None]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    name_sealed: Mapped[bytes | None]
    snapshot_sealed: Mapped[bytes | None]

    name = Sealed("dossier_party.name/1", "name_sealed")
    """Apart from the snapshot, because lists show it."""
    snapshot = SealedJson[dict[str, Any]]("dossier_party.snapshot/1", "snapshot_sealed")

    dossier: Mapped[Dossier] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
