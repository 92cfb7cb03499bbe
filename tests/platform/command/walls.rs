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
