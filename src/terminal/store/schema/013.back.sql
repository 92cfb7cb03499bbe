DROP TABLE typed_refusals;
