DROP TABLE neighbours;
DROP TABLE neighbour_admissions;
