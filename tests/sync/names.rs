//! Names that the platform tells, from its reply to what scripts, people and the platform get.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::peer::{Call, Flaw, Peer, Say};
use crate::site::{self, Site, good};

/// A film as the platform tells it, and as it is kept: terminal escapes of 7 and of 8 bits, NUL, line
/// ends, marks of direction, what is not to be seen.
const FILMS: [(&str, &str); 5] = [
    ("\u{1b}]0;owned\u{7}\u{1b}[2J流浪地球", "]0;owned[2J流浪地球"),
    ("\u{9b}31m流浪\u{90}q\u{9c}地球", "31m流浪q地球"),
    ("流浪\0地球\r\n\u{2028}2", "流浪地球 2"),
    ("\u{202e}球地\u{2066}浪\u{200b}流\u{feff}", "球地浪流"),
    ("-2+3+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"),
];

fn answer(call: &Call) -> Say {
    if !call.is_lookup() {
        return good(call);
    }
    let ticket = call.tickets()[0];
    let mut info: Value = serde_json::from_str(&site::ticket_info(ticket)).unwrap();
    info["FilmName"] = FILMS[ticket as usize - 1].0.into();
    info["ScreenName"] = "3\u{1b}[7m号\u{85}厅\u{202e}".into();
    info["RefundTime"] = "\u{1b}[5m\u{9b}昨天\u{202e}".into();
    info["RefundStatus"] = "Yes".into();
    Say::Data(info.to_string())
}

fn written(path: PathBuf, content: impl AsRef<[u8]>) {
    fs::write(&path, content).unwrap();
    fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
}

fn configuration(folder: &Path, peer: &Peer) -> PathBuf {
    let path = folder.join("hallgate.toml");
    written(folder.join("key"), [7; 32]);
    let text = format!(
        r#"
        [terminal]
        cinema_code = "12345678"
        [store]
        path = "{0}/hallgate.db"
        key = "file:{0}/key"
        [platform]
        url = "https://{1}/"
        ca = "{0}/ca.pem"
        username = "terminal-001"
        private_key = "file:{0}/terminal.key"
        "#,
        folder.display(),
        peer.address,
    );
    written(path.clone(), text);
    path
}

/// What the program writes; nothing but line ends in it steers a terminal or turns the writing.
fn output(config: &Path, args: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hallgate"));
    let done = program.args(args).arg("--config").arg(config).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{args:?}: {said}");
    let out = String::from_utf8(done.stdout).unwrap();
    let hidden = |sign: char| {
        (sign.is_control() && !matches!(sign, '\n' | '\r'))
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(sign, '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!out.contains(hidden), "{args:?}: {out:?}");
    // In JSON they could stand as escapes.
    assert!(!out.contains("\\u"), "{args:?}: {out}");
    out
}

#[test]
fn nothing_in_a_name_steers_who_reads_it() {
    let site = Site::new();
    let tickets = site.admit(1..=FILMS.len() as i64, false);
    let peer = site.peer(Flaw::None, answer);
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let sent = peer.calls().into_iter().filter(Call::is_report).flat_map(|call| {
        let lines = call.query["CheckTickets"].as_array().unwrap().clone();
        lines.into_iter().map(|line| (line["FilmName"].clone(), line["ScreenName"].clone()))
    });
    let wanted = FILMS.map(|(_, kept)| (kept.into(), "3[7m号 厅".into()));
    assert_eq!(sent.collect::<Vec<(Value, Value)>>(), wanted);

    let key = site.key();
    let config = configuration(key.parent().unwrap(), &peer);
    let day = ["--day", "2026-05-01"];
    let of = |command: &str, format: &str| {
        output(&config, &[&[command], &day[..], &["--format", format]].concat())
    };
    let json: Vec<Value> = serde_json::from_str(&of("records", "json")).unwrap();
    let csv = of("records", "csv");
    let mut csv = csv::Reader::from_reader(csv.as_bytes());
    let column = csv.headers().unwrap().iter().position(|name| name == "film_name").unwrap();
    let rows: Vec<_> = csv.records().map(|row| row.unwrap()[column].to_owned()).collect();
    assert_eq!((json.len(), rows.len()), (tickets.len(), tickets.len()));
    for (at, (_, kept)) in FILMS.into_iter().enumerate() {
        assert_eq!(json[at]["film_name"], kept);
        assert_eq!(json[at]["screen_name"], "3[7m号 厅");
        // What a spreadsheet would run is text there.
        let guard = if kept.starts_with('-') { "'" } else { "" };
        assert_eq!(rows[at], format!("{guard}{kept}"));
    }
    for (command, format) in ["records", "report", "reconcile"]
        .into_iter()
        .flat_map(|command| ["table", "csv", "json"].map(|format| (command, format)))
    {
        let out = of(command, format);
        let shown = match command {
            "reconcile" => "昨天",
            // All are of one session, by the name told last.
            "report" => "/C calc'!A0",
            _ => "31m流浪q地球",
        };
        assert!(out.contains(shown), "{command} {format}: {out}");
    }
}
