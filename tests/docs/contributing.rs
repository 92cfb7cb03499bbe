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
}

const EXAMPLES: [Example; 10] = [
    Example {
        row: "rule or reason",
        names: &["PlatformRequired", "platform_required"],
        users: &["src/terminal/door/decision.rs"],
    },
    Example {
        row: "rule or reason",
        names: &["TooEarly", "too_early"],
        // What its page tells besides.
        users: &["src/terminal/door/page.rs", "src/terminal/screen", "src/bin/hallgate/demo"],
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
    },
    Example {
        row: "page of the menus",
        names: &["help::call", "help::Help", "HelpCalled", "呼叫协助"],
        users: &["src/terminal/menu/shift.rs"],
    },
    Example {
        row: "panel",
        names: &["Ssd1306", "ssd1306"],
        users: &["src/terminal/config/flat.rs"],
    },
    Example { row: "panel", names: &["Ili9341", "ili9341"], users: &[] },
    Example {
        row: "call of the platform",
        names: &["GetPublicKeys", "get_public_keys", "KeysQuery", "KeysReply"],
        users: &["src/peer", "src/terminal", "src/wire"],
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
    },
    Example {
        row: "configuration key",
        names: &["reopen_within_s"],
        users: &["src/terminal/door/rules.rs"],
    },
    Example {
        row: "configuration key",
        names: &["miss_interval_s"],
        users: &["src/terminal/sync", "src/terminal/event_loop"],
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
        for file in files(&root().join("src")) {
            if holds(&file, example.names) && !known(&file) && !is_test(&file) {
                let file = file.strip_prefix(root()).unwrap().display();
                faults.push(format!("{}: no place is {file}, which holds {name}", example.row));
            }
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
