"""Read our own source for the checks of this folder."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files(*folders: str) -> Iterator[Path]:
    """Every Python file under folders of the checkout, in order."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    """The path inside the checkout, with slashes."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every call as dotted text (`datetime.now`, `session.commit`) with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
            yield ast.unparse(node.func), node.lineno


def docstrings(module: ast.Module) -> set[int]:
    """The identities of all strings that are documentation: docstrings and the string under an assignment."""
    return {
        id(node.value)
        for parent in ast.walk(module)
        if isinstance(body := getattr(parent, "body", None), list)  # that of a lambda is one expression
        for node in body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
