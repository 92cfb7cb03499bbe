-- Times are texts as the wire has them (China Standard Time), or seconds since 1970 where a name ends in _at.

CREATE TABLE cinemas (
    code     TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE terminals (
    name          TEXT PRIMARY KEY,
    cinema        TEXT NOT NULL,
    screens       TEXT NOT NULL,      -- JSON: the halls at its door
    public_key    TEXT,               -- PEM; none until it is enrolled
    signature     TEXT NOT NULL,
    old_key       TEXT,               -- holds too until old_key_until_at
    old_key_until_at INTEGER,
    added_at      INTEGER NOT NULL,
    revoked_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolments (
    name        TEXT PRIMARY KEY,
    code_sha256 TEXT NOT NULL UNIQUE,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE heard (
    terminal TEXT PRIMARY KEY,
    last_at  INTEGER NOT NULL,
    offset_s INTEGER NOT NULL         -- by how much its clock was ahead of this platform's
) STRICT, WITHOUT ROWID;

-- Every key ever seen: late records are proved with old ones.
CREATE TABLE cinema_keys (
    cinema      TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    start_time  TEXT NOT NULL,
    first_at    INTEGER NOT NULL,
    served      INTEGER NOT NULL,     -- 1: handed to terminals
    PRIMARY KEY (cinema, public_key, start_time)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_fetches (
    cinema   TEXT PRIMARY KEY,
    asked_at INTEGER NOT NULL,
    good_at  INTEGER,                 -- when a reply that reads was last there
    result   TEXT NOT NULL,
    message  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    number           INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of arrival
    cinema           TEXT NOT NULL,
    start_time       TEXT NOT NULL,
    film_ticket_code TEXT NOT NULL,
    check_time       TEXT NOT NULL,
    username         TEXT NOT NULL,
    screen_code      TEXT NOT NULL,
    screen_name      TEXT NOT NULL,
    film_code        TEXT NOT NULL,
    film_name        TEXT NOT NULL,
    session_code     TEXT NOT NULL,
    ticket_type      TEXT NOT NULL,
    row_num          INTEGER NOT NULL,
    column_num       INTEGER NOT NULL,
    price            INTEGER NOT NULL, -- fen
    service          INTEGER NOT NULL, -- fen
    ticket_info_code TEXT NOT NULL,
    received_at      INTEGER NOT NULL,
    offset_s         INTEGER NOT NULL,
    due_at           INTEGER NOT NULL, -- behind it the record is overdue; one that arrived later is late
    proved           INTEGER NOT NULL, -- 1: by a key that was there when it arrived
    UNIQUE (cinema, start_time, film_ticket_code, check_time, username)
) STRICT;

CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN
    SELECT RAISE(ABORT, 'check records can not be altered');
END;
-- Three years, and never before it is forwarded (§5.3.1.2).
CREATE TRIGGER records_are_kept BEFORE DELETE ON records
WHEN NOT EXISTS (SELECT 1 FROM forwarded WHERE number = OLD.number)
    OR OLD.check_time > strftime('%Y-%m-%dT%H:%M:%S', 'now', '-1096 days')
    OR OLD.start_time > strftime('%Y-%m-%dT%H:%M:%S', 'now', '-1096 days')
BEGIN
    SELECT RAISE(ABORT, 'check records are kept for three years, and until they are forwarded');
END;

-- What came later of a record, each once.
CREATE TABLE names (
    number      INTEGER PRIMARY KEY,
    screen_name TEXT NOT NULL,
    film_name   TEXT NOT NULL,
    ticket_type TEXT NOT NULL,
    row_num     INTEGER NOT NULL,
    column_num  INTEGER NOT NULL,
    filled_at   INTEGER NOT NULL
) STRICT;
CREATE TABLE proofs (number INTEGER PRIMARY KEY, proved_at INTEGER NOT NULL) STRICT;
CREATE TABLE forwarded (number INTEGER PRIMARY KEY, accepted_at INTEGER NOT NULL) STRICT;

-- What is not upstream yet; the worker's own notes, made again from the tables above if need be.
CREATE TABLE outbox (
    number      INTEGER PRIMARY KEY,
    cinema      TEXT NOT NULL,
    start_time  TEXT NOT NULL,
    check_time  TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,     -- behind it the record is overdue
    proved      INTEGER NOT NULL,
    rejections  INTEGER NOT NULL DEFAULT 0,
    aside_at    INTEGER               -- set aside: when it is tried again
) STRICT;
CREATE INDEX outbox_order ON outbox (cinema, proved, check_time, number);
CREATE INDEX outbox_age ON outbox (received_at);

-- The admission of each ticket: the record with the earliest CheckTime.
CREATE TABLE admissions (
    cinema           TEXT NOT NULL,
    film_ticket_code TEXT NOT NULL,
    start_time       TEXT NOT NULL,
    number           INTEGER NOT NULL,
    check_time       TEXT NOT NULL,
    PRIMARY KEY (cinema, film_ticket_code, start_time)
) STRICT, WITHOUT ROWID;

-- What the national platform last said of a ticket.
CREATE TABLE facts (
    cinema           TEXT NOT NULL,
    film_ticket_code TEXT NOT NULL,
    start_time       TEXT NOT NULL,
    reply            TEXT NOT NULL,   -- ReplyData
    refunded         INTEGER NOT NULL,
    said_at          INTEGER NOT NULL,
    PRIMARY KEY (cinema, film_ticket_code, start_time)
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_refunded ON facts (cinema, start_time) WHERE refunded = 1;

-- Counted at intake, so that no report reads the records.
CREATE TABLE tallies (
    day          TEXT NOT NULL,       -- business day of CheckTime
    cinema       TEXT NOT NULL,
    screen_code  TEXT NOT NULL,
    session_code TEXT NOT NULL,
    start_time   TEXT NOT NULL,
    username     TEXT NOT NULL,
    hour         INTEGER NOT NULL,
    records      INTEGER NOT NULL,
    admitted     INTEGER NOT NULL,
    forwarded    INTEGER NOT NULL,
    set_aside    INTEGER NOT NULL,
    unproved     INTEGER NOT NULL,
    price        INTEGER NOT NULL,
    service      INTEGER NOT NULL,
    PRIMARY KEY (day, cinema, screen_code, session_code, start_time, username, hour)
) STRICT, WITHOUT ROWID;

-- Admissions by quarter of an hour, for the picture of a day.
CREATE TABLE quarters (
    day      TEXT NOT NULL,
    cinema   TEXT NOT NULL,
    quarter  INTEGER NOT NULL,
    admitted INTEGER NOT NULL,
    PRIMARY KEY (day, cinema, quarter)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    cinema     TEXT NOT NULL,
    subject    TEXT NOT NULL,         -- the ticket's code, or the terminal's name
    start_time TEXT NOT NULL,         -- of a ticket
    detail     TEXT NOT NULL,
    offset_s   INTEGER,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    closed_by  TEXT,
    reason     TEXT,
    -- of a clock: it was right since
    clock_right INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, cinema, subject, start_time)
) STRICT;
CREATE TABLE finding_records (
    finding INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    PRIMARY KEY (finding, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE operators (
    name            TEXT PRIMARY KEY,
    role            TEXT NOT NULL,
    cinemas         TEXT NOT NULL,    -- JSON; empty: every cinema
    password        TEXT NOT NULL,    -- Argon2id
    added_at        INTEGER NOT NULL,
    disabled_at     INTEGER,
    wrong           INTEGER NOT NULL DEFAULT 0,
    locked_until_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE web_sessions (
    token_sha256 TEXT PRIMARY KEY,
    operator     TEXT NOT NULL,
    form_token   TEXT NOT NULL,
    opened_at    INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The protected log; each entry's chain covers the one before.
CREATE TABLE log (
    id     INTEGER PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    who    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    detail TEXT NOT NULL,             -- JSON
    chain  TEXT NOT NULL
) STRICT;
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log can not be altered'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log can not be altered'); END;
CREATE TABLE log_head (one INTEGER PRIMARY KEY CHECK (one = 1), id INTEGER NOT NULL, chain TEXT NOT NULL, seal TEXT NOT NULL) STRICT;

CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
