-- Run once as an administrator of the PostgreSQL server: psql -v ON_ERROR_STOP=1 -f roles.sql
-- Then give each role a password or a certificate by the rules of your house, and let in only the hosts that serve:
--   \password gateway_owner    migrates, owns every table      → GATEWAY_DATABASE_OWNER_URL, on the operator's desk only
--   \password gateway_app      what the program works as       → GATEWAY_DATABASE_URL
--   \password gateway_auditor  reads, changes nothing          → GATEWAY_DATABASE_AUDITOR_URL
CREATE ROLE gateway_owner LOGIN;
CREATE ROLE gateway_app LOGIN;
CREATE ROLE gateway_auditor LOGIN;
CREATE DATABASE gateway OWNER gateway_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE gateway FROM PUBLIC;
GRANT CONNECT ON DATABASE gateway TO gateway_app, gateway_auditor;
