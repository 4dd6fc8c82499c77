-- One plausible row in every table of the newest revision.

INSERT INTO data_key (id, key_id, wrapped)
SELECT ('00000000-0000-7000-8000-0000000000' || n)::uuid, 'k1', '\x01' FROM generate_series(10, 14) AS n;

INSERT INTO blob (id, data_key_id, sha256, size, media_type, created_at, file_key_sealed)
SELECT ('00000000-0000-4000-8000-0000000000' || n)::uuid, '00000000-0000-7000-8000-000000000013',
       sha256(n::text::bytea), 1, 'application/pdf', '2026-11-02 01:00Z', '\x01'
FROM generate_series(10, 12) AS n;

INSERT INTO unit (id, code, name, kind, electronic_code_confirmed, commune_code, contact_invented, confirmed, valid_from)
VALUES ('00000000-0000-7000-8000-000000000020', 'X1', 'Xã Mẫu', 'commune', false, '99999', false, true, '2025-07-01');

INSERT INTO unit_alias (id, unit_id, kind, value, folded)
VALUES ('00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000020', 'former_name', 'Cũ', 'cu');

INSERT INTO office_hours (id, unit_id, weekday, opens, closes, valid_from)
VALUES ('00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000020', 1, '07:30', '11:30', '2025-07-01');

INSERT INTO person (id, data_key_id, source, seeded, created_at, changed_at)
VALUES ('00000000-0000-7000-8000-000000000030', '00000000-0000-7000-8000-000000000010', 'counter', false,
        '2026-11-01 00:00Z', '2026-11-01 00:00Z');

INSERT INTO identity_number (id, data_key_id, person_id, kind, number_sealed, number_index, source, created_at)
VALUES ('00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000010',
        '00000000-0000-7000-8000-000000000030', 'citizen_id', '\x01', '\x02', 'counter', '2026-11-01 00:00Z');

INSERT INTO organisation (id, data_key_id, source, seeded, created_at, changed_at)
VALUES ('00000000-0000-7000-8000-000000000032', '00000000-0000-7000-8000-000000000011', 'counter', false,
        '2026-11-01 00:00Z', '2026-11-01 00:00Z');

INSERT INTO account (id, issuer, subject, person_id, created_at)
VALUES ('00000000-0000-7000-8000-000000000033', 'https://id.example', 's1', '00000000-0000-7000-8000-000000000030',
        '2026-11-01 00:00Z');

INSERT INTO officer_post (id, person_id, unit_id, role, title, signature_lines, valid_from)
VALUES ('00000000-0000-7000-8000-000000000034', '00000000-0000-7000-8000-000000000030',
        '00000000-0000-7000-8000-000000000020', 'leader', 'Phó Chủ tịch', '["KT. CHỦ TỊCH"]', '2026-01-01');

INSERT INTO delegation (id, post_id, form, for_post, scope, valid_from, document)
VALUES ('00000000-0000-7000-8000-000000000035', '00000000-0000-7000-8000-000000000034', 'KT', 'Chủ tịch', 'hộ tịch',
        '2026-01-01', '1/QĐ');

INSERT INTO mandate (id, post_id, decision, valid_from, valid_until)
VALUES ('00000000-0000-7000-8000-000000000036', '00000000-0000-7000-8000-000000000034', '2/QĐ', '2026-01-01', '2027-01-01');

INSERT INTO mandate_unit (id, mandate_id, unit_id)
VALUES ('00000000-0000-7000-8000-000000000037', '00000000-0000-7000-8000-000000000036',
        '00000000-0000-7000-8000-000000000020');

INSERT INTO duty_exception (id, person_id, unit_id, duties, decision, valid_from, valid_until, created_at)
VALUES ('00000000-0000-7000-8000-000000000038', '00000000-0000-7000-8000-000000000030',
        '00000000-0000-7000-8000-000000000020', '["receive", "handle"]', '3/QĐ', '2026-01-01', '2026-02-01',
        '2026-01-01 00:00Z');

INSERT INTO day_off (id, day, kind, name, status, source)
VALUES ('00000000-0000-7000-8000-000000000040', '2026-01-01', 'holiday', 'Tết Dương lịch', 'by_law', 'BLLĐ');

INSERT INTO catalogue_import (id, source, as_of, sha256, details, counts, imported_at, scope)
VALUES ('00000000-0000-7000-8000-000000000041', 'mẫu', '2026-07-20', sha256('a'), '{}', '{}', '2026-11-01 00:00Z', 'whole');

