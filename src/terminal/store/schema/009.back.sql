DROP TABLE used_by_hand;
