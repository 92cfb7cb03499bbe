//! The files of vectors that were made outside the project's own code: every `*.json` of this
//! folder, and the file that `HALLGATE_VECTORS` names, if it is set.

use std::path::PathBuf;

use serde_json::Value;

/// Every file, parsed, with its path.
pub fn files() -> Vec<(PathBuf, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    paths.sort();
    paths.extend(std::env::var_os("HALLGATE_VECTORS").map(PathBuf::from));
    assert!(!paths.is_empty(), "no vectors in {}", folder.display());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        (path, value)
    };
    paths.into_iter().map(read).collect()
}

/// Runs `check` over every entry of a list that each file has; `check` gets the file's keys too.
/// Panics with every failure at once, and where a file lacks the list.
pub fn each(list: &str, check: impl Fn(&Value, &Value) -> Result<(), String>) {
    let mut failures = Vec::new();
    for (path, file) in files() {
        let entries = file[list].as_array().unwrap();
        assert!(!entries.is_empty(), "{}: no {list}", path.display());
        for (at, entry) in entries.iter().enumerate() {
            if let Err(fault) = check(&file["keys"], entry) {
                failures.push(format!("{}, {list}[{at}]: {fault}", path.display()));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// A text of an entry.
pub fn text<'a>(entry: &'a Value, name: &str) -> &'a str {
    entry[name].as_str().unwrap_or_else(|| panic!("no text {name} in {entry}"))
}
