-- Times that were taken while nothing had confirmed the clock, and the days by which old records
-- are told from new ones whatever a clock says.

-- All records, refusals and openings by hand with numbers in these spans have such times. A time
-- less offset_ms tells how long the machine had run by then: from that the right time is made as
-- soon as it is known how the clock should have stood. Spans do not overlap; until one is settled
-- its records are not sent.
CREATE TABLE clock_spans (
    id              INTEGER PRIMARY KEY,
    after_seq       INTEGER NOT NULL, -- the numbers after these,
    after_refusal   INTEGER NOT NULL,
    after_opening   INTEGER NOT NULL,
    through_seq     INTEGER,          -- up to these; null: it goes on
    through_refusal INTEGER,
    through_opening INTEGER,
    boot            TEXT NOT NULL,    -- the machine's start
    offset_ms       INTEGER NOT NULL, -- how the clock stood: wall clock less time since that start
    behind          INTEGER NOT NULL, -- it was certainly behind
    right_ms        INTEGER,          -- how it should have stood, once that is known
    kept            INTEGER NOT NULL DEFAULT 0 -- nobody told: the times stand as they are
) STRICT;

-- A time is altered only where it has such a mark, and so was not sent.
DROP TRIGGER records_stand;
CREATE TRIGGER records_stand BEFORE UPDATE OF
    seq, film_ticket_code, cinema_code, ticket_info_code, electronic,
    screen_code, film_code, session_code, show_time, seat_code, price_fen, service_fen, basis
ON records BEGIN
    SELECT RAISE(ABORT, 'a check record is never altered');
END;

CREATE TRIGGER confirmed_times_stand BEFORE UPDATE OF check_at, business_day ON records
WHEN NOT EXISTS (SELECT 1 FROM clock_spans WHERE NOT kept AND OLD.seq > after_seq
        AND (through_seq IS NULL OR OLD.seq <= through_seq))
BEGIN
    SELECT RAISE(ABORT, 'a check record''s time is never altered but by the clock''s correction');
END;

CREATE TRIGGER corrections_are_tallied AFTER UPDATE OF check_at, business_day ON records
WHEN NEW.business_day <> OLD.business_day OR NEW.check_at / 900000 <> OLD.check_at / 900000
BEGIN
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
        first_seq = min(first_seq, excluded.first_seq),
        last_seq = max(last_seq, excluded.last_seq);
END;

-- The log tells each opening with the time that the clock showed.
DROP TRIGGER openings_stand;
CREATE TRIGGER openings_stand BEFORE UPDATE OF id, who, reason ON manual_openings BEGIN
    SELECT RAISE(ABORT, 'an opening by hand is never altered');
END;

CREATE TRIGGER confirmed_openings_stand BEFORE UPDATE OF at, business_day ON manual_openings
WHEN NOT EXISTS (SELECT 1 FROM clock_spans WHERE NOT kept AND OLD.id > after_opening
    AND (through_opening IS NULL OR OLD.id <= through_opening))
BEGIN
    SELECT RAISE(ABORT, 'an opening''s time is never altered but by the clock''s correction');
END;

-- The business days on which the terminal ran with a clock that the platform had confirmed, in
-- the order in which they came. A clock that jumps adds one of them, however far it jumps.
CREATE TABLE days_seen (
    ordinal       INTEGER PRIMARY KEY,
    day           TEXT NOT NULL UNIQUE,
    after_seq     INTEGER NOT NULL, -- the newest numbers when it was first seen
    after_refusal INTEGER NOT NULL,
    after_opening INTEGER NOT NULL
) STRICT;

-- Of the time before this step the days that have records were seen.
INSERT INTO days_seen
SELECT row_number() OVER (ORDER BY first, business_day), business_day, first - 1,
    coalesce((SELECT min(id) - 1 FROM refusals r WHERE r.business_day = d.business_day), 0),
    coalesce((SELECT min(id) - 1 FROM manual_openings o WHERE o.business_day = d.business_day), 0)
FROM (SELECT business_day, min(first_seq) AS first FROM tallies GROUP BY business_day) d;

-- On which of those days it was kept; 0: before there was this column.
ALTER TABLE ticket_facts ADD COLUMN seen_day INTEGER NOT NULL DEFAULT 0;
