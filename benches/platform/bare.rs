//! What stands beside the platform in each run: the engine without it, and a server that only answers.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use axum::Router;
use axum::http::header;
use axum::routing::post;
use hallgate::platform::ledger::Place;
use hallgate::platform::ledger::postgres::Server;
use hallgate::transport::server::{HttpServer, ServerIdentity, ServerTls};
use rusqlite::Connection;

use crate::site::Site;
use crate::wire::Way;

/// A body of a usual answer's length.
const ANSWER: &str =
    r#"{"ReplyData":{"ReportResult":true},"Version":"1.0","Datetime":"2024-02-29T19:21:30"}"#;

/// The server that only answers.
pub struct Answering {
    pub way: Way,
    _server: HttpServer,
}

impl Answering {
    pub fn start() -> Self {
        let identity = ServerIdentity::new(&ServerTls::Fresh, &[]).unwrap();
        let kind = [(header::CONTENT_TYPE, "application/json")];
        let routes = Router::new().route("/", post(async move |_: String| (kind, ANSWER)));
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let server = HttpServer::start(any, identity.config.clone(), "bare", routes).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        std::fs::write(&ca, &identity.ca_pem).unwrap();
        Self { way: Way::to(server.address, &ca), _server: server }
    }
}

/// Rows a second that the engine alone takes, so many statements of so many rows, a commit each.
pub fn inserted_each_second(site: &Site, statements: usize, rows: usize) -> f64 {
    let texts: Vec<String> = (0..statements).map(|at| insert(at * rows, rows)).collect();
    let start = match &site.place {
        Place::Sqlite { .. } => sqlite(&site.path("bare.db"), &texts),
        Place::Postgres(server) => postgres(server, &texts),
    };
    (statements * rows) as f64 / start.elapsed().as_secs_f64()
}

const TABLE: &str = "DROP TABLE IF EXISTS bare; CREATE TABLE bare (
    cinema TEXT NOT NULL, start_time TEXT NOT NULL, ticket TEXT NOT NULL, check_time TEXT NOT NULL,
    username TEXT NOT NULL, rest TEXT NOT NULL,
    PRIMARY KEY (cinema, start_time, ticket, check_time, username))";

fn insert(first: usize, rows: usize) -> String {
    let rest = "x".repeat(350);
    let row = |number| {
        format!(
            "('44010201','2024-02-29T19:30:00','{number:016}','2024-02-29T19:21:07','terminal-001','{rest}')"
        )
    };
    let rows: Vec<String> = (first..first + rows).map(row).collect();
    format!("INSERT INTO bare VALUES {}", rows.join(","))
}

fn sqlite(path: &Path, texts: &[String]) -> Instant {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).unwrap();
    db.pragma_update(None, "journal_mode", "wal").unwrap();
    db.pragma_update(None, "synchronous", "full").unwrap();
    db.execute_batch(TABLE).unwrap();
    let start = Instant::now();
    for text in texts {
        db.execute_batch(text).unwrap();
    }
    start
}

fn postgres(server: &Server, texts: &[String]) -> Instant {
    let mut client = server.config.connect(postgres::NoTls).unwrap();
    client.batch_execute(TABLE).unwrap();
    let start = Instant::now();
    for text in texts {
        client.batch_execute(text).unwrap();
    }
    start
}
