//! What `ARCHITECTURE.md` and `docs/security.md` promise names the test that holds it, in the last
//! column of each table or in brackets in the text, and that test is there:
//!
//! | written | is |
//! |---|---|
//! | `store::damage::a_bit…` | a test of the library in the module `terminal::store::damage`, or in one of the ground; `terminal` and `tests` in its path are left out |
//! | `run: kills::records…` | a test of the target `run`, here in `tests/run/kills.rs` |
//! | `scenario: refunded` | a play in `tests/scenarios` |
//! | `lab: stick` | a case in `tests/lab/cases` |
//!
//! `…` stands for the rest of a name, which has to be the only one in its file that begins so.

use std::path::Path;

use super::root;

const PAGES: [&str; 2] = ["ARCHITECTURE.md", "docs/security.md"];

/// Tables that say what is where and promise nothing, by their first two columns; the kinds of the
/// log, and the steps of a way, are held as a whole by tests that read them there.
const DESCRIPTIONS: [[&str; 2]; 4] =
    [["room", "holds"], ["thread", "owns"], ["kind", "who"], ["step", "file"]];

/// What stands before a test in a text.
const BRACKET: &str = "(test: ";

#[test]
fn every_claim_names_a_test_that_is_there() {
    let mut named = 0;
    for page in PAGES {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let (references, mut faults) = claims(&text);
        named += references.len();
        faults.extend(references.iter().filter_map(|it| find(root().as_path(), it).err()));
        assert!(faults.is_empty(), "{page}:\n{}", faults.join("\n"));
    }
    assert!(named >= 200, "only {named} tests are named");
}

#[test]
fn a_row_without_a_test_and_a_wrong_name_are_found_out() {
    let faults = |row: &str| {
        let page = format!("| what | test |\n|---|---|\n{row}\n\nEnd of it.\n");
        let (references, mut faults) = claims(&page);
        faults.extend(references.iter().filter_map(|it| find(root().as_path(), it).err()));
        faults
    };
    for row in [
        "| a | `docs: claims::a_row_without…` |",
        "| a | `docs: every_link_leads_to_a_file`, also in part |",
        "| a | `clock::a_business_day_runs_from_six_to_six` |",
        "| a | `store::damage::a_bit_in_any_page_of_the_log…`, `store::journal::a_damaged…` |",
        "| a | `scenario: refunded` |",
        "| a | `lab: stick` |",
        "| a | - nobody can hold it |",
        "| a | `-`: nobody |\n\n(test: `lab: stick`)",
    ] {
        assert_eq!(faults(row).len(), usize::from(row.contains("`-`")), "{row}: {:?}", faults(row));
    }
    for row in [
        "| a | |",
        "| a | - |",
        "| a | by hand |",
        "| a |",
        "| a | `docs: claims::a_row_with_a_test` |",
        "| a | `docs: claims::a_row_without` |",
        "| a | `docs: claims::e_row_without…` |",
        "| a | `docs: claims::…` |",
        "| a | `docs: nowhere::a_row_without…` |",
        "| a | `store::damage::killed` |",
        "| a | `store::damage::a_…` |",
        "| a | `store::tests::damage::a_bit_in_any_page_of_the_log…` |",
        "| a | `scenario: refunded.txt` |",
        "| a | `scenario: nobody_plays_it` |",
        "| a | `lab: nobody-runs-it` |",
        "| a | `lab: stick`, `lab: nobody-runs-it` |",
        "| a | `lab: stick` |\n\nHeld (test: `lab: nobody-runs-it`).",
        "| a | `lab: stick` |\n\nHeld (test: by hand).",
        "| a | `lab: stick` |\n\nHeld (test: `lab: stick`,\n`lab: nobody-runs-it`).",
    ] {
        assert!(!faults(row).is_empty(), "{row}");
    }
    assert!(!claims("| what | why |\n|---|---|\n| a | `lab: stick` |\n").1.is_empty());
}

