import pytest

from gateway.language import local_path


@pytest.mark.parametrize("path", ["/", "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193#phi"])
def test_a_path_on_this_site_is_kept(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        None,
        "",
        "thu-tuc",
        "https://xau.example",
        "//xau.example",
        "/\\xau.example",
        "\\\\xau.example",
        "/\t/xau.example",
        "/a\r\nLocation: //xau.example",
        "/a\\b",
        "javascript:alert(1)",
    ],
)
def test_anything_that_could_lead_elsewhere_becomes_the_start_page(elsewhere):
    assert local_path(elsewhere) == "/"
