//! `hallgate-platform report | head -1`: whoever reads what a command tells may have read enough.

use std::path::Path;

use super::{Site, program};

/// What a command needs to come to its work.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("backup", &["backup.db"]),
    ("cinema add", &["12345678"]),
    ("findings close", &["1", "--reason", "seen"]),
    ("operator add", &["--role", "admin", "a-name", "--password-stdin"]),
    ("operator disable", &["a-name"]),
    ("operator enable", &["a-name"]),
    ("operator passwd", &["a-name"]),
    ("restore", &["none.db"]),
    // Where no address is free it ends.
    ("serve", &["--nothing"]),
    ("terminal add", &["--cinema", "12345678", "hall-1", "--public-key", "none.pem"]),
    ("terminal enrol", &["--cinema", "12345678", "hall-1"]),
    ("terminal revoke", &["hall-1"]),
    ("terminal rotate", &["hall-1"]),
    ("terminal sheets", &["--cinema", "12345678", "none.csv", "--to", "sheets.html"]),
];

#[test]
fn every_command_ends_quietly_where_nobody_reads_on() {
    let site = Site::with("sqlite", "[listen]\naddress = \"127.0.0.1:0\"\n");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("board/deb/man/hallgate-platform");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|page| page.unwrap().path())
        .filter(|page| !page.to_string_lossy().contains("zh_CN"))
        .filter_map(|page| {
            let text = std::fs::read_to_string(page).unwrap();
            let bold = text.split("\n\\fBhallgate\\-platform").nth(1)?;
            Some(bold.split_once("\\fR")?.0.replace('\\', "").trim().to_owned())
        })
        .collect();
    names.sort();
    assert!(names.len() > 35 && names.iter().any(|name| name == "terminal enrol"), "{names:?}");
    for name in &names {
        let own = ARGUMENTS.iter().find(|(of, _)| of == name).map_or(&[][..], |(_, own)| own);
        for (locale, more) in [("C.UTF-8", &[][..]), ("zh_CN.UTF-8", &["--nonsense"])] {
            for quiet in [false, true] {
                let mut command = program(locale);
                command.current_dir(site.folder.path());
                command.args(name.split_whitespace()).args(own).args(more);
                command.arg("--config").arg(site.config());
                command.stdout(std::io::pipe().unwrap().1);
                if quiet {
                    command.stderr(std::io::pipe().unwrap().1);
                }
                let output = command.output().unwrap();
                let said = String::from_utf8_lossy(&output.stderr);
                let code = output.status.code();
                assert!(code.is_some_and(|code| code < 4), "{name} {more:?}: {code:?} {said}");
                assert!(!said.contains("panic"), "{name} {more:?}: {said}");
            }
        }
    }
}
