-- A row for the table of revision 0006.

INSERT INTO synonym_change (id, number, act, said, means, entered_at, post_id)
VALUES ('00000000-0000-7000-8000-000000000047', 1, 'added', 'mẫu', 'giấy mẫu', '2026-11-02 00:00Z',
        '00000000-0000-7000-8000-000000000034');
