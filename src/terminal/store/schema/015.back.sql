-- What was kept by a clock that was not set is of the newest day that was seen.
UPDATE neighbour_admissions SET kept_day = (SELECT day FROM days_seen ORDER BY ordinal DESC LIMIT 1)
WHERE EXISTS (SELECT 1 FROM days_seen);
DROP INDEX neighbour_admissions_by_seen_day;
ALTER TABLE neighbour_admissions DROP COLUMN seen_day;
ALTER TABLE neighbours DROP COLUMN since_day;
ALTER TABLE neighbours DROP COLUMN seen_day;
UPDATE neighbours SET through = 0 WHERE through < 0;
UPDATE neighbours_by_hand SET through = 0 WHERE through < 0;
DROP TABLE door_identity;
