//! The wall between the role that owns PostgreSQL's tables and the one that serves.

use std::fs;

use hallgate::platform::ledger::Place;

use super::store::filled;
use super::{Site, server_url};
use crate::cluster;

#[test]
fn the_role_that_serves_adds_records_and_changes_none() {
    let place = cluster::shared().database();
    let owner = server_url("owner", &place);
    let Place::Postgres(server) = &place else { panic!() };
    let mut client = server.config.connect(postgres::NoTls).unwrap();
    client.batch_execute("CREATE ROLE serving LOGIN").unwrap();
    let site = Site::with("sqlite", "");
    let config = fs::read_to_string(site.config()).unwrap();
    let url = server_url("serving", &place);
    fs::write(site.config(), config.replace("sqlite:platform.db", &url)).unwrap();
    let early = site.run(&["status"]);
    assert!(early.code == 1 && early.err.contains("hallgate-platform schema"), "{}", early.err);
    let made = site.done(&["schema", "--url", &owner]);
    assert!(made.contains("serving"), "{made}");
    site.done(&["schema", "--url", &owner]);
    filled(&site);
    let mut session = site.session();
    for sql in [
        "UPDATE records SET price = 0",
        "DELETE FROM records",
        "DELETE FROM forwarded",
        "UPDATE log SET who = ''",
        "DROP TABLE records",
    ] {
        assert!(session.execute(sql, &[]).is_err(), "{sql}");
    }
    let status = site.run(&["status", "--json"]);
    let status: serde_json::Value = serde_json::from_slice(&status.out).unwrap();
    assert_eq!(status["database"]["roles_apart"], true);
    let own = Site::with("postgres", "");
    let output = String::from_utf8(own.run(&["status"]).out).unwrap();
    assert!(output.contains("wall between roles"), "{output}");
}

/// What the role that serves would need to change what was recorded, right by right.
#[test]
fn the_role_that_serves_has_no_right_that_serving_does_not_take() {
    let (_, mut owner, mut serving) = walled("serving_least");
    for sql in [
        "UPDATE records SET price = 0",
        "DELETE FROM records",
        "TRUNCATE records",
        "DELETE FROM records_203003",
        "INSERT INTO records_203003 SELECT * FROM records",
        "UPDATE names SET film_name = ''",
        "DELETE FROM names",
        "UPDATE proofs SET proved_at = 0",
        "DELETE FROM proofs",
        "UPDATE forwarded SET accepted_at = 0",
        "DELETE FROM forwarded",
        "UPDATE log SET who = ''",
        "DELETE FROM log",
        "TRUNCATE log",
        "ALTER TABLE log DISABLE TRIGGER log_stays",
        "DELETE FROM log_head",
        "TRUNCATE log_head",
        "UPDATE cinema_keys SET public_key = ''",
        "UPDATE cinema_keys SET cinema = '00000000'",
        "UPDATE cinema_keys SET start_time = ''",
        "UPDATE cinema_keys SET first_at = 0",
        "DELETE FROM cinema_keys",
        "UPDATE cinemas SET code = '00000000'",
        "DELETE FROM cinemas",
        "UPDATE terminals SET name = 'x'",
        "UPDATE terminals SET cinema = '00000000'",
        "DELETE FROM terminals",
        "UPDATE heard SET terminal = ''",
        "DELETE FROM heard",
        "UPDATE outbox SET check_time = ''",
        "DELETE FROM key_fetches",
        "UPDATE admissions SET film_ticket_code = ''",
        "DELETE FROM admissions",
        "UPDATE facts SET film_ticket_code = ''",
        "DELETE FROM facts",
        "UPDATE tallies SET day = ''",
        "DELETE FROM tallies",
        "UPDATE quarters SET day = ''",
        "DELETE FROM quarters",
        "UPDATE findings SET subject = ''",
        "UPDATE findings SET detail = ''",
        "DELETE FROM findings",
        "UPDATE finding_records SET number = 0",
        "DELETE FROM finding_records",
        "UPDATE operators SET name = 'x'",
        "DELETE FROM operators",
        "DELETE FROM notes",
        "UPDATE notes SET name = 'x'",
        "INSERT INTO schema_steps VALUES (99)",
        "DELETE FROM schema_steps",
        "SELECT setval('record_numbers', 1)",
        "CREATE TABLE mine (x int)",
        "CREATE TEMP TABLE mine (x int)",
        "DROP TABLE records",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER FUNCTION make_month(TEXT) SECURITY INVOKER",
    ] {
        let fault = serving.batch_execute(sql).expect_err(sql);
        let code = fault.code().map(|it| it.code().to_owned());
        // insufficient_privilege
        assert_eq!(code.as_deref(), Some("42501"), "{sql}: {fault}");
    }
    // What was recorded is as it was.
    let row = owner.query_one("SELECT count(*), sum(price)::bigint FROM records", &[]).unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (4, 4 * 3500));
}

