import psycopg
import pytest

from gateway.config import Config
from gateway.postgres import EmbeddedPostgres, EmbeddedServerError, with_embedded_addresses


class TestEmbeddedPostgres:
    def test_only_the_roles_we_made_may_connect(self, server, addresses):
        rules = (server.folder / "pg_hba.conf").read_text()

        assert rules == "local all all peer map=gw\n"
        with pytest.raises(psycopg.OperationalError, match=r"[Pp]eer authentication"):
            psycopg.connect(addresses.app.replace("gateway_app", "nobody"))

    def test_it_listens_on_no_network_address(self, server, addresses):
        with psycopg.connect(addresses.superuser) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)

    @pytest.mark.parametrize("role", ["owner", "app", "auditor"])
    def test_no_role_of_ours_is_superuser(self, addresses, role):
        with psycopg.connect(getattr(addresses, role)) as connection:
            found = connection.execute(
                "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            )

            assert found.fetchone() == (False, False, False)

    def test_app_may_not_change_the_schema(self, addresses):
        with psycopg.connect(addresses.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE public.mine (x int)")

    def test_a_path_with_a_space_is_refused_by_name(self, tmp_path):
        with pytest.raises(EmbeddedServerError, match="GATEWAY_DATA"):
            EmbeddedPostgres(tmp_path / "with space")

    def test_a_database_can_be_copied_from_a_template(self, server):
        server.ensure_database("pattern")
        with psycopg.connect(server.addresses("pattern").owner) as connection:
            connection.execute("CREATE TABLE t AS SELECT 42 AS x")
        found = server.ensure_database("copy", template="pattern")

        with psycopg.connect(found.owner) as connection:
            assert connection.execute("SELECT x FROM t").fetchone() == (42,)


class TestWithEmbeddedAddresses:
    def test_a_running_server_is_found(self, server):
        found = with_embedded_addresses(Config(env="demo", data=str(server.folder.parent)))

        assert found.database_url == server.addresses().app

    def test_without_one_the_way_out_is_named(self, tmp_path):
        with pytest.raises(EmbeddedServerError, match="gateway run --demo"):
            with_embedded_addresses(Config(env="demo", data=str(tmp_path)))

    def test_a_given_address_is_kept(self):
        config = Config(env="demo", database_url="postgresql://app@db/gateway")

        assert with_embedded_addresses(config) is config
