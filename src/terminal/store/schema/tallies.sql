-- The tallies of schema/003.sql, counted anew from the records.
DELETE FROM tallies;
INSERT INTO tallies
SELECT r.business_day, r.check_at / 900000, r.screen_code, r.session_code, r.show_time, count(*),
    sum(r.reopened), sum(r.price_fen), sum(r.service_fen), max(nullif(f.film_name, '')),
    max(nullif(f.screen_name, '')), min(r.seq), max(r.seq)
FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
GROUP BY 1, 2, 3, 4, 5;
