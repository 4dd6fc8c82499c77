-- A row for each table of revision 0004; those of 0001 stand before.

INSERT INTO local_decision (id, procedure_id, number, aspect, restores, valid_from, source, confirmed, entered_on,
                            entered_at, post_id)
VALUES ('00000000-0000-7000-8000-000000000045', '00000000-0000-7000-8000-000000000042', 1, 'units', false, '2026-11-03',
        'mẫu', false, '2026-11-02', '2026-11-02 00:00Z', '00000000-0000-7000-8000-000000000034');

INSERT INTO local_decision_unit (id, decision_id, unit_id)
VALUES ('00000000-0000-7000-8000-000000000046', '00000000-0000-7000-8000-000000000045',
        '00000000-0000-7000-8000-000000000020');
