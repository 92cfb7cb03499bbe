//! What a room knows nothing of, as `ARCHITECTURE.md` has it, does not stand in its source.

use std::path::{Path, PathBuf};

use super::root;

/// A room, and the words that would tell that it knows what its row denies it.
const UNKNOWN: [(&str, &[&str]); 10] = [
    ("ticket", &["std::fs", "std::net", "rusqlite", "Timestamp::now", "Instant::now"]),
    ("terminal/vision", &["crate::ticket"]),
    ("terminal/door", &["rusqlite", "std::fs", "std::net", "std::thread", "gpiocdev", "::now()"]),
    ("terminal/core", &["rusqlite", "std::fs", "std::net", "std::thread", "gpiocdev", "::now()"]),
    ("wire", &["std::net", "ureq", "rustls"]),
    ("terminal/sync", &["terminal::screen", "terminal::gate"]),
    ("terminal/menu", &["std::fs", "std::thread", "gpiocdev", "terminal::screen"]),
    ("terminal/presentation", &["embedded_graphics", "std::fs", "::now()"]),
    ("people", &["rusqlite", "std::fs", "::now()"]),
    ("terminal/report", &["terminal::screen", "terminal::event_loop"]),
];

#[test]
fn a_room_does_not_know_what_its_row_denies_it() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (room, words) in UNKNOWN {
        let name = room.rsplit('/').next().unwrap();
        assert!(page.contains(&format!("| `{name}` | ")), "no row tells of {room}");
        let files = sources(&root().join("src").join(room));
        assert!(files.len() > 1, "{room} has no files");
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let (code, _) = text.split_once("mod tests {").unwrap_or((&text, ""));
            for word in words {
                assert!(!code.contains(word), "{room} knows of {word}: {}", file.display());
            }
        }
    }
}

/// Whoever dispatched effects beside the core would be another terminal than the one that is played.
#[test]
fn nobody_but_the_core_carries_out_effects() {
    let rooms = std::fs::read_dir(root().join("src/terminal")).unwrap();
    let rooms = rooms.map(|room| room.unwrap().path()).filter(|room| room.is_dir());
    let apart = ["core", "door", "menu"];
    let others = rooms.filter(|room| !apart.iter().any(|name| room.ends_with(name)));
    let worlds = ["tests/simulator", "benches/figures"].map(|folder| root().join(folder));
    let files: Vec<PathBuf> = others.chain(worlds).flat_map(|folder| sources(&folder)).collect();
    assert!(files.iter().any(|file| file.ends_with("event_loop/periphery.rs")));
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let line = text.lines().position(|line| line.contains("Effect::"));
        assert!(line.is_none(), "{}:{}: an effect", file.display(), line.unwrap_or(0) + 1);
    }
}

/// The standard library's macros panic where nobody reads any more: `hallgate status | head -1`.
#[test]
fn nothing_is_printed_by_what_panics_at_a_closed_pipe() {
    let files = sources(&root().join("src"));
    assert!(files.len() > 300);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests").unwrap_or((&text, ""));
        for word in ["println!(", "print!("] {
            assert!(!code.contains(word), "{}: {word}", file.display());
        }
    }
}

/// A room's files, but for its tests.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_tests = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.is_dir() && !is_tests {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_tests {
            files.push(path);
        }
    }
    files
}
