"""An application that only draws: templates, languages and error pages over no database, for tests of the face."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask, g, render_template, request
from jinja2 import ChoiceLoader, DictLoader

import gateway
from auth.guards import public
from gateway import assets, errors, jinja, language, security
from gateway.config import Config
from services.actor import Actor, Role
from tests.pages import Browser, Page

PAGES = {
    "/": "home",
    "/thu-tuc": "catalogue",
    "/ho-so": "dossiers",
    "/can-bo": "desk",
    "/thanh-tra": "audit",
    "/quan-tri": "admin",
}
SITE = {"short_name": "Một Cửa Thử", "long_name": "Hệ thống thử", "portal_url": "https://congquocgia.example/"}
EMPTY = """{% extends "layouts/citizen.html" %}{% block title %}Trang thử{% endblock %}
{% block main %}<h1>Trang thử</h1>{{ request.args.q }}{% endblock %}"""


class Drawing:
    """The application, and what a test wants it to draw."""

    def __init__(self, env: str = "test") -> None:
        self.templates = {"test/page.html": EMPTY}
        self.context: dict[str, Any] = {}
        self.app = Flask("gateway", template_folder=str(Path(gateway.__file__).parents[1] / "templates"))
        self.app.config["SETTINGS"] = Config(env=env, database_url="postgresql://nowhere/")
        self.app.secret_key = "for drawing"
        for part in (language, jinja, errors, security):
            part.init_app(self.app)
        loaders = [loader for loader in (self.app.jinja_env.loader, DictLoader(self.templates)) if loader]
        self.app.jinja_env.loader = ChoiceLoader(loaders)
        self.app.jinja_env.globals["site"] = SITE
        self.app.register_blueprint(assets.bp)
        self.app.before_request(sign_in)

        @public()
        def page() -> str:
            return render_template("test/page.html", **self.context)

        for path, name in PAGES.items():
            self.app.add_url_rule(path, name, page)
        self.app.add_url_rule("/dang-nhap", "login.start", page)
        self.app.add_url_rule("/dang-xuat", "login.leave", page)
        self.app.add_url_rule("/dang-xuat", "login.logout", page, methods=["POST"])

    def browser(self, role: Role | None = None, language: str = "vi") -> Browser:
        """Somebody's browser; with a role, somebody signed in."""
        found = Browser(self.app, language)
        if role:
            found.client.set_cookie("role", role)
        return found

    def show(self, main: str, path: str = "/", **context: Any) -> Page:
        """Draw a page whose main part is this template text."""
        text = '{% extends "layouts/citizen.html" %}{% block title %}Thử{% endblock %}{% block main %}'
        self.templates["test/page.html"] = f"{text}{main}{{% endblock %}}"
        self.app.jinja_env.cache.clear()  # type: ignore[union-attr]
        self.context = context
        return self.browser().get(path)


def sign_in() -> None:
    """Take the role from a cookie: there is no session without a database."""
    if role := request.cookies.get("role"):
        g.actor = Actor(person_id=uuid4(), role=Role(role))
        g.actor_name = "Đàm Thị Nhận Mẫu"
        g.actor_unit = "Trung tâm Phục vụ hành chính công"
