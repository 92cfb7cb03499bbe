-- A neighbour's name belongs to the terminal that proved a key pair of its own when it was first heard by it:
-- who has none in its row is not known, and is told again what the row had of it.
ALTER TABLE neighbours ADD COLUMN identity BLOB NOT NULL DEFAULT x'';    -- the public half
ALTER TABLE neighbours ADD COLUMN since INTEGER NOT NULL DEFAULT 0;      -- when it was first heard, as seen_at
ALTER TABLE neighbours ADD COLUMN host TEXT NOT NULL DEFAULT '0.0.0.0';  -- from where it was there last
