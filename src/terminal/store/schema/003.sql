-- What the reports need beside the records: openings by hand, how long visitors waited, and
-- figures counted as they come, so that a year is added up without reading its records.

-- Wide enough that counting reads no rows.
DROP INDEX refusals_by_day;
CREATE INDEX refusals_by_time ON refusals (business_day, at, reason);

-- Admissions of one session within one quarter of an hour (check_at / 900000). Their records lie
-- between first_seq and last_seq, so that no index of the records by time is needed: an admission
-- writes as many pages as with that index and without this table.
DROP INDEX records_by_day;
CREATE TABLE tallies (
    business_day TEXT NOT NULL,
    quarter      INTEGER NOT NULL,
    screen_code  TEXT NOT NULL,
    session_code TEXT NOT NULL,
    show_time    TEXT NOT NULL,
    admitted     INTEGER NOT NULL,
    reopened     INTEGER NOT NULL,
    price_fen    INTEGER NOT NULL,
    service_fen  INTEGER NOT NULL,
    film_name    TEXT, -- as the platform told it of one of the tickets
    screen_name  TEXT,
    first_seq    INTEGER NOT NULL,
    last_seq     INTEGER NOT NULL,
    PRIMARY KEY (business_day, quarter, screen_code, session_code, show_time)
) STRICT, WITHOUT ROWID;

INSERT INTO tallies
SELECT r.business_day, r.check_at / 900000, r.screen_code, r.session_code, r.show_time, count(*),
    sum(r.reopened), sum(r.price_fen), sum(r.service_fen), max(nullif(f.film_name, '')),
    max(nullif(f.screen_name, '')), min(r.seq), max(r.seq)
FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER admissions_are_tallied AFTER INSERT ON records BEGIN
    INSERT INTO tallies
    SELECT NEW.business_day, NEW.check_at / 900000, NEW.screen_code, NEW.session_code,
        NEW.show_time, 1, NEW.reopened, NEW.price_fen, NEW.service_fen, nullif(f.film_name, ''),
        nullif(f.screen_name, ''), NEW.seq, NEW.seq
    FROM (SELECT NEW.film_ticket_code AS film_ticket_code)
        LEFT JOIN ticket_facts f USING (film_ticket_code)
    WHERE true
    ON CONFLICT DO UPDATE SET
        admitted = admitted + 1,
        reopened = reopened + excluded.reopened,
        price_fen = price_fen + excluded.price_fen,
        service_fen = service_fen + excluded.service_fen,
        film_name = coalesce(excluded.film_name, film_name),
        screen_name = coalesce(excluded.screen_name, screen_name),
        last_seq = max(last_seq, excluded.last_seq);
END;

CREATE TRIGGER reopenings_are_tallied AFTER UPDATE OF reopened ON records BEGIN
    UPDATE tallies SET reopened = reopened + NEW.reopened - OLD.reopened
    WHERE business_day = NEW.business_day AND quarter = NEW.check_at / 900000
        AND screen_code = NEW.screen_code AND session_code = NEW.session_code
        AND show_time = NEW.show_time;
END;

CREATE TRIGGER deletions_are_tallied AFTER DELETE ON records BEGIN
    UPDATE tallies SET
        admitted = admitted - 1,
        reopened = reopened - OLD.reopened,
        price_fen = price_fen - OLD.price_fen,
        service_fen = service_fen - OLD.service_fen
    WHERE business_day = OLD.business_day AND quarter = OLD.check_at / 900000
        AND screen_code = OLD.screen_code AND session_code = OLD.session_code
        AND show_time = OLD.show_time;
    DELETE FROM tallies
    WHERE business_day = OLD.business_day AND quarter = OLD.check_at / 900000
        AND screen_code = OLD.screen_code AND session_code = OLD.session_code
        AND show_time = OLD.show_time AND admitted = 0;
END;

-- Names that come after the admission; REPLACE inserts, too.
CREATE TRIGGER names_are_tallied AFTER INSERT ON ticket_facts
WHEN NEW.film_name <> '' OR NEW.screen_name <> ''
BEGIN
    UPDATE tallies SET
        film_name = coalesce(nullif(NEW.film_name, ''), tallies.film_name),
        screen_name = coalesce(nullif(NEW.screen_name, ''), tallies.screen_name)
    FROM records r
    WHERE r.film_ticket_code = NEW.film_ticket_code
        AND tallies.business_day = r.business_day AND tallies.quarter = r.check_at / 900000
        AND tallies.screen_code = r.screen_code AND tallies.session_code = r.session_code
        AND tallies.show_time = r.show_time
        AND (tallies.film_name IS NOT coalesce(nullif(NEW.film_name, ''), tallies.film_name)
            OR tallies.screen_name IS NOT coalesce(nullif(NEW.screen_name, ''), tallies.screen_name));
END;

-- Openings of the gate by hand; the audit log tells each of them, too.
CREATE TABLE manual_openings (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    who          TEXT NOT NULL,
    reason       TEXT NOT NULL
) STRICT;
CREATE INDEX manual_openings_by_day ON manual_openings (business_day, at, reason);

CREATE TRIGGER openings_stand BEFORE UPDATE ON manual_openings BEGIN
    SELECT RAISE(ABORT, 'an opening by hand is never altered');
END;

CREATE TRIGGER openings_stay BEFORE DELETE ON manual_openings
WHEN OLD.business_day >= coalesce((SELECT min(business_day) FROM tallies), '')
BEGIN
    SELECT RAISE(ABORT, 'an opening by hand is kept as long as the records of its day');
END;

CREATE TRIGGER openings_grow BEFORE INSERT ON manual_openings
WHEN EXISTS (SELECT 1 FROM manual_openings WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'an opening by hand is never replaced');
END;

-- How long visitors waited for the gate: bucket n counts waits up to its bound, the last all others.
CREATE TABLE waits (
    business_day TEXT NOT NULL,
    bucket       INTEGER NOT NULL,
    waits        INTEGER NOT NULL,
    PRIMARY KEY (business_day, bucket)
) STRICT, WITHOUT ROWID;
