"""The province is a data file: the same program serves another one."""

import re

import pytest

from services.catalogue.source.province import province
from tests.architecture.source import ROOT

KINDS = {".py", ".html", ".sql", ".css", ".js", ".svg", ".typ", ".pot"}
FOLDERS = ("gateway", "auth", "services", "migrations", "templates")
SOURCES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in KINDS and "data" not in path.relative_to(ROOT).parts
]


def test_the_code_names_no_province():
    own = province()
    names = re.compile(rf"{own.name}|\b{own.electronic_code}\b|(?<![\d.]){own.identity_prefix}(?!\d)")

    found = [path.relative_to(ROOT).as_posix() for path in SOURCES if names.search(path.read_text(encoding="utf-8"))]

    assert found == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_search_for_names_reads_every_folder(folder):
    assert any(path.is_relative_to(ROOT / folder) for path in SOURCES)
