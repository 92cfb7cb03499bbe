//! Imports point one way: whoever is on a line of the lists in `ARCHITECTURE.md` uses what stands on the
//! lines below it and nothing else, in whichever way it is named. The lists are read from there.

use std::collections::BTreeSet;
use std::path::Path;

use super::names::code_of;
use super::paths::{Place, places, tokens};
use super::rooms::sources;
use super::root;

/// A list: what it is of, and the layers from above to below.
struct List {
    folder: String,
    layers: Vec<Vec<String>>,
}

#[test]
fn no_import_points_up() {
    let lists = lists(&std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap());
    let folders: Vec<&str> = lists.iter().map(|list| list.folder.as_str()).collect();
    assert_eq!(folders, ["src", "src/terminal"]);
    for list in &lists {
        let folder = root().join(&list.folder);
        let (there, listed) = (rooms(&folder), list.layers.concat());
        assert_eq!(there, listed.iter().cloned().collect::<BTreeSet<_>>(), "{}", list.folder);
        assert_eq!(there.len(), listed.len(), "{}: a room on two lines", list.folder);
        let faults: Vec<String> = sources(&folder)
            .iter()
            .flat_map(|file| {
                let text = std::fs::read_to_string(file).unwrap();
                let path = file.strip_prefix(root()).unwrap().to_owned();
                list.upward(&path, &text)
            })
            .collect();
        assert!(faults.is_empty(), "imports that point up:\n{}", faults.join("\n"));
    }
}

#[test]
fn an_import_that_points_up_is_found_with_its_line() {
    let page = "```text src\nbin\nterminal platform\nwire\nwords\n```\n\
                ```text src/terminal\ncore\nstore gate\nconfig\n```\n";
    let lists = lists(page);
    let upward = |path: &str, text: &str| -> Vec<String> {
        let list = lists.iter().rev().find(|list| Path::new(path).starts_with(&list.folder));
        list.unwrap().upward(Path::new(path), text)
    };
    for (path, text, line) in [
        ("src/wire/calls.rs", "use crate::clock;\nuse crate::terminal::store::Seq;\n", 2),
        ("src/wire.rs", "pub use crate::terminal as device;", 1),
        ("src/platform/mod.rs", "fn f() {\n    let it = crate::terminal::run();\n}", 2),
        ("src/platform/mod.rs", "fn f(it: &crate::terminal::Config) {}", 1),
        ("src/wire/mod.rs", "use crate::{\n    words,\n    platform::{self, Node},\n};", 3),
        ("src/wire/mod.rs", "use crate::{words::{Language, Message}, platform::Node};", 1),
        ("src/wire/calls/one.rs", "use super::super::super::terminal::run;", 1),
        ("src/wire/mod.rs", "use super::\n    terminal\n    ::run;", 2),
        ("src/wire/mod.rs", "mod inner {\n    use super::super::platform;\n}", 2),
        ("src/wire/mod.rs", "use super::*;", 1),
        ("src/wire/mod.rs", "use crate as house;", 1),
        ("src/terminal/store/open.rs", "use super::super::core::Core;", 1),
        ("src/terminal/store/open.rs", "use super::super::{\n    config,\n    core::Core,\n};", 3),
        ("src/terminal/store/mod.rs", "use crate::terminal;", 1),
        ("src/terminal/store/mod.rs", "fn f() {\n    crate::terminal::gate::open();\n}", 2),
    ] {
        let found = upward(path, text);
        assert_eq!(found.len(), 1, "{path}: {text}: {found:?}");
        assert!(found[0].starts_with(&format!("{path}:{line}: ")), "{}: {text}", found[0]);
    }
    for (path, text) in [
        ("src/bin/it/main.rs", "use hallgate::terminal;"),
        ("src/terminal/mod.rs", "use crate::terminal::store;"),
        ("src/terminal/core/mod.rs", "use super::{store::Store, config};\nuse crate::wire;"),
        (
            "src/terminal/store/mod.rs",
            "pub(in crate::terminal) use crate::terminal::config::Config;",
        ),
        ("src/wire/calls.rs", "// as crate::terminal has it"),
        ("src/wire/calls.rs", "const IT: &str = \"crate::terminal\";"),
        ("src/wire/calls.rs", "use super::{calls, words};\nuse self::calls::Api;"),
        ("src/wire/calls.rs", "#[cfg(test)]\nmod tests {\n    use crate::terminal::store;\n}"),
    ] {
        assert_eq!(upward(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

/// Blocks of the page that begin with ```` ```text FOLDER ````.
fn lists(page: &str) -> Vec<List> {
    let blocks = page.split("```text src").skip(1);
    let list = |block: &str| {
        let (head, rest) = block.split_once('\n').unwrap();
        let body = rest.split("```").next().unwrap();
        let layers = body.lines().map(|line| line.split_whitespace().map(str::to_owned).collect());
        List { folder: format!("src{head}"), layers: layers.collect() }
    };
    blocks.map(list).collect()
}

impl List {
    /// Where a file names what is not below it: `PATH:LINE: TEXT`.
    fn upward(&self, path: &Path, text: &str) -> Vec<String> {
        let room = path.strip_prefix(&self.folder).unwrap().iter().next().unwrap();
        let room = room.to_str().unwrap().trim_end_matches(".rs");
        let Some(own) = self.line_of(room) else { return Vec::new() };
        let house: Vec<&str> = self.folder.split('/').skip(1).collect();
        let upward = |place: &Place| {
            let names: Vec<&str> = place.path.iter().map(|(_, name)| *name).collect();
            let is_up = match names.strip_prefix(house.as_slice())? {
                // All of the house at once.
                [] | ["*"] => place.is_import,
                [name, ..] => *name != room && self.line_of(name).is_some_and(|it| it <= own),
            };
            let line = place.path.get(house.len()).map_or(place.line, |(line, _)| *line);
            is_up.then_some(line)
        };
        let code = code_of(text);
        let lines: BTreeSet<usize> =
            places(path, &tokens(&code)).iter().filter_map(upward).collect();
        let line = |at: usize| text.lines().nth(at).unwrap_or_default().trim();
        lines.iter().map(|at| format!("{}:{}: {}", path.display(), at + 1, line(*at))).collect()
    }

    fn line_of(&self, room: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.iter().any(|name| name == room))
    }
}

/// The folders and files of a folder but for its own `lib.rs` or `mod.rs`.
fn rooms(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let rooms = names.filter(|name| name != "lib.rs" && name != "mod.rs");
    rooms.map(|name| name.trim_end_matches(".rs").to_owned()).collect()
}
