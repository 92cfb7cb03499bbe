//! The ways of a ticket and of a record, as `ARCHITECTURE.md` has them, can be followed with a finger in the
//! code.

use std::collections::BTreeSet;

use super::names::code_of;
use super::root;

/// A row of a way: where it is decided or done has a number.
struct Step {
    is_main: bool,
    file: String,
    function: String,
}

/// Whom a device or a queue wakes, and nobody calls.
const WOKEN: [&str; 3] = ["look", "run", "start"];

/// The most files in which something is decided or done.
const MOST: usize = 12;

#[test]
fn each_step_of_the_ways_is_called_by_one_above_it() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let ways = ways(&page);
    assert_eq!(ways.len(), 2, "a ticket's way and a record's");
    let code = |file: &str| {
        let text = std::fs::read_to_string(root().join("src/terminal").join(file));
        code_of(&text.unwrap_or_else(|fault| panic!("{file}: {fault}")))
    };
    for way in &ways {
        let mut above = Vec::new();
        for Step { file, function, .. } in way {
            above.push(code(file));
            let named = |code: &String| {
                let calls = calls(code, function);
                let generic = code.matches(&format!("fn {function}<")).count();
                (calls, code.matches(&format!("fn {function}(")).count() + generic)
            };
            let (_, here) = named(&above[above.len() - 1]);
            assert!(here > 0, "no function {function} in {file}");
            let is_called = above.iter().map(named).any(|(calls, defined)| calls > defined);
            let is_woken = WOKEN.contains(&function.as_str());
            assert!(is_called || is_woken, "nothing above calls {function} of {file}");
        }
    }
    let count = |way: &[Step], all: bool| {
        let files = way.iter().filter(|step| all || step.is_main).map(|step| &step.file);
        files.collect::<BTreeSet<_>>().len()
    };
    for way in &ways {
        assert!(count(way, false) <= MOST, "{} files", count(way, false));
    }
    let told =
        format!("{} for a ticket, {} for a record", count(&ways[0], true), count(&ways[1], true));
    assert!(page.contains(&told), "the page does not say: {told}");
}

/// How often a name stands before a parenthesis, whatever it is there for.
fn calls(code: &str, function: &str) -> usize {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    let found = code.match_indices(function).filter(|(at, _)| {
        let behind = &code[at + function.len()..];
        !code[..*at].ends_with(is_word) && behind.starts_with('(')
    });
    found.count()
}

/// The tables whose first cell is a number or a dot.
fn ways(page: &str) -> Vec<Vec<Step>> {
    let mut ways: Vec<Vec<Step>> = Vec::new();
    let mut last = 0;
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, file, function, _] = cells[..] else { continue };
        let number = number.parse::<usize>().ok();
        if number.is_none() && cells[0] != "·" {
            continue;
        }
        if let Some(number) = number {
            if number == 1 {
                (last, _) = (0, ways.push(Vec::new()));
            }
            last += 1;
            assert_eq!(number, last, "{line}");
        }
        let [file, function] = [file, function].map(|cell| cell.trim_matches('`').to_owned());
        ways.last_mut().unwrap().push(Step { is_main: number.is_some(), file, function });
    }
    ways
}
