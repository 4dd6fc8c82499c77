-- One row in every table that revision 0003 brings.

INSERT INTO office_change (id, event_id, kind, object_id, number, at, said_after, seeded)
VALUES ('00000000-0000-7000-8000-000000000090', '00000000-0000-7000-8000-000000000070', 'unit',
        '00000000-0000-7000-8000-000000000020', 1, '2026-11-02 02:00Z', '{"name": "Xã Mẫu"}', false);
