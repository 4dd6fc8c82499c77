-- A row for each table of revision 0009.

INSERT INTO certification (id, dossier_id, key, unit_id, kind, year, number, symbol, paper, pages, copies, fee,
                           certified_on, certified_by_id, recorded_by_id, recorded_at)
VALUES ('00000000-0000-7000-8000-000000000099', '00000000-0000-7000-8000-000000000051', 'mau',
        '00000000-0000-7000-8000-000000000020', 'copy', 2026, 1, 'SCT/BS', 'Giấy tờ mẫu', 2, 1, 4000,
        '2026-11-23', '00000000-0000-7000-8000-000000000034', '00000000-0000-7000-8000-000000000034',
        '2026-11-23 02:00Z');
