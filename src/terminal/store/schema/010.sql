-- How many seats a hall has, as the channel tells it.
ALTER TABLE catalogue_names ADD COLUMN seats INTEGER;
