-- What the terminals of the same cinema told of their admissions: never uploaded, and gone with the business
-- day after that on which it was heard.
CREATE TABLE neighbour_admissions (
    door             TEXT NOT NULL,    -- its terminal's user name
    series           INTEGER NOT NULL, -- of the numbers of its database
    seq              INTEGER NOT NULL, -- there
    film_ticket_code TEXT NOT NULL,
    session_code     TEXT NOT NULL,
    check_at         INTEGER NOT NULL, -- milliseconds since 1970, by its clock
    kept_day         TEXT NOT NULL,    -- the business day here
    PRIMARY KEY (door, series, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX neighbour_admissions_by_ticket ON neighbour_admissions (film_ticket_code);
CREATE INDEX neighbour_admissions_by_day ON neighbour_admissions (kept_day);

-- How far that is known of each.
CREATE TABLE neighbours (
    door    TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    series  INTEGER NOT NULL,
    through INTEGER NOT NULL,          -- all of its admissions up to here
    seen_at INTEGER NOT NULL           -- milliseconds since 1970, by this terminal's clock
) STRICT, WITHOUT ROWID;
