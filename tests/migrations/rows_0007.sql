-- A row for each table of revision 0007.

INSERT INTO maintenance (id, number, starts_at, ends_at, reason, notice_until, announced_at)
VALUES ('00000000-0000-7000-8000-000000000094', 1, '2026-12-05 15:00Z', '2026-12-05 18:00Z', 'Nâng cấp mẫu',
        '2026-12-02 17:00Z', '2026-11-23 02:00Z');

INSERT INTO notice (id, number, title, body, valid_from, published_at)
VALUES ('00000000-0000-7000-8000-000000000095', 1, 'Thông báo mẫu', 'Nội dung mẫu', '2026-11-23', '2026-11-23 02:00Z');
