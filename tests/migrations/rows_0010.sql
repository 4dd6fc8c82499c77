-- A row for each table of revision 0010.

INSERT INTO data_key (id, key_id, wrapped) VALUES ('00000000-0000-7000-8000-000000000100', 'k1', '\x01');

INSERT INTO shipment (id, data_key_id, code, key, purpose, operator, number, unit_id, recipient_sealed, address_sealed,
                      payer, state, is_open, prepared_at, prepared_by_id, handed_at, handed_by_id,
                      postal_worker_sealed, closed_at, closed_by_id, delivered_on, receiver_sealed, proof_sealed,
                      version)
VALUES ('00000000-0000-7000-8000-000000000101', '00000000-0000-7000-8000-000000000100', 'BG2026-X1-1', 'mau-buu-gui',
        'to_applicant', 'vnpost', 'EB100000025VN', '00000000-0000-7000-8000-000000000020', '\x01', '\x01',
        'on_delivery', 'delivered', false, '2026-11-23 02:00Z', '00000000-0000-7000-8000-000000000034',
        '2026-11-23 03:00Z', '00000000-0000-7000-8000-000000000034', '\x01', '2026-11-24 03:00Z',
        '00000000-0000-7000-8000-000000000034', '2026-11-24', '\x01', '\x01', 1);

INSERT INTO shipment_item (id, shipment_id, purpose, is_open, position, dossier_id)
VALUES ('00000000-0000-7000-8000-000000000102', '00000000-0000-7000-8000-000000000101', 'to_applicant', false, 0,
        '00000000-0000-7000-8000-000000000051');

INSERT INTO shipment_paper (id, data_key_id, item_id, position, name_sealed, originals, copies, certified, sheets)
VALUES ('00000000-0000-7000-8000-000000000103', '00000000-0000-7000-8000-000000000013',
        '00000000-0000-7000-8000-000000000102', 0, '\x01', 1, 0, 0, 2);
