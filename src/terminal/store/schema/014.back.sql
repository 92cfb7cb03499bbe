ALTER TABLE neighbours DROP COLUMN identity;
ALTER TABLE neighbours DROP COLUMN since;
ALTER TABLE neighbours DROP COLUMN host;
