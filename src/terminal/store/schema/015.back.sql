DROP TABLE neighbour_days;
