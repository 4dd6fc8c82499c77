import pytest

from auth.provider.pages.language import in_language


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/authorize?a=1&ui_locales=vi", "/authorize?a=1&ui_locales=en"),
        ("/authorize?a=1", "/authorize?a=1"),
        ("/authorize?state=&a=x%26y", "/authorize?state=&a=x%26y"),
        ("/", "/"),
    ],
)
def test_the_language_that_a_client_asked_for_gives_way(path, expected):
    assert in_language(path, "en") == expected


@pytest.mark.parametrize(
    "path",
    [
        "",
        "authorize",
        "//thief.example/",
        "https://thief.example/",
        "/\\thief.example",
        "/a\r\nb",
        "\\\\x",
        "http:/x",
        "/a\tb",
    ],
)
def test_an_address_elsewhere_is_the_start(path):
    assert in_language(path, "en") == "/"
