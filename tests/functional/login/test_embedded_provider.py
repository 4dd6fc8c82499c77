"""The whole way with the embedded provider, over its own pages: two parties that meet over HTTP alone."""

import threading
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from auth.provider import ProviderSettings, create_provider, prepare
from gateway.app import create_app
from gateway.db import EXTENSION as DATABASE
from gateway.login.wiring import EXTENSION
from services.people.models import Account, IdentityNumber, Organisation, Person
from tests.functional.login.hostile import CLIENT_KEY
from tests.functional.provider import pages
from tests.functional.provider.cast import DOANH, HOA, PA
from tests.pages import Browser


class Served:
    """The provider on a free port of loopback; its address must be known before it can be made."""

    def __init__(self):
        self.application = None
        self.server = make_server("127.0.0.1", 0, self, threaded=True)
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})

    def __call__(self, environ, start_response):
        return self.application(environ, start_response)

    def client(self):
        """A browser's connection, at the address by which the provider knows itself."""
        issuer = self.issuer

        class Client(FlaskClient):
            def open(self, *args, **named):
                return super().open(*args, **{"base_url": issuer} | named)

        return Client(self.application, self.application.response_class)


@pytest.fixture
def served(tmp_path, monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr("werkzeug.serving.WSGIRequestHandler.log", lambda *_: None)
    found = Served()
    client = {
        "client_id": "gateway",
        "client_name": "Một cửa",
        "redirect_uris": ["http://localhost/auth/callback"],
        "post_logout_redirect_uris": ["http://localhost/"],
        "jwks": {"keys": [CLIENT_KEY.as_dict(private=False)]},
    }
    found.passcode = prepare(tmp_path / "idp", people=[HOA, PA, DOANH], client=client)
    found.application = create_provider(ProviderSettings(issuer=found.issuer, folder=tmp_path / "idp"))
    found.thread.start()
    yield found
    found.server.shutdown()
    found.thread.join()
    found.server.server_close()


@pytest.fixture
def gateway(login_settings, served, cleaner):
    app = create_app(replace(login_settings, oidc_issuer=served.issuer))
    app.testing = True
    yield app
    app.extensions[EXTENSION]._transport.pools.clear()
    cleaner.clean()
    app.extensions[DATABASE].engine.dispose()


class Somebody:
    """A person with one browser, which keeps the cookies of both parties."""

    def __init__(self, gateway, served):
        self.served = served
        self.here = Browser(gateway)
        self.there = pages.Browser(served.client())

    def sign_in(self, person):
        out = urlsplit(self.here.get("/dang-nhap", next="/ho-so", follow=False).location)
        page = self.there.page(f"{out.path}?{out.query}")
        page = self.there.submit(page, number=person["id_number"], passcode=self.served.passcode)
        back = urlsplit(self.there.send(page, button="decision=allow").location)
        return self.here.get(f"{back.path}?{back.query}", follow=False)

    def sign_out(self):
        out = urlsplit(self.here.get("/dang-xuat").form().submit(follow=False).location)
        return self.there.open(f"{out.path}?{out.query}")


@pytest.fixture
def somebody(gateway, served):
    return Somebody(gateway, served)


@pytest.fixture
def database(gateway):
    return gateway.extensions[DATABASE]


def test_a_full_account_brings_everything_the_provider_knows(somebody, database):
    page = somebody.sign_in(HOA)

    assert page.status == 303
    with database.reading() as session:
        person = session.scalars(sa.select(Person)).one()
        number = session.scalars(sa.select(IdentityNumber)).one()
        account = session.scalars(sa.select(Account)).one()
    assert (person.name, person.birth, person.sex) == (HOA["name"], HOA["birth"], HOA["sex"])
    assert [person.residence_commune, person.residence] == HOA["residence"]
    assert [person.email, person.phone] == HOA["contact"]
    assert (number.number, account.level) == (HOA["id_number"], 2)


def test_a_basic_account_brings_what_it_has(somebody, database):
    somebody.sign_in(PA)

    with database.reading() as session:
        person = session.scalars(sa.select(Person)).one()
    assert (person.name, person.birth, person.sex, person.residence) == (PA["name"], "1948", "M", None)


def test_a_representative_is_asked_for_whom(somebody, database):
    page = somebody.sign_in(DOANH)

    assert page.location == "/chon-vai-tro"
    somebody.here.get("/chon-vai-tro").button(f"Thay mặt {DOANH['organisations'][0]['name']}")
    with database.reading() as session:
        organisation = session.scalars(sa.select(Organisation)).one()
    assert organisation.tax_code == DOANH["organisations"][0]["tax_code"]


def test_signing_in_again_is_the_same_account(somebody, gateway, served, database):
    somebody.sign_in(HOA)
    Somebody(gateway, served).sign_in(HOA)

    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Account)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_signing_out_ends_both_sessions_without_a_question(somebody):
    somebody.sign_in(HOA)

    response = somebody.sign_out()

    assert response.location.startswith("http://localhost/")
    out = urlsplit(somebody.here.get("/dang-nhap", follow=False).location)
    assert somebody.there.page(f"{out.path}?{out.query}").soup.select("input[name=passcode]")
