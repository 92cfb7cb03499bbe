-- Times are texts as the wire has them (China Standard Time), or seconds since 1970 where a name ends in _at.

CREATE TABLE cinemas (
    code     TEXT COLLATE "C" PRIMARY KEY,
    name     TEXT COLLATE "C" NOT NULL,
    added_at BIGINT NOT NULL
);

CREATE TABLE terminals (
    name          TEXT COLLATE "C" PRIMARY KEY,
    cinema        TEXT COLLATE "C" NOT NULL,
    screens       TEXT COLLATE "C" NOT NULL,      -- JSON: the halls at its door
    public_key    TEXT COLLATE "C",               -- PEM; none until it is enrolled
    signature     TEXT COLLATE "C" NOT NULL,
    old_key       TEXT COLLATE "C",               -- holds too until old_key_until_at
    old_key_until_at BIGINT,
    added_at      BIGINT NOT NULL,
    revoked_at    BIGINT
);

CREATE TABLE enrolments (
    name        TEXT COLLATE "C" PRIMARY KEY,
    code_sha256 TEXT COLLATE "C" NOT NULL UNIQUE,
    expires_at  BIGINT NOT NULL
);

CREATE TABLE heard (
    terminal TEXT COLLATE "C" PRIMARY KEY,
    last_at  BIGINT NOT NULL,
    offset_s BIGINT NOT NULL         -- by how much its clock was ahead of this platform's
);

-- Every key ever seen: late records are proved with old ones.
CREATE TABLE cinema_keys (
    cinema      TEXT COLLATE "C" NOT NULL,
    public_key  TEXT COLLATE "C" NOT NULL,
    start_time  TEXT COLLATE "C" NOT NULL,
    first_at    BIGINT NOT NULL,
    served      BIGINT NOT NULL,     -- 1: handed to terminals
    PRIMARY KEY (cinema, public_key, start_time)
);

CREATE TABLE key_fetches (
    cinema   TEXT COLLATE "C" PRIMARY KEY,
    asked_at BIGINT NOT NULL,
    good_at  BIGINT,                 -- when a reply that reads was last there
    result   TEXT COLLATE "C" NOT NULL,
    message  TEXT COLLATE "C" NOT NULL
);

CREATE SEQUENCE record_numbers;
CREATE TABLE records (
    number           BIGINT NOT NULL DEFAULT nextval('record_numbers'), -- in the order of arrival
    cinema           TEXT COLLATE "C" NOT NULL,
    start_time       TEXT COLLATE "C" NOT NULL,
    film_ticket_code TEXT COLLATE "C" NOT NULL,
    check_time       TEXT COLLATE "C" NOT NULL,
    username         TEXT COLLATE "C" NOT NULL,
    screen_code      TEXT COLLATE "C" NOT NULL,
    screen_name      TEXT COLLATE "C" NOT NULL,
    film_code        TEXT COLLATE "C" NOT NULL,
    film_name        TEXT COLLATE "C" NOT NULL,
    session_code     TEXT COLLATE "C" NOT NULL,
    ticket_type      TEXT COLLATE "C" NOT NULL,
    row_num          BIGINT NOT NULL,
    column_num       BIGINT NOT NULL,
    price            BIGINT NOT NULL, -- fen
    service          BIGINT NOT NULL, -- fen
    ticket_info_code TEXT COLLATE "C" NOT NULL,
    received_at      BIGINT NOT NULL,
    offset_s         BIGINT NOT NULL,
    due_at           BIGINT NOT NULL, -- behind it the record is overdue; one that arrived later is late
    proved           BIGINT NOT NULL, -- 1: by a key that was there when it arrived
    PRIMARY KEY (cinema, start_time, film_ticket_code, check_time, username)
) PARTITION BY RANGE (start_time);
CREATE INDEX records_numbers ON records (number);

-- Functions that work with their owner's rights see the ledger's schema alone, and what is a session's own
-- last: nothing that a caller makes stands before a table, and each is named with its schema all the same.