INSERT INTO procedure (id, code, created_at)
VALUES ('00000000-0000-7000-8000-000000000042', '1.000001', '2026-11-01 00:00Z');

INSERT INTO procedure_version (id, procedure_id, import_id, number, content_hash, valid_from, name, kind, completeness,
                               field, ministry, levels, executing_bodies, vertical, applicants, channels, cases, limits,
                               legal_basis, results, corrections)
VALUES ('00000000-0000-7000-8000-000000000043', '00000000-0000-7000-8000-000000000042',
        '00000000-0000-7000-8000-000000000041', 1, sha256('b'), '2026-07-20', 'Thủ tục mẫu', 'standard', 'full', 'Mẫu',
        'Bộ Mẫu', '[]', '[]', false, '[]', '[]', '[]', '[]', '[]', '[]', '[]');

INSERT INTO unit_procedure (id, procedure_id, filing_route, valid_from, source, confirmed)
VALUES ('00000000-0000-7000-8000-000000000044', '00000000-0000-7000-8000-000000000042', 'here', '2026-07-20', 'mẫu', false);

INSERT INTO draft (id, data_key_id, person_id, procedure_version_id, channel, form, step, idempotency_key, created_at,
                   saved_at, seeded, version)
VALUES ('00000000-0000-7000-8000-000000000050', '00000000-0000-7000-8000-000000000012',
        '00000000-0000-7000-8000-000000000030', '00000000-0000-7000-8000-000000000043', 'online', 'generic/1',
        'components', 'k', '2026-11-02 00:00Z', '2026-11-02 00:00Z', false, 1);

INSERT INTO dossier (id, data_key_id, reference, code, draft_id, procedure_version_id, channel, form, receipt_unit_id,
                     competent_unit_id, state, financial, delivery, synchronisation, waiting_for, delivery_method,
                     submitted_at, received_at, arrived_at, due_on, due_by, due_confirmed, asked_rounds,
                     delivered_rounds, seeded, version)
VALUES ('00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-000000000013', 'R1', 'H1',
        '00000000-0000-7000-8000-000000000050', '00000000-0000-7000-8000-000000000043', 'online', 'generic/1',
        '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000020', 4, 'nothing_due', 'nothing_yet',
        'not_sent', 'leader', 'electronic', '2026-11-02 01:00Z', '2026-11-02 02:00Z', '2026-11-02 02:00Z', '2026-11-05',
        '2026-11-05 17:00Z', true, 1, 1, false, 1);

INSERT INTO dossier_series (id, unit_id, period, last_number)
VALUES ('00000000-0000-7000-8000-000000000052', '00000000-0000-7000-8000-000000000020', '2026-11-02', 1);

