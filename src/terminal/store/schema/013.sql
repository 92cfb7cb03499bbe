-- Tickets whose number staff typed and that were not let in; the audit log tells each of them, too.
CREATE TABLE typed_refusals (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    business_day TEXT NOT NULL,
    reason       TEXT NOT NULL
) STRICT;
CREATE INDEX typed_refusals_by_day ON typed_refusals (business_day, reason);

CREATE TRIGGER typed_refusals_stand BEFORE UPDATE ON typed_refusals BEGIN
    SELECT RAISE(ABORT, 'a ticket that was typed and refused stays so');
END;