-- The table of a month of sessions, 2026-11.
CREATE FUNCTION month_table(month TEXT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $table$
BEGIN
    IF month IS NULL OR month !~ '^20[0-9]{2}-(0[1-9]|1[0-2])$' THEN
        RAISE EXCEPTION 'no month of sessions: %', coalesce(left(month, 20), 'none') USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN 'records_' || replace(month, '-', '');
END $table$;

-- A month of sessions, made before its first record. Whoever serves has no right to make tables.
CREATE FUNCTION make_month(month TEXT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = SCHEMA_OF_ALL, pg_temp AS $make$
DECLARE
    home TEXT := current_schema();
    name TEXT := month_table(month);
    first DATE := (month || '-01')::date;
BEGIN
    PERFORM pg_advisory_xact_lock(7482301, to_char(first, 'YYYYMM')::int);
    IF to_regclass(format('%I.%I', home, name)) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %1$I.%2$I PARTITION OF %1$I.records FOR VALUES FROM (%3$L) TO (%4$L) PARTITION BY HASH (cinema)',
        home, name, to_char(first, 'YYYY-MM-DD'), to_char(first + interval '1 month', 'YYYY-MM-DD'));
    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE %1$I.%3$I PARTITION OF %1$I.%2$I FOR VALUES WITH (MODULUS 16, REMAINDER %4$s)',
            home, name, name || '_' || part, part);
    END LOOP;
END $make$;

