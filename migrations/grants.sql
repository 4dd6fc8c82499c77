-- What each role may do, applied by the owner after every upgrade (gateway/migrate.py). First everything is taken
-- away, so that the file alone says what holds. tests/migrations/test_grants.py compares the whole matrix.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, gateway_app, gateway_auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, gateway_app, gateway_auditor;
REVOKE ALL ON SCHEMA public FROM PUBLIC, gateway_app, gateway_auditor;
REVOKE ALL ON ALL TABLES IN SCHEMA jobs FROM PUBLIC, gateway_app, gateway_auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA jobs FROM PUBLIC, gateway_app, gateway_auditor;
REVOKE ALL ON SCHEMA jobs FROM PUBLIC, gateway_app, gateway_auditor;

-- The application -----------------------------------------------------------------------------------------------

GRANT USAGE ON SCHEMA public TO gateway_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO gateway_app;

-- Added to and never changed: the log, the register, the history of dossiers.
-- `xid` of an event is the database's own: the sealer relies on it.
GRANT INSERT (id, at, body) ON audit_event TO gateway_app;
GRANT INSERT ON
    audit_subject,
    result, result_file, result_status, signature_record,
    dossier_transition, dossier_deadline,
    office_change,
    supplement_request, supplement_item, retired_code,
    certification,
    shipment_item, shipment_paper
TO gateway_app;

-- Facts that are only added.
GRANT INSERT ON dossier_party, mandate_unit, procedure_successor TO gateway_app;

-- An import is entered before what it brings and counted after it, in one transaction; it may be taken back whole.
GRANT INSERT, UPDATE (counts, undone_at) ON catalogue_import TO gateway_app;

-- What the province decided is never changed; what has not begun may be withdrawn.
GRANT INSERT, UPDATE (withdrawn_on, withdrawn_at) ON local_decision TO gateway_app;
GRANT INSERT ON local_decision_unit TO gateway_app;

-- A change of the synonyms is never altered; it may be undone.
GRANT INSERT, UPDATE (undone_at) ON synonym_change TO gateway_app;

-- A version of a procedure is never changed, only ended.
GRANT INSERT, UPDATE (valid_until, ended_by_import_id) ON procedure_version TO gateway_app;

-- What was handed in stays; what becomes of it changes. Its rows are written anew with each comparison.
GRANT INSERT, UPDATE (
    state, format, rows_total, rows_done, refusal, unread, base, counts, findings, compared_at,
    decided_at, decided_by_id, decided_by_post_id, waivers, import_id,
    undone_at, undone_by_id, undone_by_post_id, undo_reason, version
) ON staged_list TO gateway_app;
GRANT INSERT, DELETE ON staged_row TO gateway_app;

-- Changed, and kept for good: a dated row ends, a key is destroyed, a number is voided.
GRANT INSERT, UPDATE ON
    data_key,
    unit, person, organisation, identity_number, account,
    officer_post, delegation, mandate, duty_exception,
    procedure, unit_procedure,
    calendar_change, code_entry, maintenance, notice,
    dossier_series,
    number_book, book_number
TO gateway_app;

-- What was filed, when, and under which version of a procedure stays as it was; where it stands changes.
GRANT INSERT, UPDATE (
    code, handler_post_id, state, financial, delivery, synchronisation, waiting_for, proposal, delivery_method,
    received_at, arrived_at, due_on, due_at, due_by, due_confirmed, paused_at, pause_basis,
    asked_rounds, delivered_rounds, answer_by, ended_at, returned_at, correction_waits_for, lookup_secret_hash, version
) ON dossier TO gateway_app;

-- What was sent to whom stays as it was; the number, the hand-overs and the end come later.
-- Its items follow from it by their foreign key, for which nobody needs a right.
GRANT INSERT, UPDATE (
    number, fee, state, is_open, handed_at, handed_by_id, postal_worker_sealed, closed_at, closed_by_id,
    delivered_on, receiver_sealed, proof_sealed, reason, note_sealed, version
) ON shipment TO gateway_app;

-- Deleted as well: what is still being prepared, what an administrator edits, what has run out.
GRANT INSERT, UPDATE, DELETE ON
    draft, component_file, document, blob,
    unit_alias, office_hours, day_off, calendar_change_day,
    session, login_attempt, rate_limit
TO gateway_app;

GRANT USAGE ON SCHEMA jobs TO gateway_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO gateway_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO gateway_app;

-- The auditor ---------------------------------------------------------------------------------------------------
-- Reads only. Not what people have not filed yet, not who is signed in. Sealed columns open for nobody without the
-- key ring, which the pages for auditors have and use within a mandate alone.

GRANT USAGE ON SCHEMA public TO gateway_auditor;
GRANT SELECT ON
    audit_event, audit_subject, office_change,
    result, result_file, result_status, signature_record, number_book, book_number,
    dossier, dossier_series, dossier_party, dossier_transition, dossier_deadline, component_file, document, blob,
    supplement_request, supplement_item, retired_code, certification,
    shipment, shipment_item, shipment_paper,
    data_key,
    unit, unit_alias, office_hours, person, organisation, identity_number, account,
    officer_post, delegation, mandate, mandate_unit, duty_exception,
    procedure, procedure_version, procedure_successor, catalogue_import, staged_list, staged_row,
    unit_procedure, local_decision, local_decision_unit, synonym_change, day_off,
    calendar_change, calendar_change_day, code_entry,
    maintenance, notice
TO gateway_auditor;
