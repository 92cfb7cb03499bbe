//! What `CONTRIBUTING.md` names as the places of a new thing are the places of those that are there: each
//! of them holds the example, and what else of the source does only uses it.

use std::path::{Path, PathBuf};

use super::root;

/// A thing that is there.
struct Example {
    /// The first cell of its row.
    row: &'static str,
    /// What it is called, wherever it stands.
    names: &'static [&'static str],
    /// Files and folders of the source that use it, and that another one of its kind need not touch.
    users: &'static [&'static str],
    /// All files of the source that hold it, where they are known one by one; else it is enough that
    /// each is a place or a user.
    files: &'static [&'static str],
}

const EXAMPLES: [Example; 11] = [
    Example {
        row: "rule or reason",
        names: &["PlatformRequired", "platform_required"],
        users: &["src/terminal/door/decision.rs"],
        files: &[],
    },
    Example {
        row: "rule or reason",
        names: &["TooEarly", "too_early"],
        // What its page tells besides.
        users: &["src/terminal/door/page.rs", "src/terminal/screen", "src/bin/hallgate/demo"],
        files: &[],
    },
    Example {
        row: "page for visitors",
        names: &["GateFault", "gate_fault"],
        users: &[
            "src/terminal/core",
            "src/terminal/menu",
            "src/words/menu.rs",
            "src/bin/hallgate/demo",
        ],
        files: &[],
    },
    Example {
        row: "page of the menus",
        names: &["help::call", "help::Help", "HelpCalled", "呼叫协助"],
        users: &["src/terminal/menu/shift.rs"],
        files: &[],
    },
    Example {
        row: "panel",
        names: &["Ssd1306", "ssd1306"],
        users: &["src/terminal/config/flat.rs"],
        files: &[],
    },
    Example { row: "panel", names: &["Ili9341", "ili9341"], users: &[], files: &[] },
    Example {
        row: "call of the platform",
        names: &["ReportOriginalCheckTickets", "report_original_", "ReportQuery", "ReportReply"],
        // Where the records of such a call come from.
        users: &["src/terminal/sync/batch.rs"],
        files: &[
            "src/peer/answer.rs",
            "src/platform/intake/mod.rs",
            "src/platform/intake/report.rs",
            "src/platform/upstream/forward/turn.rs",
            "src/terminal/sync/batch.rs",
            "src/terminal/sync/worker/records.rs",
            "src/wire/calls/mod.rs",
            "src/wire/calls/report_original_check_tickets.rs",
        ],
    },
    Example {
        row: "call of the platform",
        names: &["GetPublicKeys", "get_public_keys", "PublicKeysQuery", "PublicKeysReply"],
        // What is done with keys, and with a reply of no use.
        users: &[
            "src/peer/trials.rs",
            "src/terminal/enrolment/exchange.rs",
            "src/terminal/event_loop/journal.rs",
            "src/terminal/store/settings.rs",
            "src/terminal/sync/complaints.rs",
            "src/terminal/sync/keys.rs",
            "src/terminal/sync/probe.rs",
        ],
        files: &[
            "src/peer/answer.rs",
            "src/peer/trials.rs",
            "src/platform/intake/keys.rs",
            "src/platform/intake/mod.rs",
            "src/platform/upstream/keys.rs",
            "src/terminal/enrolment/exchange.rs",
            "src/terminal/event_loop/journal.rs",
            "src/terminal/store/settings.rs",
            "src/terminal/sync/complaints.rs",
            "src/terminal/sync/keys.rs",
            "src/terminal/sync/probe.rs",
            "src/terminal/sync/worker/platform.rs",
            "src/wire/calls/get_public_keys.rs",
            "src/wire/calls/mod.rs",
        ],
    },
    Example {
        row: "event or field",
        names: &["StandsAside", "stands_aside"],
        // The platform has an event of that name of its own.
        users: &[
            "src/terminal/sync",
            "src/terminal/core",
            "src/terminal/event_loop",
            "src/platform/upstream",
        ],
        files: &[],
    },
    Example {
        row: "configuration key",
        names: &["reopen_within_s"],
        users: &["src/terminal/door/rules.rs"],
        files: &[],
    },
    Example {
        row: "configuration key",
        names: &["miss_interval_s"],
        users: &["src/terminal/sync", "src/terminal/event_loop"],
        files: &[],
    },
];

#[test]
fn the_places_of_a_new_thing_are_those_of_the_ones_that_are_there() {
    let page = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let mut faults = Vec::new();
    for example in EXAMPLES {
        let places = places(&page, example.row);
        assert!(places.len() > 1, "{}: {places:?}", example.row);
        let name = example.names[0];
        for place in &places {
            if !files(&root().join(place)).iter().any(|file| holds(file, example.names)) {
                faults.push(format!("{}: {place} does not hold {name}", example.row));
            }
        }
        let known = |file: &Path| {
            let file = file.strip_prefix(root()).unwrap();
            let mut known = places.iter().map(String::as_str).chain(example.users.iter().copied());
            known.any(|place| file.starts_with(place))
        };
        let source = files(&root().join("src")).into_iter();
        let mut found: Vec<PathBuf> =
            source.filter(|file| holds(file, example.names) && !is_test(file)).collect();
        found.sort();
        for file in found.iter().filter(|file| !known(file)) {
            let file = file.strip_prefix(root()).unwrap().display();
            faults.push(format!("{}: no place is {file}, which holds {name}", example.row));
        }
        let listed: Vec<PathBuf> = example.files.iter().map(|file| root().join(file)).collect();
        if !listed.is_empty() && found != listed {
            faults.push(format!("{}: {name} stands in {found:#?}", example.row));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files and folders that a row names.
fn places(page: &str, row: &str) -> Vec<String> {
    let start = format!("| {row} | ");
    let line = page.lines().find(|line| line.starts_with(&start));
    let line = line.unwrap_or_else(|| panic!("no row tells of {row}"));
    let quoted = line.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|quoted| quoted.contains('/') && !quoted.contains(' '));
    paths.map(|path| path.trim_end_matches('/').to_owned()).collect()
}

fn holds(file: &Path, names: &[&str]) -> bool {
    let path = file.to_string_lossy().into_owned();
    let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
    names.iter().any(|name| text.contains(name) || path.contains(name))
}

fn is_test(file: &Path) -> bool {
    let tests = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with("tests");
    file.iter().any(tests)
}

/// A file, or all below a folder.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else {
        assert!(path.exists(), "{} is not there", path.display());
        return vec![path.to_owned()];
    };
    entries.flat_map(|entry| files(&entry.unwrap().path())).collect()
}
