DROP TABLE double_doors;
DROP TABLE neighbours_by_hand;
DROP TABLE numbers_by_hand;
CREATE INDEX neighbour_admissions_by_ticket ON neighbour_admissions (film_ticket_code);
