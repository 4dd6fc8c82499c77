import pytest

from services.catalogue.source.bundle import Source, read_source


@pytest.fixture(scope="session")
def shipped() -> Source:
    """The catalogue that comes with the program."""
    return read_source()
