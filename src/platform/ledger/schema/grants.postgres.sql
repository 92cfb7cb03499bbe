-- Nothing but this, column by column: check records, what proves them, what was forwarded and the log are added
-- to, never changed, and of the rest nothing is renamed. What an earlier version granted goes first.
REVOKE ALL ON schema_steps, records, names, proofs, forwarded, log, log_head, finding_records, cinema_keys, key_fetches,
    admissions, facts, tallies, quarters, findings, cinemas, terminals, heard, operators, notes, enrolments, outbox,
    web_sessions FROM SERVING;
REVOKE ALL ON SEQUENCE record_numbers FROM SERVING;
GRANT USAGE ON SCHEMA SCHEMA_OF_ALL TO SERVING;
GRANT SELECT ON schema_steps TO SERVING;

GRANT SELECT, INSERT ON records, names, proofs, forwarded, log, finding_records TO SERVING;
GRANT SELECT, INSERT, UPDATE (id, chain, seal) ON log_head TO SERVING;
GRANT SELECT, INSERT, UPDATE (served) ON cinema_keys TO SERVING;
GRANT SELECT, INSERT, UPDATE (asked_at, good_at, result, message) ON key_fetches TO SERVING;
GRANT SELECT, INSERT, UPDATE (number, check_time) ON admissions TO SERVING;
GRANT SELECT, INSERT, UPDATE (reply, refunded, said_at) ON facts TO SERVING;
GRANT SELECT, INSERT, UPDATE (records, admitted, forwarded, set_aside, unproved, price, service) ON tallies TO SERVING;
GRANT SELECT, INSERT, UPDATE (admitted) ON quarters TO SERVING;
GRANT SELECT, INSERT, UPDATE (offset_s, closed_at, closed_by, reason) ON findings TO SERVING;
GRANT SELECT, INSERT, UPDATE (name) ON cinemas TO SERVING;
GRANT SELECT, INSERT, UPDATE (screens, public_key, old_key, old_key_until_at, revoked_at) ON terminals TO SERVING;
GRANT SELECT, INSERT, UPDATE (last_at, offset_s) ON heard TO SERVING;
GRANT SELECT, INSERT, UPDATE (password, wrong, locked_until_at, disabled_at) ON operators TO SERVING;
GRANT SELECT, INSERT, UPDATE (value) ON notes TO SERVING;
GRANT SELECT, INSERT, UPDATE (code_sha256, expires_at), DELETE ON enrolments TO SERVING;
GRANT SELECT, INSERT, UPDATE (rejections, aside_at, proved), DELETE ON outbox TO SERVING;
GRANT SELECT, INSERT, UPDATE (seen_at), DELETE ON web_sessions TO SERVING;
GRANT USAGE ON SEQUENCE record_numbers TO SERVING;

REVOKE ALL ON FUNCTION month_table(TEXT), make_month(TEXT), drop_month(TEXT, BIGINT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_month(TEXT), drop_month(TEXT, BIGINT) TO SERVING;

-- Nobody makes tables or functions beside these, for a session or for good, where the owner may say so.
DO $nothing_beside$
BEGIN
    IF (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()) THEN
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    END IF;
    IF (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = current_schema()) THEN
        EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
    END IF;
END $nothing_beside$;
