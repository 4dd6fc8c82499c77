"""Whether a procedure may be filed here today, for who files and who receives."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.catalogue.models import ProcedureVersion
from services.catalogue.opening import Opening, opening
from services.catalogue.queries import local_rule, record_of, version_in_force
from services.catalogue.records import ProcedureRecord
from services.catalogue.source.bundle import shipped_directory


@dataclass(frozen=True, slots=True)
class Fileable:
    """The version that a new dossier is bound to, its record, and whether it may be filed here."""

    version: ProcedureVersion
    record: ProcedureRecord
    opening: Opening


def fileable(session: Session, code: str, *, on: date) -> Fileable:
    """Return what filing needs to know of a procedure, with two statements.

    Args:
        session: the caller's.
        code: the procedure's code.
        on: the province's day; versions and the local overlay are dated.

    Raises:
        ProcedureUnknownError: there is none of this code for citizens.
    """
    version = version_in_force(session, code, on=on)
    record = record_of(version, code)
    rule = local_rule(session, version.procedure_id, on)
    verdict = opening(record, directory=shipped_directory(), route=rule.route, opened_here=rule.opened)
    return Fileable(version, record, verdict)
