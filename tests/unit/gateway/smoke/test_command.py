"""What `gateway smoke` is given: an address, a passcode that is no argument, a folder."""

import io

import click
import pytest
from click.testing import CliRunner

from gateway.cli import main
from gateway.smoke.command import folder_of, passcode_of, site_of


class TestAddress:
    @pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://127.0.0.1:8000/", "HTTP://127.0.0.1:8000"])
    def test_it_is_that_of_a_site(self, url):
        assert site_of(url) == "http://127.0.0.1:8000"

    @pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://a.example", "http://", "http://a.example/ho-so", ""])
    def test_anything_else_is_refused(self, url):
        with pytest.raises(click.UsageError):
            site_of(url)

    def test_a_password_in_it_is_refused_and_not_repeated(self):
        with pytest.raises(click.UsageError) as refused:
            site_of("http://an:bimat@a.example")
        with pytest.raises(click.UsageError) as twice_wrong:
            site_of("ftp://an:bimat@a.example")

        assert "bimat" not in refused.value.message + twice_wrong.value.message


class TestPasscode:
    def test_a_file_goes_before_the_folder_of_the_demonstration(self, tmp_path):
        (tmp_path / "idp").mkdir()
        (tmp_path / "idp" / "passcode").write_text("111111")
        there = {"GATEWAY_DATA": str(tmp_path)}

        assert passcode_of(None, there) == "111111"
        assert passcode_of(io.StringIO("222222\n"), there) == "222222"

    @pytest.mark.usefixtures("not_a_terminal")
    def test_without_any_it_does_not_begin(self, tmp_path):
        with pytest.raises(click.UsageError, match="--passcode-file"):
            passcode_of(None, {"GATEWAY_DATA": str(tmp_path)})

    def test_an_empty_one_is_none(self):
        with pytest.raises(click.UsageError, match="empty"):
            passcode_of(io.StringIO("\n"), {})

    @pytest.fixture
    def not_a_terminal(self, monkeypatch):
        monkeypatch.setattr("sys.stdin", io.StringIO())


class TestFolder:
    def test_it_is_its_owners_alone(self, tmp_path):
        assert folder_of(tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700

    def test_one_that_cannot_be_made_is_a_usage_error(self, tmp_path):
        (tmp_path / "file").write_text("")

        with pytest.raises(click.UsageError, match="file"):
            folder_of(tmp_path / "file" / "inside")


def test_wrong_usage_ends_with_2():
    assert CliRunner().invoke(main, ["smoke", "a.example"]).exit_code == 2
    assert CliRunner().invoke(main, ["smoke"]).exit_code == 2
