-- Staff numbers, typed at a number pad, and the names that a screen shows (empty: the operator's
-- name). A number and a name never stand for two people, as one may sign in by either.

ALTER TABLE operators ADD COLUMN number TEXT
    CHECK (length(number) BETWEEN 1 AND 8 AND number NOT GLOB '*[^0-9]*');
ALTER TABLE operators ADD COLUMN called TEXT NOT NULL DEFAULT '';

UPDATE operators SET number = name WHERE length(name) <= 8 AND name NOT GLOB '*[^0-9]*';
-- The others get what is free from 101 on, in the order of their names.
WITH RECURSIVE
    counted (n) AS (
        SELECT 101 UNION ALL SELECT n + 1 FROM counted
        WHERE n < 101 + 2 * (SELECT count(*) FROM operators)),
    free (n, place) AS (
        SELECT n, row_number() OVER (ORDER BY n) FROM counted
        WHERE CAST(n AS TEXT) NOT IN (SELECT number FROM operators WHERE number IS NOT NULL)),
    nameless (name, place) AS (
        SELECT name, row_number() OVER (ORDER BY name) FROM operators WHERE number IS NULL)
UPDATE operators SET number = CAST(free.n AS TEXT)
FROM nameless JOIN free USING (place) WHERE operators.name = nameless.name;

CREATE UNIQUE INDEX operators_by_number ON operators (number);

CREATE TRIGGER every_operator_has_a_number BEFORE INSERT ON operators WHEN NEW.number IS NULL
BEGIN
    SELECT RAISE(ABORT, 'an operator has a staff number');
END;

CREATE TRIGGER numbers_and_names_are_one_persons BEFORE INSERT ON operators
WHEN EXISTS (SELECT 1 FROM operators WHERE name = NEW.number OR number = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'a staff number is nobody else''s name');
END;

CREATE TRIGGER operators_keep_their_numbers BEFORE UPDATE OF number ON operators BEGIN
    SELECT RAISE(ABORT, 'a staff number is never changed');
END;

-- Settings that an admin has changed at the terminal; the configuration's value stands behind.
CREATE TABLE field_settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    by    TEXT NOT NULL,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
