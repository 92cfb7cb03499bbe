//! `hallgate-peer channel`, as somebody uses it who plays the cinema.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use hallgate::channel::Credentials;
use hallgate::channel::calls::{QueryHalls, QueryOrder, QueryShows};
use hallgate::peer::channel::CINEMA_ID;
use hallgate::transport::ChannelClient;
use rustix::process::{Pid, Signal, kill_process};

use super::super::client::Client;
use super::{client, lock, submit};

struct Served {
    child: Child,
    client: ChannelClient,
}

impl Served {
    fn begin(folder: &Path, words: &[&str]) -> Self {
        let (child, table) = began(folder, words);
        let text = |name: &str| table[name].as_str().unwrap().to_owned();
        assert_eq!(table["cinema_id"].as_integer(), Some(CINEMA_ID));
        assert_eq!(table["screens"]["0000000000000003"].as_integer(), Some(35_293));
        let secret = text("secret");
        let secret = std::fs::read_to_string(secret.strip_prefix("file:").unwrap()).unwrap();
        let credentials = Credentials { channel_code: text("channel_code"), secret: secret.into() };
        Self { child, client: client(&text("url"), credentials) }
    }

    fn end(mut self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    fn shows(&self) -> Vec<hallgate::channel::calls::ChannelShow> {
        let query = QueryShows { cinema_id: CINEMA_ID };
        self.client.call(&query, None).outcome.unwrap().data.shows
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// A channel that is served, and the lines that it tells.
fn began(folder: &Path, words: &[&str]) -> (Child, toml::Table) {
    let mut child = command(folder, &["channel", "serve", "--listen", "127.0.0.1:0"])
        .args(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let lines: Vec<String> = told.take(5).collect();
    (child, lines.join("\n").parse().unwrap())
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate-peer"));
    command.args(words).args(["--data", "trial"]).current_dir(folder);
    command
}

fn done(folder: &Path, words: &[&str]) -> String {
    let output = command(folder, words).output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(folder: &Path, words: &[&str], code: i32) -> String {
    let output = command(folder, words).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{words:?}: {stderr}");
    stderr
}

#[test]
fn a_channel_is_served_and_its_cinema_played_beside_it() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    assert!(refused(folder, &["channel", "fault"], 1).contains("nothing is in"));
    let served = Served::begin(folder, &["--sloppy", "all"]);
    assert_eq!(done(folder, &["channel", "sloppy"]), "all\n");
    let halls = QueryHalls { cinema_id: CINEMA_ID };
    assert_eq!(served.client.call(&halls, None).outcome.unwrap().data.halls.len(), 5);
    done(folder, &["channel", "sloppy", "capitals,wide-quotes"]);
    assert_eq!(done(folder, &["channel", "sloppy"]), "capitals,wide-quotes\n");
    assert!(served.client.call(&halls, None).outcome.is_ok());
    done(folder, &["channel", "fault", "html-page@queryHalls"]);
    assert_eq!(done(folder, &["channel", "fault"]), "html-page@queryHalls\n");
    assert_eq!(served.client.call(&halls, None).outcome.unwrap_err().name(), "page");
    done(folder, &["channel", "fault", "none"]);
    assert!(refused(folder, &["channel", "fault", "nonsense"], 2).contains("html-page"));

    let count = served.shows().len();
    let show = done(folder, &["channel", "show", "add", "--hall", "35295", "--price", "50.00"]);
    let show = show.trim();
    assert_eq!(served.shows().len(), count + 1);
    done(folder, &["channel", "show", "change", show, "--film", "214"]);
    let changed = served.shows().into_iter().find(|own| own.showtime_id == show).unwrap();
    assert_eq!((changed.movie_id, changed.hall_id), (Some(214), Some(35_295)));
    assert_eq!(changed.price.unwrap().to_string(), "53");
    assert!(refused(folder, &["channel", "show", "add", "--hall", "1"], 1).contains("no hall 1"));

    done(folder, &["channel", "way", "--issue", "after:2", "--lock-seconds", "60"]);
    assert_eq!(done(folder, &["channel", "way"]), "lock at-once, issue after:2, seats kept 60 s\n");
    let seats = vec![hallgate::channel::calls::ChannelSeat {
        seat_id: "1_1".to_owned(),
        row_num: "1".to_owned(),
        col_num: "1".to_owned(),
        ..Default::default()
    }];
    let shows = served.shows();
    let own = shows.iter().find(|own| own.showtime_id == show).unwrap();
    let order = served.client.call(&lock(own, &seats, &["1_1"]), None).outcome.unwrap();
    let id = order.data.order.order_external_id;
    let paid = hallgate::channel::calls::SubmitOrder { amount: 5300, ..submit(&id, 1) };
    served.client.call(&paid, None).outcome.unwrap();
    let state = || {
        let query = QueryOrder { order_external_id: id.clone() };
        let order = served.client.call(&query, None).outcome.unwrap().data.order_detail;
        (
            order.external_order_status.unwrap().number(),
            order.returned_order_status.unwrap().number(),
        )
    };
    assert!(refused(folder, &["channel", "order", "refund", &id], 1).contains("not issued"));
    assert_eq!([state(), state()], [(10, 0), (30, 0)]);
    done(folder, &["channel", "order", "refund", &id, "--by", "channel"]);
    assert_eq!(state(), (30, 3));
    let listed = done(folder, &["channel", "order", "list"]);
    let row: Vec<&str> = listed.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!((row[0], row[3], row[5], row[7], row[8].len()), (id.as_str(), "1_1", "30", "3", 16));
    assert!(!listed.contains(super::MOBILE));

    done(folder, &["channel", "show", "remove", show]);
    assert_eq!(served.shows().len(), count);
    let listed = done(folder, &["channel", "show", "list"]);
    assert!(listed.lines().any(|line| line.starts_with(show) && line.ends_with("taken_off")));
    served.end();
    // What was there is there again, and the secret is the same.
    let again = Served::begin(folder, &[]);
    assert_eq!(again.shows().len(), count);
    again.end();
}

#[test]
fn it_is_served_over_tls_where_that_is_asked_for() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    let (mut child, table) = began(folder, &["--https"]);
    let url = table["url"].as_str().unwrap();
    assert!(url.starts_with("https://"), "{url}");
    let ca = std::fs::read_to_string(folder.join("trial/ca.pem")).unwrap();
    let national = Client::at(url.to_owned(), &ca);
    let mut answer = national.agent.get(format!("{url}queryMovies.aspx")).call().unwrap();
    let answer = answer.body_mut().read_to_string().unwrap();
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
    assert!(answer.starts_with("{\"code\":200,"), "{answer}");
}
