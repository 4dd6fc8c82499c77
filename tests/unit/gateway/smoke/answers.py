"""Answers of a site, without a site."""

import requests

from gateway.smoke.page import Page

HERE = "http://127.0.0.1:8000/ho-so/nhap/abc/buoc-2?ve=kiem-tra"


def page(body: str, *, address: str = HERE, status: int = 200, kind: str = "text/html; charset=utf-8") -> Page:
    """A page as it would come over HTTP."""
    response = requests.Response()
    response.url, response.status_code = address, status
    response.headers["Content-Type"] = kind
    response._content = body.encode()
    return Page(response)
