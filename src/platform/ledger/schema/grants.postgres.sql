-- Nothing but this: check records, what proves them, what was forwarded and the log are added to, never changed.
GRANT USAGE ON SCHEMA SCHEMA_OF_ALL TO SERVING;
GRANT SELECT ON schema_steps TO SERVING;
GRANT SELECT, INSERT ON records, names, proofs, forwarded, log TO SERVING;
GRANT SELECT, INSERT, UPDATE ON cinema_keys, admissions, facts, tallies, quarters, findings, log_head TO SERVING;
GRANT SELECT, INSERT, UPDATE, DELETE ON cinemas, terminals, enrolments, heard, key_fetches, outbox,
    finding_records, operators, web_sessions, notes TO SERVING;
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
