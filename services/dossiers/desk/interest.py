"""Nobody acts in office on a matter of their own: a conflict of interest (Law 36/2018/QH14, art. 23)."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.actor import Actor, Role
from services.dossiers.act_errors import OwnMatterError
from services.dossiers.models import DossierParty


def refuse_own_matter(session: Session, dossier_id: UUID, by: Actor) -> None:
    """Let an officer act only where they are no party. Citizens act on their own dossiers, and the program on all.

    Raises:
        OwnMatterError: this person is a party of the dossier, in whatever role.
    """
    if by.person_id is None or by.role is Role.CITIZEN:
        return
    own = exists().where(DossierParty.dossier_id == dossier_id, DossierParty.person_id == by.person_id)
    if session.scalar(select(own)):
        raise OwnMatterError
