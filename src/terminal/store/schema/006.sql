-- Records that the platform refused twice while each stood alone: later ones go up past them, and
-- each round of the upload begins with them. They are pending all the same.
CREATE TABLE standing_aside (
    seq        INTEGER PRIMARY KEY REFERENCES records (seq),
    rejections INTEGER NOT NULL
) STRICT;

CREATE TRIGGER records_that_stand_aside_stay BEFORE DELETE ON records
WHEN EXISTS (SELECT 1 FROM standing_aside WHERE seq = OLD.seq)
BEGIN
    SELECT RAISE(ABORT, 'a record that stands aside is never deleted');
END;

-- What waits for its upload, in whatever order.
CREATE VIEW waiting (seq) AS
    SELECT seq FROM records WHERE seq > (SELECT uploaded_through FROM upload_state)
    UNION ALL SELECT seq FROM standing_aside;

-- The last record that may have reached the platform, noted before it is sent. Those of an older
-- program may have.
ALTER TABLE upload_state ADD COLUMN attempted_through INTEGER NOT NULL DEFAULT 0;
UPDATE upload_state SET attempted_through = coalesce((SELECT max(seq) FROM records), 0);

-- Admissions that were decided offline, of tickets that the platform knew as checked before this
-- terminal had sent anything of them: somebody else admitted them too.
CREATE TABLE double_admissions (
    seq      INTEGER PRIMARY KEY REFERENCES records (seq) ON DELETE CASCADE,
    found_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER double_admissions_stand BEFORE UPDATE ON double_admissions BEGIN
    SELECT RAISE(ABORT, 'a double admission is never altered');
END;