/// The tests that a page names, and the rows that name none.
fn claims(page: &str) -> (Vec<String>, Vec<String>) {
    let (mut references, mut faults) = (Vec::new(), Vec::new());
    for bracket in page.split(BRACKET).skip(1) {
        let inside = bracket.split(')').next().unwrap_or_default();
        let tests = quoted(inside);
        if tests.is_empty() {
            faults.push(format!("no test in the brackets: {inside}"));
        }
        references.extend(tests);
    }
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with('|') {
            continue;
        }
        let head = cells(line);
        let promises = !DESCRIPTIONS.iter().any(|known| head.starts_with(known));
        if promises && head.last() != Some(&"test") {
            faults.push(format!("a table without a last column `test`: {line}"));
        }
        for row in lines.by_ref().take_while(|row| row.starts_with('|')) {
            if !promises || row.starts_with("|---") {
                continue;
            }
            let row_cells = cells(row);
            let last = row_cells.last().copied().unwrap_or_default();
            let tests = quoted(last);
            let why = last.strip_prefix("- ").is_some_and(|why| !why.trim().is_empty());
            if row_cells.len() != head.len() || (tests.is_empty() && !why) {
                faults.push(format!("a row without a test: {row}"));
            }
            references.extend(tests);
        }
    }
    (references, faults)
}

fn cells(row: &str) -> Vec<&str> {
    let inside = row.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    inside.unwrap_or_default().split('|').map(str::trim).collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether the test is there; else what is wrong with its name.
fn find(root: &Path, reference: &str) -> Result<(), String> {
    let there = |path: String| root.join(path).is_file();
    let (files, name) = match reference.split_once(": ") {
        Some(("scenario", play)) => {
            let is =
                ["txt", "transcript"].map(|end| there(format!("tests/scenarios/{play}.{end}")));
            return if is == [true; 2] {
                Ok(())
            } else {
                Err(format!("{reference}: no such play"))
            };
        }
        Some(("lab", case)) => {
            let is = there(format!("tests/lab/cases/{case}.sh"));
            return if is { Ok(()) } else { Err(format!("{reference}: no such case")) };
        }
        Some((target, test)) => match test.rsplit_once("::") {
            Some((module, name)) => {
                let at = format!("tests/{target}/{}", module.replace("::", "/"));
                (vec![format!("{at}.rs"), format!("{at}/mod.rs")], name)
            }
            None => (vec![format!("tests/{target}.rs"), format!("tests/{target}/main.rs")], test),
        },
        None => {
            let Some((module, name)) = reference.rsplit_once("::") else {
                return Err(format!("{reference}: neither a test's path nor `KIND: NAME`"));
            };
            if module.split("::").any(|part| part == "tests" || part == "terminal") {
                return Err(format!("{reference}: `terminal` and `tests` are left out"));
            }
            let files = ["src", "src/terminal"].map(|top| {
                let at = format!("{top}/{}", module.replace("::", "/"));
                let (folder, file) = at.rsplit_once('/').unwrap_or((top, &at));
                let inner = format!("{folder}/tests/{file}.rs");
                [format!("{at}.rs"), format!("{at}/mod.rs"), format!("{at}/tests.rs"), inner]
            });
            (files.concat(), name)
        }
    };
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(root.join(file)).ok());
    let tests: Vec<String> = texts.flat_map(|text| tests_of(&text)).collect();
    let fits = |test: &&String| match name.strip_suffix('…') {
        Some(begin) => !begin.is_empty() && test.starts_with(begin),
        None => *test == name,
    };
    match tests.iter().filter(fits).count() {
        1 => Ok(()),
        0 if tests.is_empty() => Err(format!("{reference}: no tests in {}", files.join(", "))),
        0 => Err(format!("{reference}: no test of this name in its file")),
        more => Err(format!("{reference}: {more} tests have such a name")),
    }
}

/// The names of a file's tests that are run wherever the tests are.
fn tests_of(text: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::trim);
    let mut names = Vec::new();
    while lines.any(|line| line == "#[test]") {
        let mut rest = lines.by_ref().skip_while(|line| {
            line.is_empty() || line.starts_with("//") || line.starts_with("#[cfg(")
        });
        let head = rest.next().unwrap_or_default();
        if let Some((name, _)) = head.strip_prefix("fn ").and_then(|head| head.split_once('(')) {
            names.push(name.to_owned());
        }
    }
    names
}
