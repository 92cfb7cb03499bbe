//! The command `hallgate-peer`, as an installer uses it.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use hallgate::peer::PeerLedger;
use hallgate::ticket::{CinemaKey, TicketText, UrlParams};
use hallgate::wire::TerminalKey;

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate-peer"));
    command.args(words).arg("--data").arg(folder.join("trial")).current_dir(folder);
    command
}

fn run(folder: &Path, words: &[&str]) -> Output {
    command(folder, words).output().unwrap()
}

fn done(folder: &Path, words: &[&str]) -> String {
    let output = run(folder, words);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn refused(folder: &Path, words: &[&str], code: i32) -> String {
    let output = run(folder, words);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{words:?}: {stderr}");
    stderr
}

#[test]
fn terminals_keys_and_tickets_are_made_in_its_folder() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    assert!(refused(folder, &["records"], 1).contains("nothing is in"));
    assert!(!folder.join("trial").exists());

    let added = done(folder, &["terminal", "add", "--cinema", "44010201", "hall-12"]);
    let key_file = Path::new(added.trim());
    assert_eq!(key_file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert!(TerminalKey::from_pem(&std::fs::read_to_string(key_file).unwrap()).is_ok());
    let again = refused(folder, &["terminal", "add", "--cinema", "44010201", "hall-12"], 1);
    assert!(again.contains("hall-12.key"), "{again}");
    refused(folder, &["terminal", "add", "--cinema", "44010201", "../hall"], 1);
    refused(folder, &["terminal", "add", "--cinema", "4401", "hall"], 2);

    let listed = done(folder, &["terminal", "list"]);
    assert_eq!(listed.lines().nth(1), Some("hall-12\t44010201\t-\t-"));

    let mint = ["ticket", "mint", "--cinema", "44010201"];
    assert!(refused(folder, &mint, 1).contains("mint a key"));
    done(folder, &["cinema", "key", "mint", "--cinema", "44010201", "--bits", "1024"]);
    refused(folder, &["cinema", "key", "mint", "--cinema", "44010201", "--bits", "512"], 1);
    let number = "4401020100000001";
    let words = [&mint[..], &["--ticket", number, "--png", "ticket.png"]].concat();
    let output = done(folder, &words);
    assert_eq!(output.lines().next(), Some(number));
    let shown = output.lines().nth(1).unwrap();
    let ledger = PeerLedger::open(Some(&folder.join("trial/national.db"))).unwrap();
    let keys = ledger.keys("44010201".parse().unwrap()).unwrap();
    let key = CinemaKey::parse(&keys[0].public_key).unwrap();
    let block = TicketText::parse(shown, &UrlParams::default()).unwrap().block;
    assert!(key.recover(&block).is_some());
    let picture = image::open(folder.join("ticket.png")).unwrap().to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let light = |x: usize, y: usize| picture.get_pixel(x as u32, y as u32).0[0];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
    let mut grids = prepared.detect_grids();
    assert_eq!(grids.remove(0).decode().unwrap().1, shown);

    assert!(refused(folder, &words, 1).contains("sold already"));
    done(folder, &["ticket", "refund", number]);
    done(folder, &["ticket", "check", number]);
    assert!(refused(folder, &["ticket", "refund", "0000000000000000"], 1).contains("not sold"));
    assert_eq!(done(folder, &["records"]).lines().count(), 1);
}

#[test]
fn it_serves_until_it_is_told_to_stop() {
    let temporary = tempfile::tempdir().unwrap();
    let mut serving = command(temporary.path(), &["national", "serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(serving.stdout.take().unwrap()).lines();
    let url = lines.next().unwrap().unwrap();
    let address = url.strip_prefix("url = \"https://").unwrap().strip_suffix("/\"").unwrap();
    assert!(std::net::TcpStream::connect(address).is_ok());
    assert!(lines.next().unwrap().unwrap().ends_with("ca.pem\""));
    let pid = rustix::process::Pid::from_child(&serving);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(serving.wait().unwrap().success());
    assert!(std::net::TcpStream::connect(address).is_err());
}
