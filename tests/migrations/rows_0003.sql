-- One row in every table that revision 0003 brings.

INSERT INTO office_change (id, event_id, kind, object_id, number, at, said_after, seeded)
VALUES ('00000000-0000-7000-8000-000000000090', '00000000-0000-7000-8000-000000000070', 'unit',
        '00000000-0000-7000-8000-000000000020', 1, '2026-11-02 02:00Z', '{"name": "Xã Mẫu"}', false);

INSERT INTO calendar_change (id, number, state, source, proposed_at, to_recount, recounted, moved)
VALUES ('00000000-0000-7000-8000-000000000091', 1, 'proposed', '9/TB', '2026-11-02 02:00Z', 0, 0, 0);

INSERT INTO calendar_change_day (id, change_id, day)
VALUES ('00000000-0000-7000-8000-000000000092', '00000000-0000-7000-8000-000000000091', '2027-01-04');

INSERT INTO code_entry (id, kind, code, name, folded, valid_from)
VALUES ('00000000-0000-7000-8000-000000000093', 'field', 'G99-MAU', 'Lĩnh vực mẫu', 'linh vuc mau', '2026-01-01');