INSERT INTO dossier_party (id, data_key_id, dossier_id, role, subject, person_id)
VALUES ('00000000-0000-7000-8000-000000000053', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', 'applicant', 'citizen', '00000000-0000-7000-8000-000000000030');

INSERT INTO dossier_transition (id, data_key_id, dossier_id, at, act, from_state, to_state, role, seeded)
VALUES ('00000000-0000-7000-8000-000000000054', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', '2026-11-02 02:00Z', 'dossier_receive', 1, 2, 'receiver', false);

INSERT INTO dossier_deadline (id, data_key_id, dossier_id, set_at, kind, started_at, limit_value, limit_unit, due_on,
                              due_by, confirmed, derivation, seeded)
VALUES ('00000000-0000-7000-8000-000000000055', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', '2026-11-02 02:00Z', 'computed', '2026-11-02 02:00Z', 3, 'working_day',
        '2026-11-05', '2026-11-05 17:00Z', true, '[]', false);

INSERT INTO supplement_request (id, data_key_id, dossier_id, number, stage, asked_at, late, answer_by, seeded)
VALUES ('00000000-0000-7000-8000-000000000058', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', 1, 'receipt', '2026-11-02 01:10Z', false, '2026-11-12', false);

INSERT INTO supplement_item (id, data_key_id, request_id, position, component_no, fault)
VALUES ('00000000-0000-7000-8000-000000000059', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000058', 0, 0, 'missing');

INSERT INTO retired_code (id, code, dossier_id, at)
VALUES ('00000000-0000-7000-8000-00000000005a', 'H0', '00000000-0000-7000-8000-000000000051', '2026-11-02 01:50Z');

INSERT INTO document (id, data_key_id, dossier_id, kind, edition, blob_id, signed, created_at)
VALUES ('00000000-0000-7000-8000-000000000056', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', 'uploaded', 1, '00000000-0000-4000-8000-000000000010', false,
        '2026-11-02 01:00Z');

INSERT INTO component_file (id, data_key_id, dossier_id, component_no, round, position, answer, document_id, digitisation,
                            compared)
VALUES ('00000000-0000-7000-8000-000000000057', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', 0, 0, 0, 'upload', '00000000-0000-7000-8000-000000000056', 'none', false);

INSERT INTO result (id, data_key_id, dossier_id, ordinal, unit_id, book_kind, name, outcome, template, signers, token,
                    paper_only, created_at, seeded)
VALUES ('00000000-0000-7000-8000-000000000060', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000051', 1, '00000000-0000-7000-8000-000000000020', 'mẫu', 'Giấy mẫu', 'granted',
        'mau/1', '["leader", "seal"]', 't1', false, '2026-11-03 00:00Z', false);

INSERT INTO result_file (id, result_id, revision, sha256, size, blob_id, created_at)
VALUES ('00000000-0000-7000-8000-000000000061', '00000000-0000-7000-8000-000000000060', 1, sha256('c'), 1,
        '00000000-0000-4000-8000-000000000011', '2026-11-03 00:00Z');

INSERT INTO result_status (id, data_key_id, result_id, ordinal, state, at, seeded)
VALUES ('00000000-0000-7000-8000-000000000062', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000060', 1, 'proposed', '2026-11-03 00:00Z', false);

INSERT INTO number_book (id, unit_id, kind, year, name, symbol, last_number, opened_at)
VALUES ('00000000-0000-7000-8000-000000000063', '00000000-0000-7000-8000-000000000020', 'mẫu', 2026, 'Sổ mẫu', 'M', 1,
        '2026-01-01 00:00Z');

INSERT INTO book_number (id, book_id, number, state, dated_on, held_at, held_by_id, used_at, result_id)
VALUES ('00000000-0000-7000-8000-000000000064', '00000000-0000-7000-8000-000000000063', 1, 'used', '2026-11-03',
        '2026-11-03 00:00Z', '00000000-0000-7000-8000-000000000034', '2026-11-03 00:01Z',
        '00000000-0000-7000-8000-000000000060');

INSERT INTO signature_record (id, result_id, step, file_id, digest_shown, approved_at, post_id, unit_id, signer,
                              certificate, certificate_sha256, signed_at, level, report)
VALUES ('00000000-0000-7000-8000-000000000065', '00000000-0000-7000-8000-000000000060', 'leader',
        '00000000-0000-7000-8000-000000000061', sha256('d'), '2026-11-03 00:01Z', '00000000-0000-7000-8000-000000000034',
        '00000000-0000-7000-8000-000000000020', 'Người Ký Mẫu', '\x30', sha256('e'), '2026-11-03 00:02Z', 'B-LT', '{}');

INSERT INTO audit_event (id, at, body) VALUES ('00000000-0000-7000-8000-000000000070', '2026-11-02 02:00Z', '{}');

INSERT INTO audit_subject (id, event_id, kind, object_id, at)
VALUES ('00000000-0000-7000-8000-000000000071', '00000000-0000-7000-8000-000000000070', 'dossier',
        '00000000-0000-7000-8000-000000000051', '2026-11-02 02:00Z');

INSERT INTO session (id, token_hash, csrf, account_id, person_id, role, several, authenticated_at,
                     created_at, last_seen_at, expires_at)
VALUES ('00000000-0000-7000-8000-000000000080', '\x01', 'c', '00000000-0000-7000-8000-000000000033',
        '00000000-0000-7000-8000-000000000030', 'citizen', false, '2026-11-02 00:00Z',
        '2026-11-02 00:00Z', '2026-11-02 00:00Z', '2026-11-02 08:00Z');

INSERT INTO login_attempt (id, state_hash, browser_hash, nonce, code_verifier, next_path, created_at)
VALUES ('00000000-0000-7000-8000-000000000081', '\x01', '\x02', 'n', 'v', '/', '2026-11-02 00:00Z');

INSERT INTO rate_limit (key, count, expires_at) VALUES ('\x01', 1, '2026-11-02 00:01Z');
