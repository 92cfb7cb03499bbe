-- Tickets that staff let in by their number, as their code could not be read: used up here, and not
-- uploaded, as a report to the platform takes the code.
CREATE TABLE used_by_hand (
    film_ticket_code TEXT PRIMARY KEY,
    at               INTEGER NOT NULL,
    business_day     TEXT NOT NULL,
    screen_code      TEXT NOT NULL,
    session_code     TEXT NOT NULL,
    show_time        TEXT NOT NULL,
    film_name        TEXT NOT NULL,
    screen_name      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX used_by_hand_by_day ON used_by_hand (business_day);

CREATE TRIGGER used_by_hand_stand BEFORE UPDATE ON used_by_hand BEGIN
    SELECT RAISE(ABORT, 'a ticket that was used by hand stays so');
END;

-- Without this, INSERT OR REPLACE would delete without a word.
CREATE TRIGGER used_by_hand_once BEFORE INSERT ON used_by_hand
WHEN EXISTS (SELECT 1 FROM used_by_hand WHERE film_ticket_code = NEW.film_ticket_code)
    OR EXISTS (SELECT 1 FROM records WHERE film_ticket_code = NEW.film_ticket_code)
BEGIN
    SELECT RAISE(ABORT, 'a ticket is used once');
END;
