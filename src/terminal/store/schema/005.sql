-- What a damaged disk leaves behind: records of which it is in doubt that anybody was let in, numbers
-- that no record has any more, and what was noticed.

-- A record whose commit was told to have failed, so that the gate stayed shut, but that was on the
-- disk nevertheless. Nobody came in by it: it is never uploaded or counted.
CREATE TABLE doubtful (
    seq              INTEGER PRIMARY KEY,
    film_ticket_code TEXT NOT NULL,
    check_at         INTEGER NOT NULL,
    business_day     TEXT NOT NULL,
    screen_code      TEXT NOT NULL,
    session_code     TEXT NOT NULL,
    show_time        TEXT NOT NULL,
    found_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX doubtful_by_day ON doubtful (business_day);

-- Numbers that no record has: lost with a damaged disk, or those of doubtful ones. None is given out
-- again.
CREATE TABLE gaps (
    first INTEGER PRIMARY KEY,
    last  INTEGER NOT NULL CHECK (last >= first)
) STRICT;

-- What was found wrong with the store, until somebody has seen to it.
CREATE TABLE incidents (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    records INTEGER NOT NULL,
    detail  TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
) STRICT;

DROP TRIGGER the_newest_record_stays;
CREATE TRIGGER the_newest_record_stays BEFORE DELETE ON records
WHEN OLD.seq = (SELECT max(seq) FROM records)
    AND NOT EXISTS (SELECT 1 FROM doubtful WHERE seq = OLD.seq)
BEGIN
    SELECT RAISE(ABORT, 'the newest record stays, so that no number is given out twice');
END;

DROP TRIGGER pending_records_stay;
CREATE TRIGGER pending_records_stay BEFORE DELETE ON records
WHEN (OLD.seq > (SELECT uploaded_through FROM upload_state)
        OR EXISTS (SELECT 1 FROM set_aside WHERE seq = OLD.seq))
    AND NOT EXISTS (SELECT 1 FROM doubtful WHERE seq = OLD.seq)
BEGIN
    SELECT RAISE(ABORT, 'a record that is not uploaded is never deleted');
END;

CREATE TRIGGER doubtful_records_stand BEFORE UPDATE ON doubtful BEGIN
    SELECT RAISE(ABORT, 'a doubtful record is never altered');
END;

-- One that was sent or walked through is in no doubt.
CREATE TRIGGER doubtful_records_were_never_used BEFORE INSERT ON doubtful
WHEN NOT EXISTS (SELECT 1 FROM records WHERE seq = NEW.seq AND passed_at IS NULL
    AND reopened = 0 AND seq > (SELECT uploaded_through FROM upload_state))
BEGIN
    SELECT RAISE(ABORT, 'a record that was used is in no doubt');
END;
