from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from gateway.db import EXTENSION
from tests.pages import Browser
from tests.statements import counts


@pytest.fixture
def anyone(furnished) -> Browser:
    """Somebody who is not signed in."""
    return Browser(furnished)


@pytest.fixture
def foreigner(furnished) -> Browser:
    """The same in English."""
    return Browser(furnished, "en")


@pytest.fixture
def statements(furnished) -> Callable[[], Iterator[list[str]]]:
    """Counts what the application asks of the database."""

    @contextmanager
    def counted() -> Iterator[list[str]]:
        seen: list[str] = []
        engine = furnished.extensions[EXTENSION].engine

        def note(_c, _cur, statement, *_):
            if counts(statement):
                seen.append(statement)

        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)

    return counted
