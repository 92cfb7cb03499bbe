-- Operators (names in ASCII, so that NOCASE is all of ignoring case) and the audit log.

CREATE TABLE operators (
    name         TEXT PRIMARY KEY COLLATE NOCASE,
    role         TEXT NOT NULL CHECK (role IN ('staff', 'tech', 'admin')),
    hash         TEXT NOT NULL,
    disabled     INTEGER NOT NULL DEFAULT 0,
    failed       INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TRIGGER the_first_operator_is_an_admin BEFORE INSERT ON operators
WHEN NEW.role <> 'admin' AND NOT EXISTS (SELECT 1 FROM operators)
BEGIN
    SELECT RAISE(ABORT, 'the first operator is an admin');
END;

CREATE TRIGGER an_admin_stays BEFORE UPDATE OF role, disabled ON operators
WHEN OLD.role = 'admin' AND NOT OLD.disabled AND (NEW.role <> 'admin' OR NEW.disabled)
    AND NOT EXISTS (
        SELECT 1 FROM operators WHERE role = 'admin' AND NOT disabled AND name <> OLD.name)
BEGIN
    SELECT RAISE(ABORT, 'the last enabled admin stays');
END;

-- The log tells names: they stay known, and nobody gets the name of somebody else.
CREATE TRIGGER operators_stay BEFORE DELETE ON operators BEGIN
    SELECT RAISE(ABORT, 'an operator is disabled, never deleted');
END;

CREATE TRIGGER operators_keep_their_names BEFORE UPDATE OF name ON operators BEGIN
    SELECT RAISE(ABORT, 'an operator is never renamed');
END;

-- chain: HMAC over the chain of the entry before and this entry.
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    what   TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain  BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_stands BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is never altered');
END;

CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is never cut');
END;

-- Without this, INSERT OR REPLACE would delete without a word to the trigger above.
CREATE TRIGGER audit_grows BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id >= NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the audit log grows at its end alone');
END;

-- The newest entry, told outside of the log; the seal is a MAC over both.
CREATE TABLE audit_head (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    id    INTEGER NOT NULL,
    chain BLOB NOT NULL,
    seal  BLOB NOT NULL
) STRICT;