-- Takes a whole month of sessions away, where all of it is forwarded and past: three years at least, whatever
-- is asked for. Nobody waits for long: where somebody is at the records it is tried again later.
CREATE FUNCTION drop_month(month TEXT, days BIGINT) RETURNS BIGINT LANGUAGE plpgsql SECURITY DEFINER SET search_path = SCHEMA_OF_ALL, pg_temp SET lock_timeout = '1s' AS $drop$
DECLARE
    home TEXT := current_schema();
    name TEXT := month_table(month);
    first DATE := (month || '-01')::date;
    gone BIGINT;
    kept BIGINT;
    past TEXT := to_char(now() AT TIME ZONE 'Asia/Shanghai' - greatest(days, 1096) * interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS');
    mark TEXT;
BEGIN
    IF to_char(first + interval '1 month', 'YYYY-MM-DD') > past THEN RETURN 0; END IF;
    IF NOT pg_try_advisory_xact_lock(7482301, to_char(first, 'YYYYMM')::int)
        OR to_regclass(format('%I.%I', home, name)) IS NULL THEN RETURN 0; END IF;
    EXECUTE format('SELECT count(*), count(*) FILTER (WHERE check_time > $1 OR NOT EXISTS
        (SELECT 1 FROM %1$I.forwarded AS up WHERE up.number = month.number)) FROM %1$I.%2$I AS month', home, name)
        INTO gone, kept USING past;
    IF kept > 0 THEN RETURN 0; END IF;
    FOREACH mark IN ARRAY ARRAY['names', 'proofs', 'forwarded', 'finding_records'] LOOP
        EXECUTE format('DELETE FROM %1$I.%3$I AS mark USING %1$I.%2$I AS month WHERE mark.number = month.number',
            home, name, mark);
    END LOOP;
    FOREACH mark IN ARRAY ARRAY['admissions', 'facts'] LOOP
        EXECUTE format('DELETE FROM %1$I.%3$I AS mark USING %1$I.%2$I AS month WHERE mark.cinema = month.cinema
            AND mark.film_ticket_code = month.film_ticket_code AND mark.start_time = month.start_time', home, name, mark);
    END LOOP;
    EXECUTE format('DROP TABLE %I.%I', home, name);
    RETURN gone;
END $drop$;

-- What came later of a record, each once.
CREATE TABLE names (
    number      BIGINT PRIMARY KEY,
    screen_name TEXT COLLATE "C" NOT NULL,
    film_name   TEXT COLLATE "C" NOT NULL,
    ticket_type TEXT COLLATE "C" NOT NULL,
    row_num     BIGINT NOT NULL,
    column_num  BIGINT NOT NULL,
    filled_at   BIGINT NOT NULL
);
CREATE TABLE proofs (number BIGINT PRIMARY KEY, proved_at BIGINT NOT NULL);
CREATE TABLE forwarded (number BIGINT PRIMARY KEY, accepted_at BIGINT NOT NULL);

-- What is not upstream yet; the worker's own notes, made again from the tables above if need be.
CREATE TABLE outbox (
    number      BIGINT PRIMARY KEY,
    cinema      TEXT COLLATE "C" NOT NULL,
    start_time  TEXT COLLATE "C" NOT NULL,
    check_time  TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,     -- behind it the record is overdue
    proved      BIGINT NOT NULL,
    rejections  BIGINT NOT NULL DEFAULT 0,
    aside_at    BIGINT               -- set aside: when it is tried again
);
CREATE INDEX outbox_order ON outbox (cinema, proved, check_time, number);
CREATE INDEX outbox_age ON outbox (received_at);

-- The admission of each ticket: the record with the earliest CheckTime.
CREATE TABLE admissions (
    cinema           TEXT COLLATE "C" NOT NULL,
    film_ticket_code TEXT COLLATE "C" NOT NULL,
    start_time       TEXT COLLATE "C" NOT NULL,
    number           BIGINT NOT NULL,
    check_time       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (cinema, film_ticket_code, start_time)
);

-- What the national platform last said of a ticket.
CREATE TABLE facts (
    cinema           TEXT COLLATE "C" NOT NULL,
    film_ticket_code TEXT COLLATE "C" NOT NULL,
    start_time       TEXT COLLATE "C" NOT NULL,
    reply            TEXT COLLATE "C" NOT NULL,   -- ReplyData
    refunded         BIGINT NOT NULL,
    said_at          BIGINT NOT NULL,
    PRIMARY KEY (cinema, film_ticket_code, start_time)
);
CREATE INDEX facts_refunded ON facts (cinema, start_time) WHERE refunded = 1;

-- Counted at intake, so that no report reads the records.
CREATE TABLE tallies (
    day          TEXT COLLATE "C" NOT NULL,       -- business day of CheckTime
    cinema       TEXT COLLATE "C" NOT NULL,
    screen_code  TEXT COLLATE "C" NOT NULL,
    session_code TEXT COLLATE "C" NOT NULL,
    start_time   TEXT COLLATE "C" NOT NULL,
    username     TEXT COLLATE "C" NOT NULL,
    hour         BIGINT NOT NULL,
    records      BIGINT NOT NULL,
    admitted     BIGINT NOT NULL,
    forwarded    BIGINT NOT NULL,
    set_aside    BIGINT NOT NULL,
    unproved     BIGINT NOT NULL,
    price        BIGINT NOT NULL,
    service      BIGINT NOT NULL,
    PRIMARY KEY (day, cinema, screen_code, session_code, start_time, username, hour)
);

-- Admissions by quarter of an hour, for the picture of a day.
CREATE TABLE quarters (
    day      TEXT COLLATE "C" NOT NULL,
    cinema   TEXT COLLATE "C" NOT NULL,
    quarter  BIGINT NOT NULL,
    admitted BIGINT NOT NULL,
    PRIMARY KEY (day, cinema, quarter)
);

CREATE TABLE findings (
    id         BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    cinema     TEXT COLLATE "C" NOT NULL,
    subject    TEXT COLLATE "C" NOT NULL,         -- the ticket's code, or the terminal's name
    start_time TEXT COLLATE "C" NOT NULL,         -- of a ticket
    detail     TEXT COLLATE "C" NOT NULL,
    offset_s   BIGINT,
    opened_at  BIGINT NOT NULL,
    closed_at  BIGINT,
    closed_by  TEXT COLLATE "C",
    reason     TEXT COLLATE "C",
    -- of a clock: it was right since
    clock_right BIGINT NOT NULL DEFAULT 0,
    UNIQUE (kind, cinema, subject, start_time)
);
CREATE TABLE finding_records (
    finding BIGINT NOT NULL,
    number  BIGINT NOT NULL,
    PRIMARY KEY (finding, number)
);

CREATE TABLE operators (
    name            TEXT COLLATE "C" PRIMARY KEY,
    role            TEXT COLLATE "C" NOT NULL,
    cinemas         TEXT COLLATE "C" NOT NULL,    -- JSON; empty: every cinema
    password        TEXT COLLATE "C" NOT NULL,    -- Argon2id
    added_at        BIGINT NOT NULL,
    disabled_at     BIGINT,
    wrong           BIGINT NOT NULL DEFAULT 0,
    locked_until_at BIGINT
);

CREATE TABLE web_sessions (
    token_sha256 TEXT COLLATE "C" PRIMARY KEY,
    operator     TEXT COLLATE "C" NOT NULL,
    form_token   TEXT COLLATE "C" NOT NULL,
    opened_at    BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL
);

-- The protected log; each entry's chain covers the one before.
CREATE TABLE log (
    id     BIGINT PRIMARY KEY,
    at_ms  BIGINT NOT NULL,
    who    TEXT COLLATE "C" NOT NULL,
    kind   TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,             -- JSON
    chain  TEXT COLLATE "C" NOT NULL
);
-- Not even their owner does by mistake what the chain would tell.
CREATE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql AS $stays$
BEGIN
    RAISE EXCEPTION 'the log can not be altered';
END $stays$;
CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_stays();
CREATE TABLE log_head (one BIGINT PRIMARY KEY CHECK (one = 1), id BIGINT NOT NULL, chain TEXT COLLATE "C" NOT NULL, seal TEXT COLLATE "C" NOT NULL);

CREATE TABLE notes (name TEXT COLLATE "C" PRIMARY KEY, value TEXT COLLATE "C" NOT NULL);
