"""One of every kind of paper that leaves the house, as it leaves it."""

from gateway.jobs.papers import FORM_01, FORM_02, FORM_03, issue_form
from gateway.printing import Printer
from tests.functional.signing.conftest import OPENED, Works
from tests.functional.signing.test_forms import asked, pdf_of, refused
from tests.paper import submission
from tests.results import birth, birth_for_signature, ward


def every_paper(works: Works) -> dict[str, bytes]:
    """Let the cast make them: forms signed by the system, results by a leader and then sealed."""
    works.clock.now = OPENED
    found = {
        f"submission, drawn, {name}": Printer(demo=demo).render("submission", submission(), at=OPENED)
        for name, demo in (("demonstration", True), ("real", False))
    }
    for name, form, prepared in (
        ("form 01", FORM_01, birth),
        ("form 02", FORM_02, asked),
        ("form 03", FORM_03, refused),
    ):
        dossier_id = works.do(lambda session, make=prepared: make(session).id)
        found[name] = pdf_of(works, issue_form(works.office, dossier_id, form))
    found["legal aid, signed"] = works.signed(works.for_signature())
    works.clock.now = OPENED
    found["legal aid, sealed"] = works.issued(works.for_signature())
    works.clock.now = OPENED
    found["birth certificate, sealed"] = works.issued(works.for_signature(birth_for_signature), ward)
    return found