/// The functions of the tables' owner work on the owner's tables, whatever a caller puts before them.
#[test]
fn the_owners_functions_do_nothing_for_a_caller_but_what_they_are_for() {
    let (place, mut owner, mut serving) = walled("serving_evil");
    let Place::Postgres(server) = &place else { panic!() };
    let database = server.config.get_dbname().unwrap();
    // An owner who may not take it away leaves everybody that right.
    owner.batch_execute(&format!("GRANT TEMP ON DATABASE {database} TO PUBLIC")).unwrap();
    serving
        .batch_execute(
            "SELECT make_month('2019-05');
             CREATE TEMP TABLE names (number BIGINT);
             GRANT ALL ON names TO PUBLIC;
             CREATE FUNCTION pg_temp.evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 UPDATE public.records SET price = 1;
                 EXECUTE 'ALTER TABLE public.log DISABLE TRIGGER log_stays';
                 RETURN NULL; END $$;
             CREATE TRIGGER e BEFORE DELETE ON names FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.evil();
             SET search_path = pg_temp, public;
             SELECT public.drop_month('2019-05', 1130);
             CREATE TEMP TABLE records (number BIGINT);
             SELECT public.make_month('2019-06');",
        )
        .unwrap();
    let row = owner
        .query_one(
            "SELECT (SELECT min(price) FROM records),
                 (SELECT tgenabled = 'O' FROM pg_trigger WHERE tgname = 'log_stays'),
                 to_regclass('records_201905') IS NULL,
                 to_regclass('records_201906') IS NOT NULL",
            &[],
        )
        .unwrap();
    assert_eq!(row.get::<_, i64>(0), 3500, "it was changed as the owner");
    assert!(row.get::<_, bool>(1) && row.get::<_, bool>(2) && row.get::<_, bool>(3));
    for month in
        ["", "2019", "2019-13", "2019-00", "9999-12", "0001-01", "2019-5", "2019-05; x", "x"]
    {
        for sql in ["SELECT public.make_month($1)", "SELECT public.drop_month($1, 1130)"] {
            assert!(serving.execute(sql, &[&month]).is_err(), "{sql}: {month}");
        }
    }
}

/// A ledger in a schema of its own, as its owner's search path has it.
#[test]
fn the_ledger_may_lie_in_another_schema_than_public() {
    let place = cluster::shared().database();
    let Place::Postgres(server) = &place else { panic!() };
    let mut client = server.config.connect(postgres::NoTls).unwrap();
    let database = server.config.get_dbname().unwrap();
    client
        .batch_execute(&format!(
            "CREATE SCHEMA \"Ticket's %s desk\";
             CREATE ROLE serving_apart LOGIN;
             ALTER DATABASE {database} SET search_path = \"Ticket's %s desk\""
        ))
        .unwrap();
    let site = Site::with("sqlite", "");
    let config = fs::read_to_string(site.config()).unwrap();
    let url = server_url("serving_apart", &place);
    fs::write(site.config(), config.replace("sqlite:platform.db", &url)).unwrap();
    site.done(&["schema", "--url", &server_url("owner", &place)]);
    filled(&site);
    let found = client.query_one(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'Ticket''s %s desk' AND tablename = 'records_203003'",
        &[],
    );
    assert_eq!(found.unwrap().get::<_, i64>(0), 1);
}

/// A ledger with something in it, and those who own it and who serve.
fn walled(role: &str) -> (Place, postgres::Client, postgres::Client) {
    let place = cluster::shared().database();
    let Place::Postgres(server) = &place else { panic!() };
    let mut owner = server.config.connect(postgres::NoTls).unwrap();
    owner.batch_execute(&format!("CREATE ROLE {role} LOGIN")).unwrap();
    let site = Site::with("sqlite", "");
    let config = fs::read_to_string(site.config()).unwrap();
    let url = server_url(role, &place);
    fs::write(site.config(), config.replace("sqlite:platform.db", &url)).unwrap();
    site.done(&["schema", "--url", &server_url("owner", &place)]);
    filled(&site);
    let mut serving = server.config.clone();
    let serving = serving.user(role).connect(postgres::NoTls).unwrap();
    (place, owner, serving)
}
