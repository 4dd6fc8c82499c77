"""What somebody has filed: list by list, its confirmation, its files, and what the log says of a refusal."""

import gzip
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from gateway.db import EXTENSION as DATABASE
from gateway.files import blob_store
from services.audit.models import AuditEvent
from services.documents.issued import keep_form
from services.documents.models import Document
from services.dossiers.models import Dossier
from services.dossiers.queries import CONFIRMATION
from tests.functional.citizen.walking import (
    BIRTH,
    answer_every_paper,
    begin,
    draft_of,
    file_general,
    fill_general_form,
    reference_on,
)
from tests.functional.login.conftest import MONDAY

LATER_VIEW = 8_000


@pytest.fixture
def database(portal):
    return portal.extensions[DATABASE]


@pytest.fixture
def keep_confirmation(portal, database):
    """What the worker leaves, with other bytes."""

    def keep(reference: str, pdf: bytes) -> None:
        with portal.app_context(), database.unit_of_work() as session:
            dossier = session.scalars(sa.select(Dossier).where(Dossier.reference == reference)).one()
            keep_form(
                session,
                blob_store(),
                pdf,
                dossier_id=dossier.id,
                data_key=dossier.data_key,
                form=CONFIRMATION,
                name=f"Xác nhận đã nộp {reference}.pdf",
                at=MONDAY,
            )

    return keep


class TestConfirmation:
    def test_until_the_worker_has_signed_it_the_page_says_so(self, sign_in):
        page = file_general(sign_in("P01"))

        assert "đang được lập" in page.text
        assert page.follow("Xem đã lập xong chưa").path == page.path

    def test_then_it_can_be_taken_from_here_and_from_the_dossier(self, sign_in, keep_confirmation):
        page = file_general(sign_in("P01"))
        keep_confirmation(reference_on(page), b"%PDF-1.7 signed")

        page = page.browser.get(page.path)
        sent = page.follow("Tải xác nhận đã nộp")

        assert sent.data == b"%PDF-1.7 signed"
        assert sent.headers["Content-Type"] == "application/pdf"
        assert page.follow("Theo dõi hồ sơ này").link("Tải xác nhận đã nộp") == page.link("Tải xác nhận đã nộp")

    def test_a_reference_is_found_however_it_is_written(self, sign_in):
        citizen = sign_in("P01")
        reference = reference_on(file_general(citizen))

        page = citizen.get(f"/ho-so/{reference.replace('-', '').lower()}")

        assert page.path == f"/ho-so/{reference}"


class TestFiles:
    def test_a_working_paper_is_not_given_out(self, sign_in, database, keep_confirmation):
        page = file_general(sign_in("P01"))
        reference = reference_on(page)
        keep_confirmation(reference, b"%PDF-1.7 inner")
        address = page.browser.get(page.path).link("Tải xác nhận đã nộp")
        with database.unit_of_work() as session:
            wanted = sa.select(Document).join(Dossier, Document.dossier_id == Dossier.id)
            one = session.scalars(wanted.where(Dossier.reference == reference).options(joinedload(Document.blob))).one()
            one.kind, one.form = "working_paper", None

        assert page.browser.get(address).status == 404


class TestList:
    def test_it_goes_on_where_the_page_before_ended(self, sign_in, database):
        citizen = sign_in("P06")
        page = begin(citizen).form().fill(co_quan="X01273").submit()
        page = page.form().fill(phone="0206 000 0006", capacity="self").submit()
        draft = draft_of(page)
        answer_every_paper(citizen, draft)
        page = citizen.get(f"{draft}/kiem-tra").form("nop-ho-so").fill(**{"cam-doan": "declaration/1"}).submit()
        twenty_more(database, reference_on(page))

        first = citizen.get("/ho-so")
        second = first.follow("Trang sau")

        shown = [link["href"] for one in (first, second) for link in one.select("main tbody th a")]
        assert len(shown) == len(set(shown)) == 21
        assert not second.select("a[rel=next]")

    @pytest.mark.parametrize("nonsense", ["x", "%00", "bm9uc2Vuc2U", "A" * 300])
    def test_an_address_that_means_nothing_begins_anew(self, sign_in, nonsense):
        assert sign_in("P01").get(f"/ho-so?sau={nonsense}").status == 200


def twenty_more(database, reference: str) -> None:
    """Copies of a dossier under other references, as rows alone."""
    with database.unit_of_work() as session:
        found = session.scalars(sa.select(Dossier).where(Dossier.reference == reference)).one()
        made = session.connection().execute(
            sa.text(
                "WITH more AS (INSERT INTO data_key SELECT (jsonb_populate_record(k, jsonb_build_object('id',"
                " gen_random_uuid()))).* FROM data_key k, generate_series(1, 20) WHERE k.id = :key RETURNING id),"
                " copies AS (INSERT INTO dossier SELECT (jsonb_populate_record(d, jsonb_build_object('id',"
                " gen_random_uuid(), 'data_key_id', m.id, 'draft_id', NULL, 'answers_sealed', NULL, 'reference',"
                " 'N-' || upper(substr(m.id::text, 1, 8))))).* FROM dossier d, more m WHERE d.id = :id RETURNING id)"
                " SELECT id FROM copies"
            ),
            {"key": found.data_key_id, "id": found.id},
        )
        for (dossier_id,) in made.all():
            session.connection().execute(
                sa.text(
                    "INSERT INTO dossier_party SELECT (jsonb_populate_record(p, jsonb_build_object('id',"
                    " gen_random_uuid(), 'dossier_id', CAST(:id AS uuid)))).* FROM dossier_party p"
                    " WHERE p.dossier_id = :from AND p.role = 'applicant'"
                ),
                {"id": dossier_id, "from": found.id},
            )


class TestWeightAndCost:
    def test_every_page_of_a_filing_is_light(self, sign_in):
        citizen = sign_in("P01")
        draft = draft_of(fill_general_form(begin(citizen)))
        birth = draft_of(begin(citizen, BIRTH))
        answer_every_paper(citizen, draft)
        receipt = citizen.get(f"{draft}/kiem-tra").form("nop-ho-so").fill(**{"cam-doan": "declaration/1"}).submit()
        paths = ["/ho-so", f"/nop-ho-so/{BIRTH}", receipt.path, receipt.path.removesuffix("/xac-nhan"), birth]
        paths += [f"{birth}/buoc-{number}" for number in range(1, 8)]

        weights = {path: len(gzip.compress(citizen.get(path).data, 6)) for path in paths}

        assert {path: weight for path, weight in weights.items() if weight > LATER_VIEW} == {}

    def test_pages_cost_few_statements(self, sign_in, statements):
        citizen = sign_in("P01")
        draft = draft_of(begin(citizen))
        dossier = file_general(citizen).path
        costs = {}
        for path in ("/ho-so", draft, f"{draft}/buoc-2", dossier):
            citizen.get(path)
            with statements() as seen:
                citizen.get(path)
            costs[path] = len(seen)

        assert costs["/ho-so"] <= 6
        assert max(costs.values()) <= 9, costs


def test_a_filing_that_was_refused_is_written_down(sign_in, database):
    citizen = sign_in("P01")
    draft = draft_of(fill_general_form(begin(citizen)))
    answer_every_paper(citizen, draft)

    citizen.get(f"{draft}/kiem-tra").form("nop-ho-so").submit()

    with database.reading() as session:
        newest = session.scalars(sa.select(AuditEvent.body).order_by(AuditEvent.id.desc()).limit(1)).one()
    event = json.loads(newest)
    assert (event["action"], event["reason"]) == ("dossier_act_refused", "declaration_missing")
