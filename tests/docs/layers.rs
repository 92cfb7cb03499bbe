//! Imports point one way: whoever is on a line of the lists in `ARCHITECTURE.md` uses what stands on the
//! lines below it and nothing else. The lists are read from there.

use std::collections::BTreeSet;
use std::path::Path;

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
    let page = "```text src\nbin\nterminal platform\nwire\n```\n";
    let list = &lists(page)[0];
    let upward = |path: &str, text: &str| list.upward(Path::new(path), text);
    let fault = "use crate::clock;\nuse crate::terminal::store::{StoreReader, Seq};\n";
    assert_eq!(
        upward("src/wire/calls.rs", fault),
        ["src/wire/calls.rs:2: use crate::terminal::store::{StoreReader, Seq};"]
    );
    assert_eq!(upward("src/wire.rs", fault).len(), 1);
    assert_eq!(upward("src/platform/mod.rs", "let it = crate::terminal::run();").len(), 1);
    assert_eq!(upward("src/bin/it/main.rs", "use hallgate::terminal;").len(), 0);
    assert_eq!(upward("src/terminal/mod.rs", "use crate::terminal::store;").len(), 0);
    assert_eq!(upward("src/terminal/mod.rs", "use crate::{wire, platform};").len(), 1);
    assert_eq!(upward("src/wire/calls.rs", "// as crate::terminal has it").len(), 0);
    let test = "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::terminal::store;\n}";
    assert_eq!(upward("src/wire/calls.rs", test).len(), 0);
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
    /// The lines of a file with an import of what is not below it: `PATH:LINE: TEXT`.
    fn upward(&self, path: &Path, text: &str) -> Vec<String> {
        let room = path.strip_prefix(&self.folder).unwrap().iter().next().unwrap();
        let room = room.to_str().unwrap().trim_end_matches(".rs");
        let Some(own) = self.line_of(room) else { return Vec::new() };
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let inside = self.folder.strip_prefix("src").unwrap().replace('/', "::");
        let roots = ["crate", "hallgate"].map(|root| format!("{root}{}::", inside));
        let points_up = |line: &str| {
            let named = roots.iter().flat_map(|root| line.split(root.as_str()).skip(1));
            named
                .flat_map(names)
                .any(|name| name != room && self.line_of(&name).is_some_and(|line| line <= own))
        };
        code.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//") && points_up(line))
            .map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim()))
            .collect()
    }

    fn line_of(&self, room: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.iter().any(|name| name == room))
    }
}

/// The names that stand first behind a `::`: one, or those of a list in braces.
fn names(behind: &str) -> Vec<String> {
    let first = |text: &str| {
        let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    match behind.strip_prefix('{') {
        Some(list) => list.split(',').map(|part| first(part.trim())).collect(),
        None => vec![first(behind)],
    }
}

/// The folders and files of a folder but for its own `lib.rs` or `mod.rs`.
fn rooms(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let rooms = names.filter(|name| name != "lib.rs" && name != "mod.rs");
    rooms.map(|name| name.trim_end_matches(".rs").to_owned()).collect()
}
