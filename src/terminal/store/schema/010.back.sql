ALTER TABLE catalogue_names DROP COLUMN seats;
