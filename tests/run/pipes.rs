//! `hallgate status | head -1`: whoever reads what a command tells may have read enough.

use std::io::PipeWriter;
use std::path::Path;
use std::process::{Command, Output};

use super::process::hallgate;
use super::site::Site;

/// What a command needs to come to its work; the others take none, or tell what they lack.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("audit show", &[]),
    ("enrol", &["--code", "7K2M", "--yes"]),
    ("explain", &["HG0105"]),
    ("key read", &["--qr", "none.png"]),
    ("operator add", &["--role", "admin", "a-name", "--password-stdin"]),
    ("operator call", &["a-name", "--called", "A"]),
    ("operator disable", &["a-name"]),
    ("operator enable", &["a-name"]),
    ("operator passwd", &["a-name"]),
    ("provision", &["--admin", "a-name", "--password-stdin"]),
    ("read", &["none.png"]),
    ("rescue", &["--to", "rescued.db"]),
    ("restore", &["none.db"]),
    ("backup", &["backup.db"]),
    // Elsewhere than this machine's own.
    (
        "setup",
        &[
            "--once",
            "--plain",
            "--card",
            "card",
            "--etc",
            "etc",
            "--runtime",
            "run",
            "--boards",
            "boards",
            "--model",
            "model",
            "--credentials",
            "creds.encrypted",
        ],
    ),
    // Without a configuration that would have it open the door for good.
    ("run", &["--config", "none.toml"]),
];

/// A pipe that nobody reads.
pub fn closed() -> PipeWriter {
    std::io::pipe().unwrap().1
}

/// The commands of a program, by the synopses of its manual's pages.
fn commands(program: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("board/deb/man").join(program);
    let pages = std::fs::read_dir(folder).unwrap().map(|page| page.unwrap().path());
    let pages = pages.filter(|page| !page.to_string_lossy().contains("zh_CN"));
    let of = |page: &Path| {
        let text = std::fs::read_to_string(page).unwrap();
        let bold = text.split(&format!("\n\\fB{program}")).nth(1)?;
        Some(bold.split_once("\\fR")?.0.replace('\\', "").trim().to_owned())
    };
    let mut commands: Vec<String> = pages.filter_map(|page| of(&page)).collect();
    commands.sort();
    commands
}

fn ended(mut command: Command, words: &[&str]) -> Output {
    let output = command.args(words).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code < 3), "{words:?}: {:?}", output.status);
    assert!(!said.contains("panic") && !said.contains("report it"), "{words:?}: {said}");
    output
}

#[test]
fn every_command_ends_quietly_where_nobody_reads_on() {
    let mut site = Site::new();
    site.set("export.path", site.path("sticks").display().to_string());
    let config = site.write_config().display().to_string();
    let names = commands("hallgate");
    assert!(names.len() > 35 && names.iter().any(|name| name == "audit show"), "{names:?}");
    for name in &names {
        let own = ARGUMENTS.iter().find(|(of, _)| of == name).map_or(&[][..], |(_, own)| own);
        let mut words: Vec<&str> = name.split_whitespace().chain(own.iter().copied()).collect();
        let takes_config = ["audit", "catalogue", "key", "operator", "settings", "update", ""];
        if !["read", "run", "setup"].contains(&name.as_str())
            && !takes_config.contains(&name.as_str())
        {
            words.extend(["--config", &config]);
        }
        let at = || {
            let mut command = hallgate();
            command.current_dir(site.path(""));
            command
        };
        let mut deaf = at();
        deaf.stdout(closed());
        ended(deaf, &words);
        let mut alone = at();
        alone.stdout(closed()).stderr(closed());
        ended(alone, &words);
        let mut wrong = at();
        wrong.env("LC_ALL", "zh_CN.UTF-8").stdout(closed()).stderr(closed());
        let words: Vec<&str> = name.split_whitespace().chain(["--nonsense"]).collect();
        ended(wrong, &words);
    }
}

#[test]
fn the_demo_and_the_peer_end_quietly_where_nobody_reads_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("peer").display().to_string();
    let mut demo = hallgate();
    demo.stdout(closed()).stderr(closed());
    ended(demo, &["demo"]);
    let cinema = ["cinema", "key", "mint", "--data", &data, "--cinema", "12345678"];
    for words in [
        &cinema[..],
        &["terminal", "add", "--data", &data, "--cinema", "12345678", "hall-1"],
        &["terminal", "list", "--data", &data],
        &["platform", "add", "--data", &data, "platform-1"],
        &["national", "fault", "--data", &data],
        &["national", "serve", "--data", &data, "--listen", "127.0.0.1:0"],
        &["ticket", "mint", "--data", &data, "--cinema", "12345678"],
        &["records", "--data", &data],
        &["up", "--data", &data, "--platform", "256.0.0.1:0"],
        &["--help"],
    ] {
        for quiet in [false, true] {
            let mut peer = Command::new(env!("CARGO_BIN_EXE_hallgate-peer"));
            peer.env_remove("RUST_LOG").stdin(std::process::Stdio::null()).stdout(closed());
            if quiet {
                peer.stderr(closed());
            }
            ended(peer, words);
        }
    }
}
