-- Business days that had another name when something was kept under it: the clock has been set since.
CREATE TABLE neighbour_days (
    kept_day TEXT PRIMARY KEY,
    day      TEXT NOT NULL     -- the one that it was
) STRICT, WITHOUT ROWID;
