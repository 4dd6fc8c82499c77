-- One row in every table that revision 0002 brings.

INSERT INTO staged_list (id, number, decision_no, issuer, signed_on, effective_on, scope, file_name, blob_id, sha256,
                         staged_at, staged_by_id, staged_by_post_id, state, rows_total, rows_done, version)
SELECT '00000000-0000-7000-8000-000000000045', 1, '1/QĐ-UBND', 'Tỉnh mẫu', '2026-11-01', '2026-11-10', 'partial', 'a.csv',
       blob.id, sha256('c'), '2026-11-02 00:00Z', post.person_id, post.id, 'waiting', 0, 0, 1
FROM (SELECT id FROM blob ORDER BY id LIMIT 1) AS blob, (SELECT id, person_id FROM officer_post LIMIT 1) AS post;

INSERT INTO staged_row (id, list_id, position, number, code, name, outcome, returns)
VALUES ('00000000-0000-7000-8000-000000000046', '00000000-0000-7000-8000-000000000045', 1, 2, '1.000001', 'Thủ tục mẫu',
        'unchanged', false);

INSERT INTO procedure (id, code, created_at)
VALUES ('00000000-0000-7000-8000-000000000047', '1.000002', '2026-11-01 00:00Z');

INSERT INTO procedure_successor (id, procedure_id, successor_id, import_id)
VALUES ('00000000-0000-7000-8000-000000000048', '00000000-0000-7000-8000-000000000042',
        '00000000-0000-7000-8000-000000000047', '00000000-0000-7000-8000-000000000041');
