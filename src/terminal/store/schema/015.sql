-- The newest day of days_seen when something was kept: by that it is old, and by no clock.
ALTER TABLE neighbour_admissions ADD COLUMN seen_day INTEGER NOT NULL DEFAULT 0;
UPDATE neighbour_admissions SET seen_day = (SELECT coalesce(max(ordinal), 0) FROM days_seen);
CREATE INDEX neighbour_admissions_by_seen_day ON neighbour_admissions (seen_day);
-- Likewise when a neighbour came first, and when it was there last.
ALTER TABLE neighbours ADD COLUMN since_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE neighbours ADD COLUMN seen_day INTEGER NOT NULL DEFAULT 0;
UPDATE neighbours SET (since_day, seen_day) =
    (SELECT coalesce(max(ordinal), 0), coalesce(max(ordinal), 0) FROM days_seen);

-- The key pair that this terminal proves itself with, once more: who loses it is a stranger to its neighbours.
CREATE TABLE door_identity (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    pair TEXT NOT NULL
) STRICT;
INSERT INTO door_identity
SELECT 1, value FROM settings WHERE name = 'neighbour_identity' AND value <> '';
