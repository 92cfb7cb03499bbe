-- The catalogue of the channel API (CHANNEL §3): what its last replies told of locations, cinemas, films, halls and shows.
-- It names and lengthens, and decides nothing.

DROP TABLE shows; -- never filled

-- How each of the lists stands.
CREATE TABLE catalogue_parts (
    part       TEXT PRIMARY KEY,
    whole_at   INTEGER,          -- of the last whole reply; null: none yet
    empty_once INTEGER NOT NULL, -- the last whole reply had nothing in it, and is not believed yet
    error_at   INTEGER,          -- since the last whole reply; null: nothing went wrong
    error      TEXT
) STRICT, WITHOUT ROWID;

-- Locations, cinemas, movies and halls, by the channel's numbers.
CREATE TABLE catalogue_names (
    part    TEXT NOT NULL,
    id      INTEGER NOT NULL,
    name    TEXT NOT NULL,
    minutes INTEGER,             -- of a film, as it was told
    enabled INTEGER NOT NULL,
    PRIMARY KEY (part, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE shows (
    show_id  TEXT PRIMARY KEY,
    hall_id  INTEGER,
    movie_id INTEGER,
    start    TEXT NOT NULL,
    minutes  INTEGER,            -- as it was told
    enabled  INTEGER NOT NULL,   -- sold; a show that is not names and lengthens all the same
    gone_at  INTEGER             -- since when it is not, milliseconds since 1970
) STRICT, WITHOUT ROWID;
CREATE INDEX shows_by_hall ON shows (hall_id, start);
CREATE INDEX shows_by_start ON shows (start);

-- What the configuration says of the cinema's halls, so that reports know it too.
CREATE TABLE screens (
    screen_code TEXT PRIMARY KEY,
    hall_id     INTEGER,
    name        TEXT
) STRICT, WITHOUT ROWID;

-- Films of past sessions that are in the reports, from shows that are gone.
CREATE TABLE past_films (
    screen_code TEXT NOT NULL,
    show_time   TEXT NOT NULL,
    film_name   TEXT NOT NULL,
    PRIMARY KEY (screen_code, show_time)
) STRICT, WITHOUT ROWID;

-- What halls are called, as the platform told it last of a ticket that was admitted here.
CREATE TABLE hall_names (
    screen_code TEXT PRIMARY KEY,
    name        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO hall_names
SELECT screen_code, screen_name FROM
    (SELECT screen_code, screen_name, max(last_seq) FROM tallies WHERE screen_name <> '' GROUP BY screen_code);

CREATE TRIGGER hall_names_are_learnt AFTER INSERT ON ticket_facts WHEN NEW.screen_name <> ''
BEGIN
    INSERT INTO hall_names
    SELECT screen_code, NEW.screen_name FROM records WHERE film_ticket_code = NEW.film_ticket_code
    ON CONFLICT DO UPDATE SET name = excluded.name WHERE name <> excluded.name;
END;
