"""The list of events says of each name whether anything writes it yet."""

import ast
import re

from services.audit.tags import EventTag
from tests.architecture.source import ROOT, files, tree

NOT_YET = "not written yet"
WRITERS = {"record", "record_apart", "record_change", "note_change", "_note"}
"""What takes a tag as an argument of its own and hands it on to the log."""


def is_written(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a tag stands where events are made: handed to a writer, as `tag=`, `tag = …` or `"tag": …`.

    Elsewhere it is worded, compared, offered in a filter, or named as what a route's verb will write.
    """
    while (parent := parents.get(node)) is not None and not isinstance(node, ast.stmt):
        match parent:
            case ast.keyword():
                return parent.arg == "tag"
            case ast.Call():
                return ast.unparse(parent.func).rpartition(".")[2] in WRITERS
            case ast.Assign():
                return ast.unparse(parent.targets[0]) == "tag"
            case ast.Dict():
                said = {id(value): key for key, value in zip(parent.keys, parent.values, strict=True)}
                key = said.get(id(node))
                return isinstance(key, ast.Constant) and key.value == "tag"
        node = parent
    return False


def written() -> set[str]:
    found = set()
    for path in files("services", "auth", "gateway"):
        module = tree(path)
        parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "EventTag" and is_written(node, parents):
                found.add(EventTag[node.attr].value)
    return found


def test_names_that_nothing_writes_are_marked_and_no_others():
    page = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")
    marked = {name for name, text in re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE) if NOT_YET in text}

    assert marked == {tag.value for tag in EventTag} - written()


def test_the_search_knows_what_is_written_from_what_is_only_named():
    found = written()

    assert {"login", "dossier_receive", "dossier_read", "result_void_number", "draft_save", "access_refused"} <= found
    assert "purge" not in found
