-- What neighbours told is looked up by its tickets in memory: their order by number, which has none in time,
-- cost more than all else that is written of them.
DROP INDEX neighbour_admissions_by_ticket;

-- Tickets that staff let in by their number, in the order in which that happened: neighbours are told so, and
-- keep them among `neighbour_admissions` with the number below 0.
CREATE TABLE numbers_by_hand (
    number           INTEGER PRIMARY KEY,
    film_ticket_code TEXT NOT NULL
) STRICT;
INSERT INTO numbers_by_hand (film_ticket_code) SELECT film_ticket_code FROM used_by_hand ORDER BY at;

-- How far those are known of each neighbour.
CREATE TABLE neighbours_by_hand (
    door    TEXT PRIMARY KEY,
    through INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where else the ticket of a double admission was admitted, where that door has told so.
CREATE TABLE double_doors (
    seq      INTEGER PRIMARY KEY REFERENCES records (seq) ON DELETE CASCADE,
    door     TEXT NOT NULL,    -- its terminal's user name
    name     TEXT NOT NULL,    -- what people call it
    check_at INTEGER NOT NULL  -- milliseconds since 1970, by its clock
) STRICT;
