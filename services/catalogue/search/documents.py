"""What of a procedure is indexed."""

from services.catalogue.kinds import Applicant
from services.catalogue.records import ProcedureRecord
from services.catalogue.search.finder import Document

PEOPLE = frozenset({Applicant.CITIZEN, Applicant.OVERSEAS_VIETNAMESE, Applicant.FOREIGNER})


def document_of(record: ProcedureRecord) -> Document:
    """Return the texts of a record by which it is found."""
    return Document(
        code=record.code,
        name=record.name,
        parts={
            "name": [record.name],
            "results": [result.name for result in record.results],
            "field": [record.field],
            "cases": [case.title for case in record.cases if case.title],
            "components": list(dict.fromkeys(paper.name for case in record.cases for paper in case.components)),
        },
        agency=record.agency,
        is_for_people=not record.applicants or bool(PEOPLE.intersection(record.applicants)),
    )
