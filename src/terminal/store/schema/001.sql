-- Codes are stored at full width, civil times as YYYY-MM-DDThh:mm:ss in China Standard Time,
-- moments as milliseconds since 1970, amounts in fen.

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE public_keys (
    cinema_code TEXT NOT NULL,
    der         BLOB NOT NULL,
    start_time  TEXT NOT NULL,
    fetched_at  INTEGER NOT NULL,
    PRIMARY KEY (cinema_code, der)
) STRICT, WITHOUT ROWID;

-- One ticket, one admission: film_ticket_code is unique for as long as the record is kept.
CREATE TABLE records (
    seq              INTEGER PRIMARY KEY, -- grows by one: the newest record is never deleted
    film_ticket_code TEXT NOT NULL UNIQUE,
    cinema_code      TEXT NOT NULL,
    ticket_info_code TEXT NOT NULL,
    electronic       INTEGER NOT NULL,
    check_at         INTEGER NOT NULL,
    business_day     TEXT NOT NULL,
    screen_code      TEXT NOT NULL,
    film_code        TEXT NOT NULL,
    session_code     TEXT NOT NULL,
    show_time        TEXT NOT NULL,
    seat_code        TEXT NOT NULL,
    price_fen        INTEGER NOT NULL,
    service_fen      INTEGER NOT NULL,
    basis            TEXT NOT NULL CHECK (basis IN ('offline', 'online')),
    passed_at        INTEGER,
    reopened         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX records_by_day ON records (business_day);

CREATE TABLE refusals (
    id               INTEGER PRIMARY KEY,
    at               INTEGER NOT NULL,
    business_day     TEXT NOT NULL,
    reason           TEXT NOT NULL,
    basis            TEXT NOT NULL,
    film_ticket_code TEXT,
    screen_code      TEXT,
    session_code     TEXT,
    show_time        TEXT
) STRICT;
CREATE INDEX refusals_by_day ON refusals (business_day);

-- What the platform has told of a ticket (GetTicketInfo).
CREATE TABLE ticket_facts (
    film_ticket_code TEXT PRIMARY KEY,
    screen_name      TEXT NOT NULL,
    film_name        TEXT NOT NULL,
    ticket_type      TEXT NOT NULL,
    row_num          INTEGER NOT NULL,
    column_num       INTEGER NOT NULL,
    checked          INTEGER NOT NULL,
    refunded         INTEGER NOT NULL,
    refund_time      TEXT NOT NULL,
    fetched_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_facts_by_age ON ticket_facts (fetched_at);

-- The catalogue's shows: names and the end of a session, for a terminal that is offline.
CREATE TABLE shows (
    screen_code TEXT NOT NULL,
    start_time  TEXT NOT NULL,
    end_time    TEXT NOT NULL,
    film_name   TEXT NOT NULL,
    PRIMARY KEY (screen_code, start_time)
) STRICT, WITHOUT ROWID;

-- Records go up strictly in the order of seq: all up to uploaded_through are done, but for those
-- that are set aside.
CREATE TABLE upload_state (
    only             INTEGER PRIMARY KEY CHECK (only = 1),
    uploaded_through INTEGER NOT NULL,
    rejected_seq     INTEGER NOT NULL,
    rejections       INTEGER NOT NULL
) STRICT;
INSERT INTO upload_state VALUES (1, 0, 0, 0);

CREATE TABLE uploads (
    id          INTEGER PRIMARY KEY,
    first_seq   INTEGER NOT NULL,
    last_seq    INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL
) STRICT;

CREATE INDEX uploads_by_seq ON uploads (last_seq);

CREATE TABLE set_aside (
    seq      INTEGER PRIMARY KEY REFERENCES records (seq),
    since    INTEGER NOT NULL,
    tried_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER records_stand BEFORE UPDATE OF
    seq, film_ticket_code, cinema_code, ticket_info_code, electronic, check_at, business_day,
    screen_code, film_code, session_code, show_time, seat_code, price_fen, service_fen, basis
ON records BEGIN
    SELECT RAISE(ABORT, 'a check record is never altered');
END;

-- AUTOINCREMENT would do the same for the price of one more page in each admission.
CREATE TRIGGER the_newest_record_stays BEFORE DELETE ON records
WHEN OLD.seq = (SELECT max(seq) FROM records)
BEGIN
    SELECT RAISE(ABORT, 'the newest record stays, so that no number is given out twice');
END;

CREATE TRIGGER pending_records_stay BEFORE DELETE ON records
WHEN OLD.seq > (SELECT uploaded_through FROM upload_state)
    OR EXISTS (SELECT 1 FROM set_aside WHERE seq = OLD.seq)
BEGIN
    SELECT RAISE(ABORT, 'a record that is not uploaded is never deleted');
END;
